# SPDX-License-Identifier: EUPL-1.2
"""The components as columns, for the page's own table: dictionaries and differences instead of repeated text.

50,000 components of 416 applications (a million places) take about 5 MB so, and stay readable with `grep`:
a component is `prefix` + `rest`; its name and version are those of `rest` unless listed apart.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sovaudit.language import _
from sovaudit.model import Component
from sovaudit.reports import _format, _words
from sovaudit.reports._format import LICENCE_CLASSES
from sovaudit.reports._html_lens import Lens
from sovaudit.reports._html_safe import shown

STATIC_ROWS = 200
_CODES = {"": "-", "pass": "p", "fail": "f", "unknown": "u", "not_applicable": "n"}


class _Dictionary:
    """Number distinct texts in the order in which they come."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def code(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


def data(lens: Lens) -> dict[str, object]:
    """Return everything that the page's script needs to show components."""
    classes = [*LICENCE_CLASSES, *sorted({r.licence_class for r in lens.audit.licences} - set(LICENCE_CLASSES))]
    return {
        "classes": [_format.licence_class(name) for name in classes],
        "licences": [
            [
                shown(r.expression or r.statement, 120),
                shown(r.statement, 200),
                classes.index(r.licence_class),
                list(r.recognised_by),
                r.unknown,
            ]
            for r in lens.audit.licences
        ],
        "reasons": {
            reason: _format.unknown_reason(reason) for reason in sorted({r.unknown for r in lens.audit.licences} - {""})
        },
        "outcomes": {code: outcome_words(name) for name, code in _CODES.items()},
        "components": _columns(lens),
        "applications": [[lens.name(n), slug] for n, slug in enumerate(lens.slugs)],
        "contains": [np.diff(held, prepend=0).tolist() for held in lens.components_of],
    }


def outcome_words(outcome: str) -> list[str]:
    """Return machine value, symbol and word of what was found of a component."""
    if not outcome:
        return ["none", "", _("No gap found")]
    word = _format.verdict(outcome)
    return [word.value, word.symbol, word.word]


def _columns(lens: Lens) -> dict[str, object]:
    prefixes, types, suppliers = _Dictionary(), _Dictionary(), _Dictionary()
    columns: dict[str, list[object]] = {name: [] for name in ("prefix", "rest", "type", "supplier")}
    names: dict[int, str] = {}
    versions: dict[int, str] = {}
    for position, component in enumerate(lens.inventory.components):
        prefix, rest = _split(component)
        name, version = _read(rest)
        columns["prefix"].append(prefixes.code(prefix))
        columns["rest"].append(rest)
        columns["type"].append(types.code(shown(component.type, 40)))
        columns["supplier"].append(suppliers.code(shown(component.supplier, 120)))
        if (own := shown(component.name, 120)) != name:
            names[position] = own
        if (stated := shown(component.version, 60)) != version:
            versions[position] = stated
    licences = np.asarray(lens.audit.licence_of, dtype=np.int32).tolist()
    return {
        **columns,
        **_beside(lens),
        "names": names,
        "versions": versions,
        "licence": licences,
        "outcome": "".join(_CODES.get(outcome, "-") for outcome in lens.component_outcome),
        "weak": [n for n, component in enumerate(lens.inventory.components) if component.weak],
        "prefixes": list(prefixes.numbers),
        "types": list(types.numbers),
        "suppliers": list(suppliers.numbers),
    }


def _beside(lens: Lens) -> dict[str, object]:
    """Return what few components have, by their positions: nothing at all where none has it."""
    texts = _Dictionary()
    found: dict[str, dict[int, object]] = {name: {} for name in ("cpe", "swid", "ancestors", "beside", "machines")}
    codes = np.asarray(lens.audit.licence_of, dtype=np.int32).tolist()
    for position, each in enumerate(lens.inventory.components):
        if each.cpe:
            found["cpe"][position] = short_cpe(each)
        if each.swid:
            found["swid"][position] = texts.code(shown(each.swid, 120))
        if each.ancestors:
            found["ancestors"][position] = texts.code(shown(_words.ancestry(each)))
        if beside := _words.beside(each.licences, lens.audit.licences[codes[position]].statement):
            found["beside"][position] = texts.code(shown("; ".join(beside)))
    for position, (machines, fleets) in lens.stated.on_machines.items():
        found["machines"][position] = machines + fleets
    kept: dict[str, object] = {name: values for name, values in found.items() if values}
    return {**kept, "texts": list(texts.numbers)} if texts.numbers else kept


def short_cpe(component: Component) -> str:
    """Write a CPE 2.3 in a few characters where it repeats the component's name and version; else whole after `=`."""
    cpe = shown(component.cpe, 200)
    parts = cpe.split(":")
    name, version = shown(component.name, 120), shown(component.version, 60)
    if parts[:2] != ["cpe", "2.3"] or len(parts) != 13 or {"~", "@"} & set(parts):
        return f"={cpe}"
    while len(parts) > 3 and parts[-1] == "*":
        parts.pop()
    short = ":".join("~" if part == name else "@" if part == version else part for part in parts[2:])
    return f"={cpe}" if short.startswith("=") else short


def _split(component: Component) -> tuple[str, str]:
    """Cut an id after its last `/` that stands before the version."""
    identity = shown(component.id)
    head = identity.split("?", 1)[0].split("@", 1)[0] if component.purl else ""
    cut = head.rfind("/") + 1
    return identity[:cut], identity[cut:]


def _read(rest: str) -> tuple[str, str]:
    """Read name and version as the page's script does: around the last `@`."""
    name, _at, version = rest.rpartition("@")
    return (name, version) if name else (rest, "")


def first_components(lens: Lens) -> Iterable[tuple[Component, int, int]]:
    """Return (component, its reading, its applications) to look at first: failing, then unknown, then widely used."""
    rank = {"fail": 0, "unknown": 1}
    outcome, users = lens.component_outcome, lens.users_of.tolist()
    order = sorted(range(len(outcome)), key=lambda n: (rank.get(outcome[n], 2), -users[n], n))
    licences = np.asarray(lens.audit.licence_of, dtype=np.int32).tolist()
    return [(lens.inventory.components[n], licences[n], n) for n in order[:STATIC_ROWS]]
