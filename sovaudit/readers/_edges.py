# SPDX-License-Identifier: EUPL-1.2
"""References inside one file -> distinct edges between entry numbers, with what dangles said."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import ROOT, Issue

if TYPE_CHECKING:
    from numpy.typing import NDArray

Needs = Iterable[tuple[str, Sequence[str]]]
SAID_AT_MOST = 20
"""Issues of one kind listed one by one; the rest is counted in one more."""


class Edges(Struct):
    """Distinct edges of one file; `count` has the dangling ones too."""

    dependants: NDArray[np.int32]
    dependencies: NDArray[np.int32]
    count: int


def resolve(
    refs: Sequence[str | None],
    own: Iterable[str],
    needs: Needs,
    place: Callable[[int], str],
    issues: list[Issue],
) -> Edges:
    """Resolve references to entry numbers.

    Args:
        refs: per entry, the name by which the file refers to it; None or empty when it has none.
        own: the references of the document's own subject.
        needs: (reference, references it needs), in any order, repeated or not.
        place: entry number -> place.
        issues: receives references that are used twice or that nothing defines.
    """
    positions = _positions(refs, place, issues)
    roots = [ref for ref in own if positions.setdefault(ref, ROOT) == ROOT]
    refs_needing, targets = _columns(needs)
    first = list(map(positions.get, refs_needing))
    flat = list(map(positions.get, itertools.chain.from_iterable(targets)))
    lengths = list(map(len, targets))
    dangling: dict[tuple[str, str], None] = {}
    if None in first or None in flat:
        pairs = zip(refs_needing, targets, strict=True)
        dangling = {
            (ref, each): None for ref, needed in pairs for each in needed if not {ref, each} <= positions.keys()
        }
        _say_dangling(dangling, positions, issues)
    codes = _codes(first, lengths, flat, len(refs) + 1)
    dependants, dependencies = np.divmod(codes, len(refs) + 1)
    count = codes.size + len(dangling)
    if len(set(roots)) > 1:
        named = zip(refs_needing, targets, strict=True)
        count = len({(ref, each) for ref, needed in named for each in needed})
    return Edges((dependants - 1).astype(np.int32), (dependencies - 1).astype(np.int32), count)


def _columns(needs: Needs) -> tuple[list[str], list[Sequence[str]]]:
    """Split (reference, references it needs) into two parallel lists."""
    kept = [each for each in needs if each[1]]
    return [ref for ref, _needed in kept], [needed for _ref, needed in kept]


def _codes(first: list[int | None], lengths: list[int], flat: list[int | None], width: int) -> NDArray[np.int64]:
    """Code each edge whose both ends exist as one integer, distinct and sorted; ROOT counts as column 0."""
    nowhere = ROOT - 1
    left = np.array([nowhere if each is None else each for each in first] if None in first else first, dtype=np.int64)
    right = np.array([nowhere if each is None else each for each in flat] if None in flat else flat, dtype=np.int64)
    left = np.repeat(left, lengths)
    codes = (left + 1) * width + (right + 1)
    codes = codes[(left != nowhere) & (right != nowhere)]
    codes.sort()
    keep = np.ones(codes.size, dtype=bool)
    keep[1:] = codes[1:] != codes[:-1]
    distinct: NDArray[np.int64] = codes[keep]
    return distinct


def _positions(refs: Sequence[str | None], place: Callable[[int], str], issues: list[Issue]) -> dict[str | None, int]:
    """Map each reference to the first entry that carries it."""
    count = len(refs)
    positions: dict[str | None, int] = dict(zip(reversed(refs), range(count - 1, -1, -1), strict=True))
    blanks = refs.count(None)
    if len(positions) + max(blanks - 1, 0) != count:
        twice = [(ref, number) for number, ref in enumerate(refs) if ref and positions[ref] != number]
        hint = _("edges to it are taken as edges to its first entry")
        _say(issues, [Issue(place(n), _("reference used twice: {ref}").format(ref=ref), hint) for ref, n in twice])
    positions.pop(None, None)
    positions.pop("", None)
    return positions


def _say_dangling(dangling: dict[tuple[str, str], None], positions: dict[str | None, int], issues: list[Issue]) -> None:
    missing = dict.fromkeys(ref for pair in dangling for ref in pair if ref not in positions)
    hint = _("the edge is counted but leads nowhere: ask for a complete file")
    text = _("dependency on an undefined reference: {ref}")
    _say(issues, [Issue("/dependencies", text.format(ref=ref), hint) for ref in missing])


def _say(issues: list[Issue], found: list[Issue]) -> None:
    """Append the first issues of a kind one by one, and one that counts the rest."""
    issues.extend(found[:SAID_AT_MOST])
    if len(found) > SAID_AT_MOST:
        rest = _("and {count} more of the same kind").format(count=len(found) - SAID_AT_MOST)
        issues.append(Issue(found[SAID_AT_MOST].place, rest, found[0].hint))
