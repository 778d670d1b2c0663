# SPDX-License-Identifier: EUPL-1.2
"""What our own measures already say of a v1.2.1 factor: the most that its SEAL can be, as a proposal to confirm.

Only what decides a bound is proposed; nothing else says enough (that no bill of materials is at hand, say, does not
tell what the publisher keeps of its own chain). A proposal never counts in a SEAL: a person enters it, or does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from sovaudit.measures import Case, measures
from sovaudit.model import Fact, Unknown, Value

NONE_KNOWN = 4


class Proposal(Struct, frozen=True):
    """The most that the SEAL of a factor can be, and the measures that say so."""

    factor: str
    most: int
    measures: tuple[str, ...]
    evidence: tuple[Fact, ...]


def proposals(position: int, case: Case) -> Iterator[Proposal]:
    """Yield what the measures of an application decide."""
    for factor, names, bound in _RULES:
        if not all(name in measures() for name in names):
            continue
        answers = [case.known(name).of(position) for name in names]
        values = [each.value for each in answers if not isinstance(each.value, Unknown)]
        if len(values) < len(names):
            continue
        most = bound(*values)
        if most < NONE_KNOWN:
            facts = tuple(dict.fromkeys(fact for each in answers for fact in each.evidence))
            yield Proposal(factor, most, names, facts)


def _exposure(tier: Value) -> int:
    """SEAL-3 asks to be out of reach of foreign law; documented compelled access (tier 2 and up) is not."""
    return 2 if isinstance(tier, int) and tier >= 2 else NONE_KNOWN


def _keys(custody: Value) -> int:
    """SEAL-2 asks for control of the keys; whoever leaves them to the provider has none."""
    return 1 if custody == "provider" else NONE_KNOWN


def _open(share: Value, coverage: Value) -> int:
    """SEAL-3 asks for a majority of open source; below it even if all that is unknown were open, it is missed."""
    if not isinstance(share, float) or not isinstance(coverage, float):
        return NONE_KNOWN
    return 2 if 1 - coverage * (1 - share) < 0.5 else NONE_KNOWN


_RULES: tuple[tuple[str, tuple[str, ...], Callable[..., int]], ...] = (
    ("sov2-f2", ("application.exposure_tier",), _exposure),
    ("sov3-f1", ("application.key_custody",), _keys),
    ("sov6-f2", ("application.open_share", "application.licence_coverage"), _open),
)
"""Factor, measures, and what these say; the bounds are the guidance's of June 2026, read in a third party's extract."""
