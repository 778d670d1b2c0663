# SPDX-License-Identifier: EUPL-1.2
"""References inside one file -> distinct edges between entry numbers, with what dangles said."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import ROOT, Issue

if TYPE_CHECKING:
    from numpy.typing import NDArray

Needs = tuple[Sequence[str], Sequence[Sequence[str]]]
"""References, and for each those that it needs."""
BOM_LINK = "urn:cdx:"
"""Beginning of a reference to something in another CycloneDX document: no reference of this one is missing."""
NOWHERE = ROOT - 1
"""Position of what is defined in the file and is no entry."""
NOBODY = NOWHERE - 1
"""Position of what nothing in the file defines."""
SAID_AT_MOST = 20
"""Issues of one kind listed one by one; the rest is counted in one more."""


class Edges(Struct):
    """Distinct edges of one file; `count` has the dangling ones too.

    Args:
        positions: the entry number of each reference, ROOT for the subject, NOWHERE for what is defined and no entry.
        missing: references that nothing in the file defines, in the order of their use.
        ambiguous: true when one reference stands for two things.
    """

    dependants: NDArray[np.int32]
    dependencies: NDArray[np.int32]
    count: int
    positions: dict[str | None, int] = {}
    missing: tuple[str, ...] = ()
    ambiguous: bool = False


def resolve(
    refs: Sequence[str | None],
    own: Iterable[str],
    needs: Needs,
    place: Callable[[int], str],
    issues: list[Issue],
    *,
    subject: str | None = None,
    elsewhere: Collection[str] = (),
    where: str = "/dependencies",
) -> Edges:
    """Resolve references to entry numbers.

    Args:
        refs: per entry, the name by which the file refers to it; None or empty when it has none.
        own: the references of the document's own subject and its parts; one that an entry has too is the entry's.
        needs: references, and for each those that it needs, in any order, repeated or not.
        place: entry number -> place.
        issues: receives references that are used twice or that nothing defines.
        subject: the reference of the subject itself, which no entry takes from it.
        elsewhere: references of what is neither entry nor subject (online services): no edge, and nothing dangling.
        where: the place of dangling references.
    """
    positions, ambiguous = _positions(refs, place, issues)
    roots = [ref for ref in own if positions.setdefault(ref, ROOT) == ROOT]
    if subject:
        ambiguous = _say_taken(subject, positions, place, issues) or ambiguous
        positions[subject] = ROOT
        roots.append(subject)
    positions = {**dict.fromkeys(elsewhere, NOWHERE), **positions} if elsewhere else positions
    lengths = np.fromiter(map(len, needs[1]), np.int64, len(needs[1]))
    first = _numbers(needs[0], positions, len(needs[0]))
    flat = _numbers(itertools.chain.from_iterable(needs[1]), positions, int(lengths.sum()))
    dangling: dict[tuple[str, str], None] = {}
    if NOBODY in first or NOBODY in flat:
        dangling = {(ref, each): None for ref, each in _pairs(needs) if not {ref, each} <= positions.keys()}
    codes = _codes(first, lengths, flat, len(refs) + 1)
    dependants, dependencies = np.divmod(codes, len(refs) + 1)
    count = codes.size + len(dangling)
    if len(set(roots)) > 1 or elsewhere:
        count = len(set(_pairs(needs)))
    missing = dict.fromkeys(ref for pair in dangling for ref in pair if ref not in positions)
    _say_dangling(missing, where, issues)
    ends = ((dependants - 1).astype(np.int32), (dependencies - 1).astype(np.int32))
    _say_loops(ends[0][(ends[0] == ends[1]) & (ends[0] != ROOT)].tolist(), refs, place, issues)
    return Edges(*ends, count, positions, tuple(missing), ambiguous)


def _pairs(needs: Needs) -> Iterator[tuple[str, str]]:
    return ((ref, each) for ref, needed in zip(*needs, strict=True) for each in needed)


def _numbers(refs: Iterable[str], positions: dict[str | None, int], count: int) -> NDArray[np.int64]:
    return np.fromiter(map(positions.get, refs, itertools.repeat(NOBODY)), np.int64, count)


def _codes(
    left: NDArray[np.int64], lengths: NDArray[np.int64], right: NDArray[np.int64], width: int
) -> NDArray[np.int64]:
    """Code each edge whose both ends are entries as one integer, distinct and sorted; ROOT counts as column 0."""
    left = np.repeat(left, lengths)
    codes = (left + 1) * width + (right + 1)
    codes = codes[(left >= ROOT) & (right >= ROOT)]
    codes.sort()
    keep = np.ones(codes.size, dtype=bool)
    keep[1:] = codes[1:] != codes[:-1]
    distinct: NDArray[np.int64] = codes[keep]
    return distinct


def _positions(
    refs: Sequence[str | None], place: Callable[[int], str], issues: list[Issue]
) -> tuple[dict[str | None, int], bool]:
    """Map each reference to the first entry that carries it; tell whether another one does too."""
    count = len(refs)
    positions: dict[str | None, int] = dict(zip(reversed(refs), range(count - 1, -1, -1), strict=True))
    blanks = refs.count(None)
    twice: list[tuple[str, int]] = []
    if len(positions) + max(blanks - 1, 0) != count:
        twice = [(ref, number) for number, ref in enumerate(refs) if ref and positions[ref] != number]
        hint = _("edges to it are taken as edges to its first entry")
        _say(issues, [Issue(place(n), _("reference used twice: {ref}").format(ref=ref), hint) for ref, n in twice])
    positions.pop(None, None)
    positions.pop("", None)
    return positions, bool(twice)


def _say_taken(
    subject: str, positions: dict[str | None, int], place: Callable[[int], str], issues: list[Issue]
) -> bool:
    """Say that an entry has the reference of the document's own subject; tell whether one has."""
    number = positions.get(subject, ROOT)
    if number == ROOT:
        return False
    hint = _("edges to it are taken as edges to the document's own subject")
    text = _("the reference of the document's own subject, used again: {ref}")
    issues.append(Issue(place(number), text.format(ref=subject), hint))
    return True


def _say_dangling(missing: Iterable[str], where: str, issues: list[Issue]) -> None:
    hint = _("the edge is counted but leads nowhere: ask for a complete file")
    text = _("dependency on an undefined reference: {ref}")
    local = [ref for ref in missing if not ref.startswith(BOM_LINK)]
    _say(issues, [Issue(where, text.format(ref=ref), hint) for ref in local])


def _say_loops(
    entries: list[int], refs: Sequence[str | None], place: Callable[[int], str], issues: list[Issue]
) -> None:
    """Say which entries are said to need themselves; the edge is kept."""
    text, hint = (
        _("a component that depends on itself: {ref}"),
        _("the edge is kept: it leads from the component to itself"),
    )
    _say(issues, [Issue(place(number), text.format(ref=(refs[number] or "")[:200]), hint) for number in entries])


def _say(issues: list[Issue], found: list[Issue]) -> None:
    """Append the first issues of a kind one by one, and one that counts the rest."""
    issues.extend(found[:SAID_AT_MOST])
    if len(found) > SAID_AT_MOST:
        rest = _("and {count} more of the same kind").format(count=len(found) - SAID_AT_MOST)
        issues.append(Issue(found[SAID_AT_MOST].place, rest, found[0].hint))
