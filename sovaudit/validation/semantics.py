# SPDX-License-Identifier: EUPL-1.2
"""Outline -> Remark: what a specification asks for and no schema can hold a file to.

| kind | level |
| --- | --- |
| purl: no package URL; one that could pass for another package's | error; warning |
| reference: to something that the file does not define | error |
| duplicate: two things under one reference | error |
| licence: an expression that does not parse; one with an id that SPDX does not list | error; warning |
| date, creator: not as SPDX 2 writes them | error |
| cycle: components that need one another | information |
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from sovaudit.identity.purls import PURL_LIMIT, canonical
from sovaudit.language import _
from sovaudit.validation.outcome import SAID, Remark
from sovaudit.validation.outline import Outline

LONGEST = 20_000
"""Characters of a licence expression that is parsed: one of the Linux kernel's headers has 1,500."""
_SEGMENT = r"(?:[A-Za-z0-9_~+-]|%40|%2B)(?:[A-Za-z0-9._~+-]|%2B)*"
_VALUE = r"(?:[A-Za-z0-9._~:/+-]|%2[0-9A-F]|%3[0-9A-F]|%40|%5[BD]|%7[BDE])+"
_SOUND = re.compile(
    rf"pkg:(?:apk|cargo|deb|gem|generic|golang|maven|npm|nuget|pypi|rpm)/(?:{_SEGMENT}/)*{_SEGMENT}"
    rf"@(?:[A-Za-z0-9_~+:-]|%2B|%3A)(?:[A-Za-z0-9._~+:-]|%2B|%3A)*(?:\?[a-z][a-z0-9_]*={_VALUE}(?:&[a-z][a-z0-9_]*={_VALUE})*)?"
)
"""Package URLs that nothing is wrong with (a property test holds this true): thirty times faster than to parse them."""
_ELSEWHERE = re.compile(r"urn:cdx:|https?://spdx\.org/")
_NO_ELEMENT = ("NoneElement", "NoAssertionElement", "NONE", "NOASSERTION")
_OWN_LICENCE = re.compile(
    r"(?:DocumentRef-[\w.-]+:)?(?:LicenseRef|AdditionRef)-[\w.-]+|NOASSERTION|NONE", re.IGNORECASE
)
_SPDX_DATE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_CREATOR = re.compile(r"(?:Person|Organization|Tool): ?\S.*", re.DOTALL)


def remarks(outline: Outline) -> list[Remark]:
    """Look a document through; of each kind the first `SAID` are said one by one."""
    found: dict[tuple[str, str], list[Remark]] = defaultdict(list)
    checks = (_purls, _duplicates, _dangling, _licences, _dates, _creators, _cycles)
    for each in (remark for check in checks for remark in check(outline)):
        found[each.kind, each.level].append(each)
    return [each for same in found.values() for each in _grouped(same)]


def _grouped(found: list[Remark]) -> Iterator[Remark]:
    yield from found[:SAID]
    if len(found) > SAID:
        text = _("and {count} more of the same kind").format(count=len(found) - SAID)
        yield Remark(found[SAID].place, text, found[0].level, found[0].kind)


def is_sound(purl: str) -> bool:
    """Tell of most package URLs without parsing them that nothing is wrong with them."""
    if len(purl) > PURL_LIMIT or not _SOUND.fullmatch(purl):
        return False
    qualifiers = purl.partition("?")[2].split("&")
    return len(qualifiers) == 1 or len({each.partition("=")[0] for each in qualifiers}) == len(qualifiers)


def purl_fault(purl: str) -> str:
    """Return the level of what is wrong with a package URL: `error`, `warning`, or empty when nothing is.

    Source: https://github.com/package-url/purl-spec
    """
    if is_sound(purl) or canonical(purl):
        return ""
    if len(purl) > PURL_LIMIT:
        return "error"
    from packageurl import PackageURL

    try:
        PackageURL.from_string(purl)
    except ValueError:
        return "error"
    return "warning"


def _purls(outline: Outline) -> Iterator[Remark]:
    parts = outline.parts if outline.subject is None else [outline.subject, *outline.parts]
    texts = {
        "error": _("no package URL: {purl}"),
        "warning": _("a package URL that could pass for another package's: {purl}"),
    }
    for place, purl in (each for part in parts for each in part.purls):
        level = purl_fault(purl)
        if level:
            yield Remark(place, texts[level].format(purl=purl[:80]), level, "purl")


def _duplicates(outline: Outline) -> Iterator[Remark]:
    known: set[str] = set()
    for ref, place in outline.defined:
        if ref in known:
            yield Remark(place, _("reference used twice: {ref}").format(ref=ref[:80]), "error", "duplicate")
        elif ref:
            known.add(ref)


