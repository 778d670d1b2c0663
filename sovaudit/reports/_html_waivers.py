# SPDX-License-Identifier: EUPL-1.2
"""The page of the waivers, those that need a hand first."""

from __future__ import annotations

from msgspec import Struct

from sovaudit.model import WaiverUsed
from sovaudit.reports import _format, _waived
from sovaudit.reports._html_lens import Lens
from sovaudit.reports._html_safe import shown, slug


class WaiverRow(Struct, frozen=True):
    """A waiver as it is shown."""

    id: str
    anchor: str
    state: str
    state_word: str
    order: int
    until: str
    until_iso: str
    rule: str
    rule_link: str
    subject: str
    link: str
    reason: str
    compensating: str
    owner: str
    decision: str
    failures: int
    unknowns: int


def waivers(lens: Lens) -> tuple[WaiverRow, ...]:
    """Return every waiver."""
    return tuple(_row(lens, each) for each in _waived.waivers(lens.audit))


def anchor(identity: str) -> str:
    """Return the fragment of a waiver's row."""
    return "derogation-" + slug(identity)


def links(lens: Lens) -> dict[str, str]:
    """Return the link to each waiver's row by its id."""
    return {each.waiver.id: "#" + anchor(each.waiver.id) for each in lens.audit.waivers}


def _row(lens: Lens, used: WaiverUsed) -> WaiverRow:
    each = used.waiver
    rule = lens.rules.get(each.rule)
    why = f"{_waived.reason(each.reason)} – {each.text}" if each.text else _waived.reason(each.reason)
    return WaiverRow(
        id=shown(each.id, 60),
        anchor=anchor(each.id),
        state=used.state,
        state_word=_waived.state(used.state),
        order=_waived.rank(used),
        until=_format.day(each.until),
        until_iso=each.until.isoformat(),
        rule=shown(rule.title if rule else each.rule, 160),
        rule_link="#regle-" + slug(each.rule) if rule else "",
        subject=lens.label(each.subject),
        link=lens.link(each.subject),
        reason=shown(why),
        compensating=shown(each.compensating, 200),
        owner=shown(each.owner, 80),
        decision=shown(each.decision, 120),
        failures=used.failures,
        unknowns=used.unknowns,
    )
