# SPDX-License-Identifier: EUPL-1.2
"""Waivers against what the rules said: what each covers on a day, and what is wrong with the waivers themselves.

A waived finding keeps its outcome and its place in every total. A waiver that is expired, about to expire, or has
nothing left to waive is a failure of the portfolio in the dimension of its rule; it changes no row of its subject.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import OUTCOMES, Fact, Finding, Issue, Reference, RuleUsed, Source, Waiver, WaiverUsed
from sovaudit.policy._faults import closest
from sovaudit.policy._verdicts import RANKED
from sovaudit.policy.rules import Policy, Rule
from sovaudit.policy.waivers import FILE

if TYPE_CHECKING:
    from numpy import int8
    from numpy.typing import NDArray

SOON = timedelta(days=90)
ACTS = {"expired": "major", "expiring": "minor", "unused": "info"}
"""State of a waiver that is a finding -> its severity."""
_VERSION = re.compile(r"^([^@?#]*)@[^?#]*")
_REST = re.compile(r"[@?#].*")


class Waived(Struct, frozen=True):
    """What is waived of one rule.

    Args:
        ids: position of the subject -> id of the waiver in force that lasts longest.
        shared: id of the waiver of what components share (subject `portfolio`), or None.
    """

    ids: Mapping[int, str] = {}
    shared: str | None = None

    def mask(self, count: int) -> NDArray[np.bool_] | None:
        """Return which of the subjects are waived; None when none is."""
        if not self.ids:
            return None
        waived = np.zeros(count, dtype=bool)
        waived[list(self.ids)] = True
        return waived


class Waiving:
    """The waivers of a city on a day, rule by rule."""

    def __init__(self, waivers: Iterable[Waiver], rules: Iterable[Rule], as_of: date) -> None:
        """Sort them by their rules."""
        self._as_of = as_of
        self._dimensions = {rule.id: rule.dimension for rule in rules}
        self._waivers = sorted(waivers, key=lambda each: (each.until, each.id))
        self._of_rule: dict[str, list[Waiver]] = {}
        for each in self._waivers:
            self._of_rule.setdefault(each.rule, []).append(each)
        self._named: dict[str, Named] = {}
        self._at: dict[str, list[int]] = {}
        self._counts: dict[str, tuple[int, int]] = {}

    def of(self, rule: Rule, names: Sequence[str]) -> Waived:
        """Return what is waived of a rule whose subjects have these names."""
        mine = self._of_rule.get(rule.id)
        if not mine:
            return Waived()
        named = self._named.setdefault(rule.subject, Named(names))
        self._at |= {each.id: named.by(each.subject) for each in mine}
        ids: dict[int, str] = {}
        shared = None
        for each in mine:  # by last day: the one that lasts longest is last
            if in_force(each, self._as_of):
                ids.update(dict.fromkeys(self._at[each.id], each.id))
                shared = each.id if each.subject == "portfolio" else shared
        return Waived(ids, shared if rule.subject == "component" else None)

    def count(self, rule: Rule, outcomes: NDArray[int8], shared: int) -> None:
        """Count what each waiver of a rule covers.

        Args:
            rule: the rule.
            outcomes: per subject, position in RANKED.
            shared: of how many components nobody can know anything, for reasons that they share.
        """
        for each in self._of_rule.get(rule.id, ()):
            found = outcomes[self._at[each.id]]
            unknown = int((found == RANKED.index("unknown")).sum())
            if each.subject == "portfolio" and rule.subject == "component":
                unknown += shared
            self._counts[each.id] = int((found == RANKED.index("fail")).sum()), unknown

    def used(self) -> tuple[WaiverUsed, ...]:
        """Return every waiver with its state, once all rules were counted."""
        return tuple(
            WaiverUsed(each, self._state(each), self._dimensions.get(each.rule, ""), *self._counts.get(each.id, (0, 0)))
            for each in self._waivers
        )

    def _state(self, waiver: Waiver) -> str:
        if waiver.rule not in self._dimensions:
            return "no_rule"
        if waiver.on is not None and waiver.on > self._as_of:
            return "future"
        if waiver.until < self._as_of:
            return "expired"
        if not any(self._counts.get(waiver.id, ())):
            return "unused"
        return "expiring" if waiver.until - self._as_of <= SOON else "active"


def in_force(waiver: Waiver, as_of: date) -> bool:
    """Tell whether a waiver waives on a day: from its decision to its last day, both included."""
    return waiver.until >= as_of and (waiver.on is None or waiver.on <= as_of)


class Named:
    """The subjects of a kind, found by their names: looked through once, however many waivers and rules there are.

    A package URL without a version names every version; one without qualifiers as well, whatever theirs are.
    """

    def __init__(self, names: Sequence[str]) -> None:
        """Look at names in their order."""
        self._names = names
        self._exact: dict[str, int] = {}
        self._loose: dict[str, list[int]] = {}

    def by(self, subject: str) -> list[int]:
        """Return the positions of the subjects that a waiver's subject names, sorted."""
        if subject.startswith("component:pkg:") and not _VERSION.match(subject):
            if not self._loose:
                self._index()
            return self._loose.get(subject, [])
        if not self._exact:
            self._exact = {name: position for position, name in enumerate(self._names)}
        return [self._exact[subject]] if subject in self._exact else []

    def _index(self) -> None:
        for position, name in enumerate(self._names):
            if name.startswith("component:pkg:"):
                for short in {name, _VERSION.sub(r"\1", name), _REST.sub("", name)}:
                    self._loose.setdefault(short, []).append(position)