def _dangling(outline: Outline) -> Iterator[Remark]:
    known = {ref for ref, _place in outline.defined}
    for ref, place in outline.used:
        wanted = ref.partition(":")[0] if ref.startswith("DocumentRef-") else ref
        if wanted not in known and not _ELSEWHERE.match(ref) and ref not in _NO_ELEMENT:
            yield Remark(
                place, _("reference to nothing in this file: {ref}").format(ref=ref[:80]), "error", "reference"
            )


def _licences(outline: Outline) -> Iterator[Remark]:
    parts = outline.parts if outline.subject is None else [outline.subject, *outline.parts]
    for place, expression in (each for part in parts for each in part.licences):
        fault = _licence_fault(expression)
        if fault is None:
            text = _("not an SPDX licence expression: {expression}").format(expression=expression[:80])
            yield Remark(place, text, "error", "licence")
        elif fault:
            text = _("not on the SPDX licence list: {licence}").format(licence=fault[:80])
            yield Remark(place, text, "warning", "licence")


@cache
def _licensing() -> Any:  # noqa: ANN401 -- license-expression has no types
    from license_expression import get_spdx_licensing

    return get_spdx_licensing()


@cache
def _licence_fault(expression: str) -> str | None:
    """Return the first id that SPDX does not list, empty when there is none; None when it is no expression."""
    from boolean.boolean import ParseError
    from license_expression import ExpressionError

    if len(expression) > LONGEST:
        return None
    try:
        parsed = _licensing().parse(expression)
        unknown = _licensing().unknown_license_keys(parsed)
    except (ParseError, ExpressionError, AttributeError, IndexError, TypeError, RecursionError):
        return None  # it says some of them of « () » and of operators alone
    return next((key for key in unknown if not _OWN_LICENCE.fullmatch(key)), "")


def _dates(outline: Outline) -> Iterator[Remark]:
    for place, date in outline.dates:
        if not _SPDX_DATE.fullmatch(date):
            text = _("« {date} » is not written as SPDX writes a date: 2026-11-23T12:00:00Z").format(date=date[:80])
            yield Remark(place, text, "error", "date")


def _creators(outline: Outline) -> Iterator[Remark]:
    for place, creator in outline.creators:
        if not _CREATOR.fullmatch(creator):
            text = _("« {creator} » does not begin with Person:, Organization: or Tool:").format(creator=creator[:80])
            yield Remark(place, text, "error", "creator")


def _cycles(outline: Outline) -> Iterator[Remark]:
    needs: dict[str, list[str]] = defaultdict(list)
    places: dict[str, str] = {}
    for dependant, dependency, place in outline.edges:
        needs[dependant].append(dependency)
        places.setdefault(dependant, place)
    for ring in _rings(needs):
        first = min(ring, key=lambda ref: places[ref])
        named = ", ".join(sorted(ring)[:5]) + (", …" if len(ring) > 5 else "")
        text = _("components that need one another ({count}): {refs}").format(count=len(ring), refs=named[:200])
        yield Remark(places[first], text, "information", "cycle")


def _rings(needs: dict[str, list[str]]) -> Iterator[list[str]]:
    """Yield the strongly connected components that are more than one node or need themselves.

    Source: R. Tarjan, « Depth-first search and linear graph algorithms », 1972; without recursion.
    """
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    held: list[str] = []
    holding: set[str] = set()
    for root in needs:
        if root in order:
            continue
        walk: list[tuple[str, Iterator[str]]] = [_visit(root, needs, order, low, held, holding)]
        while walk:
            node, rest = walk[-1]
            for other in rest:
                if other not in order:
                    walk.append(_visit(other, needs, order, low, held, holding))
                    break
                if other in holding:
                    low[node] = min(low[node], order[other])
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[node])
                if low[node] == order[node]:
                    ring = _release(node, held, holding)
                    if len(ring) > 1 or node in needs.get(node, ()):
                        yield ring


def _visit(
    node: str,
    needs: dict[str, list[str]],
    order: dict[str, int],
    low: dict[str, int],
    held: list[str],
    holding: set[str],
) -> tuple[str, Iterator[str]]:
    order[node] = low[node] = len(order)
    held.append(node)
    holding.add(node)
    return node, iter(needs.get(node, ()))


def _release(node: str, held: list[str], holding: set[str]) -> list[str]:
    at = held.index(node) if held[-1] != node else len(held) - 1
    ring = held[at:]
    del held[at:]
    holding.difference_update(ring)
    return ring
