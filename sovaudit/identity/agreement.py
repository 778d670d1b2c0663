# SPDX-License-Identifier: EUPL-1.2
"""Two files that describe one product -> what they disagree on: generators see different things."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sovaudit.identity.claims import product_keys
from sovaudit.language import _
from sovaudit.model import InputFile, Issue

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray

    Ints = NDArray[int32]


def disagreements(
    files: Sequence[InputFile], claims: Sequence[tuple[int, int]], entries: Sequence[Ints]
) -> Iterator[Issue]:
    """Yield, for each pair of files in a row that describe one product, how many components only one of them has.

    Args:
        files: all files.
        claims: (file, application).
        entries: per file, the component of each entry.
    """
    products: dict[tuple[int, tuple[str, str]], list[int]] = {}
    for file, application in sorted(claims):
        subject = files[file].subject
        keys = product_keys(subject) if subject is not None else ()
        for key in keys[:1]:
            products.setdefault((application, key), []).append(file)
    for (_application, key), several in products.items():
        for first, second in itertools.pairwise(several):
            yield from _differing(files, key[1], first, second, entries)


def _differing(
    files: Sequence[InputFile], product: str, first: int, second: int, entries: Sequence[Ints]
) -> Iterator[Issue]:
    """Yield what two descriptions of a product disagree on; nothing when they have the same components."""
    one, other = set(entries[first].tolist()), set(entries[second].tolist())
    common = len(one & other)
    if common == len(one) == len(other):
        return
    text = _(
        "{product} is described by two files that differ: {common} components in both, {first} only in {one}, "
        "{second} only in {other}"
    )
    hint = _("all of them are kept; `sovaudit explain component:…` shows what each file says")
    said = text.format(
        product=product,
        common=common,
        first=len(one) - common,
        one=files[first].path,
        second=len(other) - common,
        other=files[second].path,
    )
    yield Issue(files[second].path, said, hint)