def unheard(waivers: Iterable[Waiver], policies: Iterable[Policy], as_of: date) -> Iterator[Issue]:
    """Report the waivers that cannot waive anything in this audit: no such rule, or not decided yet."""
    rules = sorted(rule.id for policy in policies for rule in policy.rules)
    for each in sorted(waivers, key=lambda each: (each.line, each.id)):
        place = f"{FILE} {_('line {line}').format(line=each.line)}"
        if each.rule not in rules:
            text = _("waiver {id} of a rule that no policy in use has: {rule}").format(id=each.id, rule=each.rule)
            yield Issue(place, text, closest(each.rule, rules) or _("it waives nothing; « sovaudit policy list »"))
        elif each.on is not None and each.on > as_of:
            text = _("waiver {id} was decided on {on}, after the day of this audit").format(id=each.id, on=each.on)
            yield Issue(place, text, _("it waives nothing yet; check « on », or audit a later day"))


def acts(used: Sequence[WaiverUsed]) -> tuple[tuple[Finding, ...], tuple[RuleUsed, ...]]:
    """Return what is wrong with waivers as findings, and the rules that say so, one a dimension.

    An expired or expiring waiver that another one in force takes over is in order.
    """
    lasting = {(one.waiver.rule, one.waiver.subject) for one in used if one.state == "active"}
    standing = lasting | {(one.waiver.rule, one.waiver.subject) for one in used if one.state == "expiring"}
    replaced = {"expired": standing, "expiring": lasting, "unused": set[tuple[str, str]]()}
    wrong = [one for one in used if one.state in ACTS]
    wrong = [one for one in wrong if (one.waiver.rule, one.waiver.subject) not in replaced[one.state]]
    counts: dict[tuple[str, str], int] = {}
    for one in wrong:
        counts[one.state, one.dimension] = counts.get((one.state, one.dimension), 0) + 1
    return tuple(map(_finding, wrong)), tuple(_rule(*key, count) for key, count in sorted(counts.items()))


def _finding(one: WaiverUsed) -> Finding:
    waiver, rule = one.waiver, f"sovaudit.waiver.{one.state}"
    key = f"{rule}\n{waiver.subject}\n{waiver.id}".encode("utf-8", "replace")
    place = Source(FILE, _("line {line}").format(line=waiver.line))
    note = _("{owner}, decision {decision}").format(owner=waiver.owner, decision=waiver.decision)
    return Finding(
        id=hashlib.sha256(key).hexdigest()[:12],
        rule=rule,
        dimension=one.dimension,
        subject=waiver.subject,
        outcome="fail",
        severity=ACTS[one.state],
        reason=_sentence(one),
        evidence=(
            Fact("waiver", waiver.id, place, waiver.on, note),
            Fact("until", waiver.until.isoformat(), place, waiver.on),
        ),
        remedy=_REMEDIES[one.state](),
        reference=(Reference(waiver.decision, "", "city", waiver.on.isoformat() if waiver.on else ""),),
    )


def _sentence(one: WaiverUsed) -> str:
    waiver = one.waiver
    texts = {
        "expired": _("The waiver {id} of {rule} ended on {until}: it waives nothing now. It would cover: {count}."),
        "expiring": _("The waiver {id} of {rule} ends on {until}. It covers: {count}."),
        "unused": _("The waiver {id} of {rule}, until {until}, has nothing left to waive."),
    }
    counts = _("failing {failures}, unknown {unknowns}").format(failures=one.failures, unknowns=one.unknowns)
    return texts[one.state].format(id=waiver.id, rule=waiver.rule, until=waiver.until, count=counts)


def rules_on_waivers() -> dict[str, RuleUsed]:
    """Return the rules on waivers by id, for the pages that explain them: no policy has them."""
    return {each.id: each for each in (_rule(state, "", 0) for state in ACTS)}


def _rule(state: str, dimension: str, count: int) -> RuleUsed:
    """Return the rule of a state, whose subjects are the waivers in it."""
    return RuleUsed(
        id=f"sovaudit.waiver.{state}",
        title=_TITLES[state](),
        dimension=dimension,
        subject="portfolio",
        severity=ACTS[state],
        require=_REQUIRED[state],
        where="",
        on_unknown="unknown",
        remedy=_REMEDIES[state](),
        references=((FILE, "", "city"),),
        outcomes={word: count if word == "fail" else 0 for word in OUTCOMES},
    )


_TITLES = {
    "expired": lambda: _("Waiver that has ended"),
    "expiring": lambda: _("Waiver that ends within 90 days"),
    "unused": lambda: _("Waiver that has nothing left to waive"),
}
_REQUIRED = {
    "expired": "waiver.until >= as_of",
    "expiring": "waiver.until - as_of > 90 d",
    "unused": "waiver.failures + waiver.unknowns > 0",
}
_REMEDIES = {
    "expired": lambda: _("Meet the rule, or renew the waiver by a new decision (« sovaudit waiver add »)."),
    "expiring": lambda: _("Prepare what ends the deviation, or a new decision before that day."),
    "unused": lambda: _("Take it out of waivers.yaml, or mend its rule or its subject."),
}
