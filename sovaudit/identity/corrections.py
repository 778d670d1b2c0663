# SPDX-License-Identifier: EUPL-1.2
"""`corrections.yaml` -> what people decided about names; and back.

The file lies beside the data, which nobody changes. Later sections will stand beside `matches`; a key that is not known
is refused, so that a slip of the pen is no silence.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from sovaudit.errors import ConfigurationError, InputError
from sovaudit.identity._names import firm, program
from sovaudit.language import _
from sovaudit.readers._yaml import Document, load

FILE = "corrections.yaml"
SECTIONS = ("matches",)
NOTHING = "nothing"
TARGETS = ("application", "organisation", "component", "catalogue")
_KEYS = ("name", "publisher", "is", "is_not", "by", "on", "why")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Correction(Struct, frozen=True):
    """One decision: this name is, or is not, that thing.

    Args:
        name: of a program; empty when the decision is about its publisher.
        publisher: beside it; empty: whoever it is.
        target: `application:x`, `organisation:x`, `component:pkg:…`, `catalogue:sill:42`, or `nothing`.
        holds: false when the name is *not* that thing.
        by, on, why: who decided, which day (ISO 8601), for which reason.
        line: in the file, 0 for one that is not written yet.
    """

    name: str
    publisher: str
    target: str
    holds: bool = True
    by: str = ""
    on: str = ""
    why: str = ""
    line: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What it decides: two decisions on the same are one, the later."""
        kind = self.target.partition(":")[0] if self.holds and self.target != NOTHING else self.target
        return program(self.name).plain, firm(self.publisher).plain, kind


class Corrections(Struct, frozen=True):
    """Everything that people decided.

    Args:
        path: of the file, as it is named to people.
    """

    matches: tuple[Correction, ...] = ()
    path: str = FILE


def read_corrections(data: bytes, path: str) -> Corrections:
    """Read the file.

    Raises:
        ConfigurationError: it cannot be understood; the line and what was meant are said.
    """
    try:
        document = load(data, path)
    except InputError as error:
        raise ConfigurationError(error.message, error.where, error.hint) from None
    if document.value is None:
        return Corrections(path=path)
    if not isinstance(document.value, dict):
        raise ConfigurationError(_("a list of sections was expected"), path, _("begin it with « matches: »"))
    _known(document, path, "", document.value, SECTIONS)
    entries = document.value.get("matches") or []
    if not isinstance(entries, list):
        raise _wrong(document, path, "/matches", _("a list was expected"), _("begin each entry with « - »"))
    return Corrections(tuple(_correction(document, path, number) for number in range(len(entries))), path)


def _correction(document: Document, path: str, number: int) -> Correction:
    pointer = f"/matches/{number}"
    entry = document.value["matches"][number]
    if not isinstance(entry, dict):
        raise _wrong(document, path, pointer, _("an entry with keys was expected"), ", ".join(_KEYS))
    _known(document, path, pointer, entry, _KEYS)
    for key, value in entry.items():
        if not isinstance(value, str):
            text = _("the value of « {key} » is no text").format(key=key)
            raise _wrong(document, path, f"{pointer}/{key}", text, _("write it in double quotes"))
    if ("is" in entry) == ("is_not" in entry):
        text = _("an entry says either « is » or « is_not »")
        raise _wrong(document, path, pointer, text, "is: application:…")
    holds = "is" in entry
    said = entry["is" if holds else "is_not"]
    where = f"{pointer}/{'is' if holds else 'is_not'}"
    if not (said == NOTHING and holds) and not (said.partition(":")[0] in TARGETS and said.partition(":")[2]):
        near = difflib.get_close_matches(said.partition(":")[0], (*TARGETS, NOTHING), n=1)
        expected = ", ".join(f"{each}:…" for each in TARGETS) + f", {NOTHING}"
        hint = _("did you mean « {near} »?").format(near=near[0]) if near else expected
        raise _wrong(document, path, where, _("not the name of a thing: {text}").format(text=said[:80]), hint)
    if not entry.get("name") and not entry.get("publisher"):
        raise _wrong(document, path, pointer, _("an entry names a program, a publisher or both"), "name: …")
    _check_day(document, path, pointer, entry.get("on", ""))
    return Correction(
        entry.get("name", ""),
        entry.get("publisher", ""),
        said,
        holds,
        entry.get("by", ""),
        entry.get("on", ""),
        entry.get("why", ""),
        document.lines.get(pointer, 1),
    )


def _check_day(document: Document, path: str, pointer: str, written: str) -> None:
    from datetime import date

    try:
        if written and not _DAY.fullmatch(written):
            raise ValueError
        if written:
            date.fromisoformat(written)
    except ValueError:
        text = _("the value of « {key} » is not a day: {written}").format(key="on", written=written[:80])
        raise _wrong(document, path, f"{pointer}/on", text, _("write it as 2026-12-31")) from None


def _known(document: Document, path: str, pointer: str, stated: dict[str, Any], known: tuple[str, ...]) -> None:
    for key in stated:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            keys = _("known keys: {keys}").format(keys=", ".join(known))
            hint = _("did you mean « {near} »?").format(near=near[0]) if near else keys
            raise _wrong(document, path, f"{pointer}/{key}", _("unknown key: {key}").format(key=key[:80]), hint)


def _wrong(document: Document, path: str, pointer: str, text: str, hint: str) -> ConfigurationError:
    return ConfigurationError(text, f"{path}: {document.line(pointer)}", hint)


def updated(known: Corrections, decided: Iterable[Correction]) -> Corrections:
    """Add decisions to those known; a new one takes the place of what was decided on the same before."""
    kept = {each.key: each for each in known.matches}
    for each in decided:
        names = each.key[:2]
        overruled = [key for key in kept if key[:2] == names] if each.target == NOTHING else []
        # what it is now is neither nothing, nor what it is not any more
        overruled += [each.key, (*names, NOTHING), (*names, each.target)] if each.holds else [each.key]
        for key in overruled:
            kept.pop(key, None)
        kept[each.key] = each
    order = sorted(kept.values(), key=lambda each: (each.name, each.publisher, each.target, not each.holds))
    return Corrections(tuple(order), known.path)


def written(corrections: Corrections) -> bytes:
    """Write the file: sorted, one entry a decision, the same decisions giving the same bytes."""
    import yaml

    entries = []
    for each in corrections.matches:
        verb = "is" if each.holds else "is_not"
        entry = {"name": each.name, "publisher": each.publisher, verb: each.target}
        entry.update({"by": each.by, "on": each.on, "why": each.why})
        entries.append({key: value for key, value in entry.items() if value})
    head = _("Decisions on names. « sovaudit inventory --confirm » sorts and rewrites this file: comments are lost.")
    body = yaml.safe_dump({"matches": entries}, allow_unicode=True, sort_keys=False, width=10_000)
    return f"# {head}\n{body}".encode()
