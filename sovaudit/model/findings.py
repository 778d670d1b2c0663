# SPDX-License-Identifier: EUPL-1.2
"""What the rules say of a subject: the outcome, why, on what evidence, what to do."""

from __future__ import annotations

from msgspec import Struct

from sovaudit.model.facts import Fact

DIMENSIONS = ("licensing", "jurisdiction", "lockin", "dependency", "continuity")
OUTCOMES = ("pass", "fail", "unknown", "not_applicable")
SEVERITIES = ("blocking", "major", "minor", "info")
"""From the gravest to the lightest."""


class Reference(Struct, frozen=True):
    """The law, standard or decision that a rule rests on.

    Args:
        status: in_force, proposal, repealed, doctrine (a circular or guide) or city (the city's own decision).
        as_of: the day on which the status was checked, ISO 8601.
    """

    title: str
    href: str = ""
    status: str = "in_force"
    as_of: str = ""


class Finding(Struct, frozen=True):
    """One rule applied to one subject.

    Args:
        id: stable over runs: a hash of the rule's id and the subject's.
        subject: a node id, `kind:id`, or `portfolio`.
        reason: one sentence for a person, in the language of the run.
        unknown: names of the measures that nobody knows and on which the outcome hangs.
        waiver: id of the waiver that accepts it, or None.
        gating: true when `--fail-on` counts it.
        count: how many subjects it stands for. Components about which nobody can know anything for one and the same
            reason that lies in the data (`SYSTEMIC`) share one finding of the portfolio; every total counts each.
    """

    id: str
    rule: str
    dimension: str
    subject: str
    outcome: str
    severity: str
    reason: str
    evidence: tuple[Fact, ...]
    remedy: str
    reference: tuple[Reference, ...]
    unknown: tuple[str, ...] = ()
    waiver: str | None = None
    gating: bool = False
    count: int = 1


class Score(Struct, frozen=True):
    """Outcomes of one subject in one dimension, its components' included: counts, never an average.

    Args:
        outcomes: outcome -> number of (rule, subject or component) pairs.
        waived: how many of the failures are waived.
        known, total: coverage; the pairs with a known outcome over all applicable ones.
        worst: the worst outcome, `fail` before `unknown` before `pass`.
    """

    subject: str
    dimension: str
    outcomes: dict[str, int]
    worst: str
    known: int
    total: int
    waived: int = 0
    seal: int | None = None
