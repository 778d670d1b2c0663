# SPDX-License-Identifier: EUPL-1.2
"""Licence elements of SPDX 3 -> licence statements, NOASSERTION and NONE kept apart.

| element | statement |
| --- | --- |
| LicenseExpression | its expression, and what its `LicenseRef-…` are (`customIdToUri`) |
| ListedLicense, ListedLicenseException | the id at the end of its address, `https://spdx.org/licenses/MIT` |
| CustomLicense, SimpleLicensingText, License | its name, else its text |
| ConjunctiveLicenseSet, DisjunctiveLicenseSet | its members, with AND, OR |
| OrLaterOperator, WithAdditionOperator | `A+`, `A WITH B` |
| NoAssertion and None individuals | NOASSERTION, NONE |

Source: https://spdx.github.io/spdx-spec/v3.0.1/model/SimpleLicensing/ and .../ExpandedLicensing/
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from sovaudit.language import _
from sovaudit.limits import limits
from sovaudit.model import Declared, Issue
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._json import decode_list
from sovaudit.readers._spdx3_names import individual, plain
from sovaudit.readers._spdx3_types import DictionaryEntry, Element, several

_entries = msgspec.json.Decoder(list[DictionaryEntry] | None)
_LISTED = re.compile(r"https?://(?:www\.)?spdx\.org/licenses/([A-Za-z0-9.+-]{1,100}?)(?:\.html|\.json)?")
_ID = re.compile(r"[A-Za-z0-9.-]+\+?")
_SETS = {"conjunctivelicenseset": " AND ", "disjunctivelicenseset": " OR "}
_WITHIN = 100
"""Operands of one expression put together from licence sets: past them its text is not made."""


class Licences:
    """The licence elements of one file, each understood once."""

    def __init__(self, elements: Mapping[str, tuple[Element, str]], said: Grouped) -> None:
        """Take the elements of the file by their ids, each with its place."""
        self._elements = elements
        self._said = said
        self._known: dict[str, tuple[tuple[str, str], ...]] = {}
        self._written = 0

    def declared(self, kind: str, ref: str, place: str) -> tuple[Declared, ...]:
        """Return what a reference says.

        Args:
            kind: `expression` for a licence that its author declares, `concluded` for one that an analyst concluded.
            place: of the relationship.
        """
        if ref not in self._known:
            self._known[ref] = self._understood(ref, place)
        found = self._known[ref]
        concluded = kind == "concluded"
        return tuple(Declared("concluded" if concluded and each != "reference" else each, text) for each, text in found)

    def _understood(self, ref: str, place: str) -> tuple[tuple[str, str], ...]:
        apart = individual(ref) or (ref if ref in ("NONE", "NOASSERTION") else "")
        if apart:
            return (("expression", apart),)
        element, own = self._elements.get(ref, (None, ""))
        if element is None:
            listed = _LISTED.fullmatch(ref)
            if listed:
                return (("expression", listed.group(1)),)
            self._said.say(place, _("licence that nothing in the document defines: {ref}"), ref=ref[:120])
            return ()
        kind = plain(element.type or element.at_type or "")
        expression = element.simplelicensing_licenseExpression or element.licenseExpression
        if expression is not None:
            return (("expression", expression), *self._references(element, own))
        if kind in _SETS or kind in ("orlateroperator", "withadditionoperator"):
            return self._composed(ref, place)
        listed = _LISTED.fullmatch(ref)
        if listed and "custom" not in kind:
            return (("expression", listed.group(1)),)
        if element.licenseId:
            return (("expression", element.licenseId),)
        text = element.simplelicensing_licenseText or element.licenseText
        name = element.name
        if name in ("NONE", "NOASSERTION"):
            return (("expression", name),)
        if name:
            return (("name", name),)
        if text:
            return (("text", text),)
        self._said.say(own or place, _("licence without a name, an expression or a text"))
        return ()

    def _references(self, element: Element, own: str) -> list[tuple[str, str]]:
        """Say what the `LicenseRef-…` of an expression are."""
        misfits: list[Issue] = []
        raw = bytes(element.simplelicensing_customIdToUri)
        found = []
        for entry in decode_list(_entries, raw, DictionaryEntry, "simplelicensing_customIdToUri", misfits):
            defined, _own = self._elements.get(entry.value or "", (None, ""))
            if defined is not None:
                text = defined.name or defined.simplelicensing_licenseText or defined.licenseText or ""
                found.append(("reference", f"{entry.key}={text}"))
        for each in misfits:
            self._said.add(Issue(f"{own}/{each.place}", each.message, each.hint), "customIdToUri")
        return found

    def _composed(self, ref: str, place: str) -> tuple[tuple[str, str], ...]:
        """Put a set or an operator together as an expression; the parts that have a name of their own are said too."""
        references: dict[str, str] = {}
        self._written = 0
        text = self._text(ref, (), references)
        if not text:
            self._said.say(place, _("licence set that holds itself, or too much: {ref}"), ref=ref[:120])
            return ()
        found = [("reference", f"{name}={said}") for name, said in references.items()]
        return (("expression", text.removeprefix("(").removesuffix(")") if _whole(text) else text), *found)

    def _text(self, ref: str, above: tuple[str, ...], references: dict[str, str]) -> str:
        """Write one operand; empty when it cannot be written."""
        self._written += 1
        if ref in above or len(above) > limits().depth or self._written > _WITHIN:
            return ""
        element, _own = self._elements.get(ref, (Element(), ""))
        kind = plain(element.type or element.at_type or "")
        inner = (*above, ref)
        if kind in _SETS:
            members = several(element.expandedlicensing_member)
            parts = [self._text(each, inner, references) for each in members[: _WITHIN + 1]]
            return f"({_SETS[kind].join(parts)})" if parts and all(parts) else ""
        if kind == "orlateroperator":
            parts = [self._text(each, inner, references) for each in several(element.expandedlicensing_subjectLicense)]
            return f"{parts[0]}+" if len(parts) == 1 and parts[0] else ""
        if kind == "withadditionoperator":
            whole = several(element.expandedlicensing_subjectExtendableLicense)
            added = several(element.expandedlicensing_subjectAddition)
            parts = [self._text(each, inner, references) for each in (*whole, *added)]
            return " WITH ".join(parts) if len(parts) == 2 and all(parts) else ""
        return self._simple(ref, references)

    def _simple(self, ref: str, references: dict[str, str]) -> str:
        """Write an operand that is one licence: its id, else a `LicenseRef-…` that is said."""
        found = self._understood(ref, "")
        if not found:
            return ""
        said, value = found[0]
        if said == "expression":
            return value if _ID.fullmatch(value) else f"({value})"
        name = "LicenseRef-" + re.sub(r"[^A-Za-z0-9.]+", "-", ref.rpartition("#")[2].rpartition("/")[2])[:80]
        references[name] = value
        return name


def _whole(text: str) -> bool:
    """Tell whether one pair of brackets holds the whole text."""
    depth = 0
    for position, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and position < len(text) - 1:
            return False
    return text.startswith("(")
