# SPDX-License-Identifier: EUPL-1.2
"""Waivers: administrative acts by which somebody accepts that a rule is not met, until a day."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

WAIVER_STATES = ("active", "expiring", "expired", "unused", "future", "no_rule")
"""`expiring`: in force, for 90 days at most; `unused`: nothing is left for it to waive; `future`: decided after the day
of the audit; `no_rule`: no policy in use has the rule. Only what is active, expiring or unused is in force."""


class Waiver(Struct, frozen=True):
    """One decision: this rule is waived for this subject until this day.

    Args:
        id: stable: the one in the file, else a hash of rule, subject and last day.
        rule: id of the rule.
        subject: a node id (`application:ged`, `component:pkg:npm/a@1`), a package without its version
            (`component:pkg:npm/a`: every version of it), or `portfolio`.
        until: the last day on which it waives.
        owner: who answers for it.
        decision: reference of the decision (deliberation, order, minutes).
        reason: one of `policy.waivers.REASONS`.
        text: why, in a sentence.
        compensating: what is done meanwhile; empty when nothing is.
        by, on: who decided and on which day.
        line: in the file, 0 for one that is not written yet.
    """

    id: str
    rule: str
    subject: str
    until: date
    owner: str
    decision: str
    reason: str
    text: str
    compensating: str = ""
    by: str = ""
    on: date | None = None
    line: int = 0


class WaiverUsed(Struct, frozen=True):
    """A waiver on the day of the audit.

    Args:
        state: one of WAIVER_STATES.
        dimension: that of its rule; empty when no policy in use has it.
        failures, unknowns: how many subjects of its rule it covers that fail, and of which nobody knows. An expired one
            covers what it would waive if it still did.
    """

    waiver: Waiver
    state: str
    dimension: str = ""
    failures: int = 0
    unknowns: int = 0
