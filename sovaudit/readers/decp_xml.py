# SPDX-License-Identifier: EUPL-1.2
"""French procurement data (DECP) as XML, in the formats of 2019 and 2022: `marches`, or one `marche` alone.

Read as the stream goes: each contract becomes the object that the JSON format would have, and is then forgotten.

Source: github.com/139bercy/format-commande-publique, schema_decp_v2.0.2.xsd;
github.com/etalab/format-commande-publique.
"""

from __future__ import annotations

from typing import Any

from sovaudit.model import Bom, Descriptions, Origin, Register
from sovaudit.readers._decp import V2019, V2022, Ledger
from sovaudit.readers._decp_fields import fields_of
from sovaudit.readers._xml import Element, line_of, local, looks_like_xml, root_of, stream, text

NAME = "decp-xml"
_CONTRACTS = ("marche", "contrat-concession")
_ROOTS = ("marches", *_CONTRACTS)
_ONLY_2022 = (b"<techniques", b"<offresRecues", b"<typesPrix", b"<considerationsSociales")


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the root is one of the format's."""
    return looks_like_xml(data) and root_of(data)[1] in _ROOTS


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom | Register:
    """Read every contract and concession."""
    ledger = Ledger(path, V2022 if any(each in data for each in _ONLY_2022) else V2019)
    for element in stream(data, path, _CONTRACTS):
        place = line_of(element)
        record = _plain(element, path)
        fields = fields_of(record) if isinstance(record, dict) else {}
        subject, cpv = (fields.get(field, ("", None))[1] for field in ("subject", "cpv"))
        if ledger.counts(cpv, subject, place):
            ledger.add(fields, _Lines(element), Origin(path, place=place))
    return ledger.register()


def _plain(element: Element, path: str) -> Any:  # noqa: ANN401 -- whatever the element holds
    """Turn an element into a text, or into an object whose repeated members are lists."""
    found: dict[str, Any] = {}
    repeated: set[str] = set()
    for each in element:
        name = local(each)
        if not name:
            continue
        value = _plain(each, path)
        if name in repeated:
            found[name].append(value)
        elif name in found:
            found[name] = [found[name], value]
            repeated.add(name)
        else:
            found[name] = value
    return found or (text(element, path) or "").strip()


class _Lines:
    """Where the members of one contract stand."""

    def __init__(self, element: Element) -> None:
        self._element = element
        self._repeated: dict[tuple[Element, str], list[Element]] = {}

    def __call__(self, key: str) -> str:
        """Return the line of the member that a path leads to, as far as it can be followed."""
        at = self._element
        for step in key.split("/"):
            if step.isdecimal() and at is not self._element:
                same = self._like(at)
                at = same[int(step)] if int(step) < len(same) else at
            else:
                at = next((each for each in at if local(each) == step), at)
        return line_of(at)

    def _like(self, element: Element) -> list[Element]:
        """List the elements of the same name beside one, itself included; looked for once."""
        key = (element.getparent(), local(element))
        if key not in self._repeated:
            self._repeated[key] = [each for each in key[0] if local(each) == key[1]]
        return self._repeated[key]
