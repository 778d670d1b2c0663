# SPDX-License-Identifier: EUPL-1.2
"""CSAF 2.0 and 2.1: security advisories and VEX documents.

| product_status | statement |
| --- | --- |
| known_affected, first_affected, last_affected | affected |
| known_not_affected | not_affected |
| fixed, first_fixed | fixed |
| under_investigation | under_investigation |
| unknown (2.1) | reported |
| recommended | none: it advises a version |

Products of one status share a statement where the same flags, threats and remediations speak of them.

Source: https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html section 3.2.3
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import Descriptions, Issue, Statement, Statements
from sovaudit.readers._csaf_tree import Named, Tree, named
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._json import decode, has_member, looks_like_object, salvage
from sovaudit.readers._json_strict import said_once

NAME = "csaf"
RANK = 1
VERSIONS = ("2.0", "2.1")
STATUSES = {
    "known_affected": "affected",
    "first_affected": "affected",
    "last_affected": "affected",
    "known_not_affected": "not_affected",
    "fixed": "fixed",
    "first_fixed": "fixed",
    "under_investigation": "under_investigation",
    "unknown": "reported",
}


class _Tracking(Struct):
    id: str = ""
    current_release_date: str | None = None


class _Document(Struct):
    csaf_version: str = ""
    tracking: _Tracking | None = None


class _Remark(Struct):
    """A flag, a threat or a remediation: what is said, and of which products."""

    label: str | None = None
    category: str | None = None
    details: str | None = None
    date: str | None = None
    product_ids: list[str] | None = None
    group_ids: list[str] | None = None


class _Id(Struct):
    text: str = ""


class _Vulnerability(Struct):
    cve: str | None = None
    title: str | None = None
    ids: list[_Id] | None = None
    product_status: dict[str, list[str]] | None = None
    flags: list[_Remark] | None = None
    threats: list[_Remark] | None = None
    remediations: list[_Remark] | None = None


class _Advisory(Struct):
    document: _Document | None = None
    product_tree: Tree | None = None
    vulnerabilities: list[_Vulnerability] | None = None


_LOST = _Vulnerability()
"""Stands in a list for what was no vulnerability, so that the places of the others stay right."""
_advisory = msgspec.json.Decoder(_Advisory)


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the JSON object states a version of CSAF."""
    return looks_like_object(data) and has_member(data, b"csaf_version")


def read(data: bytes, path: str, descriptions: Descriptions) -> Statements:
    """Read what every vulnerability says of every product.

    Raises:
        InputError: not JSON.
    """
    issues: list[Issue] = []
    advisory = decode(_advisory, data, path, _leniently, issues, proof=said_once)
    head = advisory.document or _Document()
    tracking = head.tracking or _Tracking()
    if head.csaf_version not in VERSIONS:
        stated = head.csaf_version[:40] or _("none")
        hint = _("versions {first} to {last} are known").format(first=VERSIONS[0], last=VERSIONS[-1])
        issues.append(Issue("/document/csaf_version", _("unknown version: {version}").format(version=stated), hint))
    said = Grouped()
    for issue in issues:
        said.add(issue, issue.message)
    reading = _Reading(advisory.product_tree, tracking.current_release_date or "", said)
    for number, each in enumerate(advisory.vulnerabilities or ()):
        if each is not _LOST:
            reading.vulnerability(each, f"/vulnerabilities/{number}")
    if not advisory.vulnerabilities:
        said.say("/vulnerabilities", _("no vulnerability: the advisory says nothing of products"))
    return Statements(
        statements=tuple(reading.found),
        rows=len(reading.found) + reading.rejected,
        version=head.csaf_version,
        created=tracking.current_release_date or "",
        names=(tracking.id,) if tracking.id else (),
        issues=said.issues(),
    )


