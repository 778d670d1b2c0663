# SPDX-License-Identifier: EUPL-1.2
"""The audit as one JSON document, version 1 (`reports/_document.py` is its contract)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
import numpy as np

from sovaudit.graph import contained, operational_edges
from sovaudit.model import (
    Audit,
    Component,
    ComponentLicence,
    Inventory,
    Measured,
    MeasuredColumn,
    Record,
    Source,
    Unknown,
)
from sovaudit.reports import _document
from sovaudit.reports._document import (
    AnswerOf,
    ComponentRow,
    Input,
    Licences,
    MeasureRow,
    OnlineRow,
    StatementRow,
    Why,
)
from sovaudit.reports._measured import subjects

T = TypeVar("T")
NAME = "json"
SUFFIX = ".json"
BATCH = 8192
"""Rows of a list that are encoded at a time."""
NOT_DECLARED = ("concluded", "evidence", "reference")
_encoder = msgspec.json.Encoder()
_ROWS = {
    "services": _document.ServiceRow,
    "applications": _document.ApplicationRow,
    "organisations": _document.OrganisationRow,
    "hostings": _document.HostingRow,
    "contracts": _document.ContractRow,
    "answers": _document.AnswerRow,
}


def render(audit: Audit) -> bytes:
    """Write the whole audit."""
    return b"".join(pieces(audit))


def pieces(audit: Audit, inventory: Iterator[T] | None = None) -> Iterator[bytes | T]:
    """Write the whole audit piece by piece, so that the first is on its way to the disk while the next is made.

    Args:
        audit: the audit.
        inventory: what `inventory_pieces` gave, when it was begun before the rules had judged.
    """
    yield from _object(
        ("sovaudit", _document.VERSION),
        ("version", audit.version),
        ("language", audit.language),
        ("as_of", audit.as_of),
        ("policy", audit.policies),
        ("knowledge", audit.knowledge),
        ("oldest", audit.oldest),
        ("inputs", _inputs(audit.inventory)),
        ("inventory", inventory or inventory_pieces(audit.inventory, audit.licences, audit.licence_of.tolist())),
        ("rules", audit.rules),
        ("findings", _batches(audit.findings)),
        ("scores", audit.scores),
        ("questions", audit.questions),
        ("measured", _measured(audit)),
        ("waivers", audit.waivers),
        ("vulnerabilities", _batches(audit.vulnerabilities)),
        ("continuity", audit.continuity),
        ("totals", audit.totals),
    )
    yield b"\n"


def render_inventory(inventory: Inventory, licences: Sequence[ComponentLicence], licence_of: list[int]) -> bytes:
    """Write what was read, alone: inputs and inventory."""
    part = inventory_pieces(inventory, licences, licence_of)
    members = (("sovaudit", _document.VERSION), ("inputs", _inputs(inventory)), ("inventory", part))
    return b"".join(_object(*members)) + b"\n"


def _object(*members: tuple[str, Any]) -> Iterator[bytes]:
    """Write a JSON object; a member that is an iterator gives its own pieces."""
    between = b"{"
    for name, value in members:
        yield between + _encoder.encode(name) + b":"
        if isinstance(value, Iterator):
            yield from value
        else:
            yield _encoder.encode(value)
        between = b","
    yield b"}"


def _batches(rows: Iterable[Any]) -> Iterator[bytes]:
    """Write a JSON list in pieces of some thousand rows."""
    between = b"["
    rows = iter(rows)
    while batch := list(itertools.islice(rows, BATCH)):
        yield between
        yield _encoder.encode(batch)[1:-1]
        between = b","
    yield b"[]" if between == b"[" else b"]"


def _inputs(inventory: Inventory) -> list[Input]:
    return [
        Input(
            path=each.path,
            sha256=each.sha256,
            bytes=each.bytes,
            format=each.format,
            version=each.version,
            status=each.status,  # type: ignore[arg-type]  # one of the three words
            components=each.components,
            dependencies=each.dependencies,
            rows=each.rows,
            issues=each.issues,
            created=each.created or None,
            compositions=each.compositions,
            profiles=each.profiles,
            mentioned=each.mentioned,
        )
        for each in inventory.files
    ]


def inventory_pieces(
    inventory: Inventory, licences: Sequence[ComponentLicence], licence_of: list[int]
) -> Iterator[bytes]:
    """Write the inventory alone: no rule has a say in it."""
    return _object(
        ("city", inventory.city),
        *((name, [_row(record, row) for record in getattr(inventory, name)]) for name, row in _ROWS.items()),
        ("components", _batches(_components(inventory, licences, licence_of))),
        ("dependencies", _batches(_dependencies(inventory))),
        ("issues", inventory.issues),
        ("online", _online(inventory)),
        ("statements", _batches(_statements(inventory))),
        ("corrected", inventory.corrected),
    )


def _measured(audit: Audit) -> Iterator[bytes]:
    """Write the measures in pieces of one each."""
    nodes: dict[str, list[str]] = {}
    between = b"["
    for column in audit.measured:
        kind = column.subject
        if kind not in nodes:
            known = subjects(audit.inventory, kind)
            nodes[kind] = ["portfolio"] if kind == "portfolio" else [f"{kind}:{each.id}" for each in known]
        yield between + _encoder.encode(_measure(column, nodes[kind]))
        between = b","
    yield b"[]" if between == b"[" else b"]"


def _measure(column: MeasuredColumn, nodes: list[str]) -> MeasureRow:
    said = {name: getattr(column, name) for name in MeasureRow.__struct_fields__ if name != "answers"}
    answers = [_answer(node, answer) for node, answer in zip(nodes, column.answers, strict=True)]
    return MeasureRow(**said, answers=answers)


def _answer(node: str, answer: Measured) -> AnswerOf:
    if isinstance(answer.value, Unknown):
        return AnswerOf(node, None, Why(answer.value.unknown, answer.value.detail), answer.evidence)
    return AnswerOf(node, answer.value, None, answer.evidence)


def _online(inventory: Inventory) -> list[OnlineRow]:
    applications: list[list[str]] = [[] for _service in inventory.online]
    components: list[list[str]] = [[] for _service in inventory.online]
    for number, name in inventory.online_application:
        applications[number].append(name)
    for number, position in inventory.online_component:
        components[number].append(inventory.components[position].id)
    return [
        OnlineRow(
            **{name: getattr(each, name) for name in OnlineRow.__struct_fields__ if hasattr(each, name)},
            applications=applications[number],
            components=components[number],
        )
        for number, each in enumerate(inventory.online)
    ]


def _statements(inventory: Inventory) -> Iterator[StatementRow]:
    for each in inventory.statements:
        yield StatementRow(**{name: getattr(each, name) for name in StatementRow.__struct_fields__})


def _row(record: Record, row: Any) -> Any:  # noqa: ANN401 -- the row's type is made from the noun's
    """Write a record with the source of its row; a column called `source` becomes `stated_source`."""
    values = {name: getattr(record, name) for name in record.__struct_fields__ if name != "origin"}
    if "source" in values:
        values["stated_source"] = values.pop("source")
    origin = record.origin
    return row(**values, source=Source(origin.path, f"{origin.sheet}!{origin.row}" if origin.sheet else ""))


def _components(
    inventory: Inventory, licences: Sequence[ComponentLicence], licence_of: list[int]
) -> Iterator[ComponentRow]:
    count = len(inventory.components)
    ids = [each.id for each in inventory.applications]
    applications = contained(inventory).by_component(count)
    occurrences = np.bincount(inventory.occurrence_component, minlength=count).tolist()
    written: dict[int, msgspec.Raw] = {}
    for number, (each, within, times) in enumerate(zip(inventory.components, applications, occurrences, strict=True)):
        code = licence_of[number]
        raw = written.get(code)
        if raw is None:
            raw = written[code] = msgspec.Raw(_encoder.encode(_licences(each, licences[code])))
        yield ComponentRow(
            each.id,
            each.purl or None,
            each.name,
            each.version,
            each.type,
            each.supplier,
            each.supplier_country,
            raw,  # type: ignore[arg-type]  # an encoded Licences, written once for all that share it
            each.hashes,
            [ids[each] for each in within],
            times,
            each.cpe,
            each.swid,
            each.ancestors,
        )


def _licences(component: Component, reading: ComponentLicence) -> Licences:
    concluded = "; ".join(each.value for each in component.licences if each.kind == "concluded")
    return Licences(
        declared=tuple(each.value for each in component.licences if each.kind not in NOT_DECLARED),
        concluded=concluded or None,
        expression=reading.expression or None,
        licence_class=reading.licence_class,
        recognised=reading.recognised,
        unknown=reading.unknown or None,
        evidence=tuple(each.value for each in component.licences if each.kind == "evidence"),
    )


def _dependencies(inventory: Inventory) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield every edge: those of the registers, then applications to what they need, then between components."""
    nodes = [f"component:{each.id}" for each in inventory.components]
    applications = [f"application:{each.id}" for each in inventory.applications]
    for edge in operational_edges(inventory):
        yield edge.dependant, edge.dependency, edge.kind, edge.group or None
    for first, second in zip(inventory.root_application.tolist(), inventory.root_dependency.tolist(), strict=True):
        yield applications[first], nodes[second], "depends_on", None
    for first, second in zip(inventory.edge_dependant.tolist(), inventory.edge_dependency.tolist(), strict=True):
        yield nodes[first], nodes[second], "depends_on", None
