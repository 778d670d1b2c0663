# SPDX-License-Identifier: EUPL-1.2
"""The cases kept beside the rules: what `sovaudit policy test` runs."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sovaudit.policy._verdicts import RANKED, decide
from sovaudit.policy.rules import Policy


class CaseResult(Struct, frozen=True):
    """A case, and what its rule said of it.

    Args:
        number: of the case in its rule, from 1.
    """

    rule: str
    place: str
    number: int
    note: str
    given: dict[str, bool | int | float | str | tuple[str, ...]]
    expected: str
    outcome: str

    @property
    def passed(self) -> bool:
        """Tell whether the rule said what was expected."""
        return self.expected == self.outcome


def written(given: Mapping[str, bool | int | float | str | tuple[str, ...]]) -> str:
    """Write the values of a case as its file does: `licence.recognised = true`; nothing when nothing is known."""
    shown = {name: str(value).lower() if isinstance(value, bool) else value for name, value in given.items()}
    return ", ".join(f"{name} = {value}" for name, value in shown.items())


def try_cases(policy: Policy) -> tuple[CaseResult, ...]:
    """Try every case of every rule, as on a day on which the rule is in force."""
    return tuple(
        CaseResult(
            rule.id, rule.place, number, case.note, case.given, case.expect, RANKED[decide(rule, case.given).outcome]
        )
        for rule in policy.rules
        for number, case in enumerate(rule.cases, start=1)
    )
