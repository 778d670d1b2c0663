# SPDX-License-Identifier: EUPL-1.2
"""One rule, one set of values -> the outcome. No subject, no array.

===========  ==========  =====================================
where        require     outcome
===========  ==========  =====================================
false        any         not_applicable
true, none   true        pass
true, none   false       fail
true, none   unknown     `on_unknown`
unknown      any         `on_unknown`: a scope nobody knows is
                         an outcome nobody knows
===========  ==========  =====================================
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sovaudit.model import Unknown, Value
from sovaudit.policy.rules import Rule

RANKED = ("not_applicable", "pass", "unknown", "fail")
"""Outcomes from the lightest to the gravest: the worst of several is the one of the highest position."""


class Verdict(Struct, frozen=True):
    """The outcome, and what of the rule decided it.

    Args:
        outcome: position in RANKED.
        scope, required: what the two conditions said; `scope` is true when the rule has none.
    """

    outcome: int
    scope: bool | Unknown
    required: bool | Unknown

    @property
    def undecided(self) -> bool:
        """Tell whether the outcome was settled by `on_unknown`."""
        return isinstance(self.scope, Unknown) or (self.scope and isinstance(self.required, Unknown))


NOT_IN_FORCE = Verdict(0, False, True)


def decide(rule: Rule, known: Mapping[str, Value]) -> Verdict:
    """Judge a set of values; a measure without a value is unknown."""
    values = rule.bound(dict(known))
    scope = rule.scope.decide(values) if rule.scope else True
    required = rule.required.decide(values)
    if isinstance(scope, bool) and not scope:
        word = "not_applicable"
    elif isinstance(scope, Unknown) or isinstance(required, Unknown):
        word = rule.on_unknown
    else:
        word = "pass" if required else "fail"
    return Verdict(RANKED.index(word), scope, required)