class _Reading:
    """The statements of one advisory, as they are found."""

    def __init__(self, tree: Tree | None, made: str, said: Grouped) -> None:
        self._products, self._groups = named(tree, said)
        self._made = made
        self._said = said
        self.found: list[Statement] = []
        self.rejected = 0

    def vulnerability(self, stated: _Vulnerability, place: str) -> None:
        """Read the statements of one vulnerability."""
        names = tuple(dict.fromkeys(filter(None, (stated.cve, *(each.text for each in stated.ids or ())))))
        statuses = self._statuses(stated, place)
        if not names and stated.title:
            names = (stated.title,)
        if not names:
            self.rejected += len(set(statuses.values())) or 1
            self._said.say(place, _("a statement without a vulnerability: left out"))
            return
        why = self._by_product(stated.flags)
        threats = self._by_product([each for each in stated.threats or () if each.category == "impact"])
        advice = self._by_product(stated.remediations)
        together: dict[tuple[Any, ...], list[str]] = {}
        for (product, status), member in statuses.items():
            remarks = (*threats.get(product, ()), *(advice.get(product, ()) if status == "affected" else ()))
            reasons = why.get(product, ()) if status == "not_affected" else ()
            together.setdefault((status, member, reasons, remarks), []).append(product)
        for (status, member, reasons, remarks), products in together.items():
            labels = [each.label or "" for each in reasons]
            dates = [each.date for each in reasons if each.date]
            self._state(
                Statement(
                    vulnerability=names[0],
                    aliases=names[1:],
                    status=status,
                    justification=" ".join(filter(None, labels)),
                    detail="\n".join(dict.fromkeys(each.details for each in remarks if each.details)),
                    as_of=dates[0] if dates else self._made,
                    place=f"{place}/product_status/{member}",
                ),
                products,
            )

    def _state(self, statement: Statement, products: list[str]) -> None:
        """Keep a statement, apart for the parts of each other product."""
        split: dict[tuple[str, ...], dict[str, None]] = {}
        for each in products:
            found = self._products.get(each) or Named((each,))
            split.setdefault(found.parts, {}).update(dict.fromkeys(found.products))
        for parts, names in split.items():
            self.found.append(msgspec.structs.replace(statement, products=tuple(names), subcomponents=parts))

    def _statuses(self, stated: _Vulnerability, place: str) -> dict[tuple[str, str], str]:
        """Return (product, status) -> the member that says so, contradictions said."""
        found: dict[tuple[str, str], str] = {}
        statuses: dict[str, str] = {}
        for member, products in (stated.product_status or {}).items():
            if member == "recommended":
                continue
            status = STATUSES.get(member)
            if status is None:
                self.rejected += 1
                text = _("unknown status: « {status} »; the statement is left out")
                self._said.say(f"{place}/product_status", text, status=member[:80])
                continue
            for each in products:
                found.setdefault((each, status), member)
                if statuses.setdefault(each, status) != status:
                    text = _("a product with two statuses, {first} and {second}: {id}")
                    where = f"{place}/product_status/{member}"
                    self._said.say(where, text, first=statuses[each], second=status, id=each[:120])
                if each not in self._products:
                    where = f"{place}/product_status/{member}"
                    self._said.say(where, _("a product that the tree does not define: {id}"), id=each[:120])
        return found

    def _by_product(self, remarks: list[_Remark] | None) -> dict[str, tuple[_Said, ...]]:
        """Return product id -> what is said of it, in the order of the document."""
        found: dict[str, list[_Said]] = {}
        for each in remarks or ():
            groups = [one for group in each.group_ids or () for one in self._groups.get(group, ())]
            one = _Said(each.label, each.details, each.date)
            for product in dict.fromkeys((*(each.product_ids or ()), *groups)):
                found.setdefault(product, []).append(one)
        return {product: tuple(said) for product, said in found.items()}


class _Said(Struct, frozen=True):
    """What a remark says, without the products it says it of."""

    label: str | None
    details: str | None
    date: str | None


def _leniently(document: dict[str, Any], issues: list[Issue]) -> _Advisory:
    """Read what fits, part by part."""
    found = _Advisory()
    if "document" in document:
        found.document = salvage(document["document"], _Document, "/document", issues)
    if "product_tree" in document:
        found.product_tree = salvage(document["product_tree"], Tree, "/product_tree", issues)
    listed = document.get("vulnerabilities")
    if listed is not None and not isinstance(listed, list):
        issues.append(Issue("/vulnerabilities", _("a list was expected")))
    elif listed:
        kept = (salvage(each, _Vulnerability, f"/vulnerabilities/{n}", issues) for n, each in enumerate(listed))
        found.vulnerabilities = [each or _LOST for each in kept]
    return found
