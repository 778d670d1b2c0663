# SPDX-License-Identifier: EUPL-1.2
"""Why something stops, in one line: « A → B → (C → D; E) »: A requires B, which requires C or E, and both fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sovaudit.continuity.why import Step

STEPS = 8
"""Nodes of one chain that are named; those in the middle are left out."""
DEPTH = 3
"""Alternatives of alternatives that are followed."""


def told(steps: Sequence[Step], name: Callable[[int], str]) -> str:
    """Write why something stops.

    Args:
        steps: from what stops down to what is lost.
        name: of a node, by position; safe for a terminal.
    """
    because = {step.node: step.because for step in steps}
    return _chain(steps[0].node, because, name, DEPTH) if steps else ""


def _chain(node: int, because: dict[int, tuple[int, ...]], name: Callable[[int], str], depth: int) -> str:
    nodes = [node]
    while len(reasons := because.pop(nodes[-1], ())) == 1:  # what was told is not told again
        nodes.append(reasons[0])
    names = [name(each) for each in nodes]
    if len(names) > STEPS:
        names[STEPS // 2 : -(STEPS // 2)] = ["…"]
    if reasons:
        sides = [_chain(each, because, name, depth - 1) for each in reasons] if depth else ["…"]
        names.append(f"({'; '.join(sides)})")
    return " → ".join(names)
