# SPDX-License-Identifier: EUPL-1.2
"""What is known of each point of SecNumCloud 3.2, 19.6 (immunity from non-European law), a line a point.

a: seat, central administration and principal establishment in the Union. b: capital and voting rights held from outside
it, 24 % at most for each holder and 39 % together, directly or not. c: no third party under foreign law can technically
obtain data. d: the service goes on without such a third party, by own skills or at least two other sources. This is the
evidence at hand, point by point: only ANSSI qualifies, and it qualifies an offer, never a provider.

Source: SecNumCloud 3.2 (ANSSI, 8 March 2022), 19.6.a to 19.6.d.

"""

from __future__ import annotations

from sovaudit.language import _, spoken
from sovaudit.measures import Case, measures
from sovaudit.model import ABSENT, Measured, Unknown, Value

NAME = "hosting.snc_196"
SUBJECT = "hosting"
TYPE = "list"
UNIT = ""
TITLE = {"fr": "SecNumCloud 19.6, éléments connus", "en": "SecNumCloud 19.6, what is known"}
BASIS = "SecNumCloud 3.2, 19.6"
QUESTION = {
    "fr": "Pour « {subject} » : siège dans l’Union, part du capital hors Union, accès de tiers, autonomie ?",
    "en": "For “{subject}”: seat in the Union, share of foreign capital, third-party access, autonomy?",
}
_NOT_KNOWN = Measured(ABSENT)


def measure(position: int, case: Case) -> Measured:
    """Return four lines, a to d, each with what is known or that nobody knows; unknown when all of them are."""
    seat, largest, together, access, autonomy = (_answer(name, position, case) for name in _PARTS)
    answers = (seat, largest, together, access, autonomy)
    evidence = tuple(dict.fromkeys(fact for each in answers for fact in each.evidence))
    if all(isinstance(each.value, Unknown) for each in answers):
        return Measured(ABSENT, evidence)
    lines = (
        _("19.6.a, seat in the Union: {value}").format(value=_said(seat.value)),
        _("19.6.b, held from outside the Union: {one} by the largest (limit 24%), {all} together (limit 39%)").format(
            one=_said(largest.value), all=_said(together.value)
        ),
        _("19.6.c, technical access of third parties under foreign law: {value}").format(value=_said(access.value)),
        _("19.6.d, operational autonomy: {value}").format(value=_said(autonomy.value)),
    )
    return Measured(lines, evidence)


_PARTS = (
    "hosting.seat_in_eu",
    "hosting.non_eu_capital_share",
    "hosting.non_eu_capital_total",
    "hosting.third_party_access",
    "hosting.operational_autonomy",
)


def _answer(name: str, position: int, case: Case) -> Measured:
    return case.known(name).of(position) if name in measures() else _NOT_KNOWN


def _said(value: Value | Unknown) -> str:
    """Write a part for a person: yes, no, a percentage, or that nobody knows."""
    match value:
        case Unknown():
            return _("unknown")
        case bool():
            return _("yes") if value else _("no")
        case float():
            text = f"{value * 100:.4g}"
            return (text.replace(".", ",") if spoken() == "fr" else text) + _("%")
        case _:
            return str(value)
