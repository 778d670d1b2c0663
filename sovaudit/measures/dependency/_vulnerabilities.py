# SPDX-License-Identifier: EUPL-1.2
"""Advisories and VEX statements -> the vulnerabilities of each component and of each application, flaw by flaw.

`vulnerabilities(case)` is the whole list, the gravest first; `checked(case)` is what measures read. Both are worked out
once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.measures import Case
from sovaudit.measures.dependency import _describing
from sovaudit.measures.dependency._flaws import Flaws, flaws_of, name
from sovaudit.measures.dependency._matching import Hit, Match, matches
from sovaudit.measures.dependency._vex import Said, Stated, applications_of, counting, stated
from sovaudit.model import CLOSED, Fact, Statement, Unknown, Vulnerability

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Result(Struct, frozen=True):
    """What is known of the vulnerabilities of one thing.

    Args:
        found: its vulnerabilities, the gravest first, those that VEX statements close included.
        unknown: why it could not be checked against all advisories; None when it was.
        facts: what it was checked against.
    """

    found: tuple[Vulnerability, ...] = ()
    unknown: Unknown | None = None
    facts: tuple[Fact, ...] = ()

    @property
    def open(self) -> tuple[Vulnerability, ...]:
        """Return those that matter."""
        return tuple(each for each in self.found if each.open)


class Checked(Struct, frozen=True):
    """Distinct results, and their number for each component and for each application (-1: it is no package itself)."""

    distinct: tuple[Result, ...]
    components: NDArray[np.int32]
    applications: NDArray[np.int32]


def vulnerabilities(case: Case) -> tuple[Vulnerability, ...]:
    """Return every vulnerability of every component: the exploited first, then by severity, id and component."""
    return case.once("vulnerabilities.all", _all)


def checked(case: Case) -> Checked:
    """Return the vulnerabilities of every component and application."""
    return case.once("vulnerabilities.checked", _checked)


def gravity(one: Vulnerability) -> tuple[bool, bool, float, str, str]:
    """Return what vulnerabilities are sorted by: open, exploited, severe; then id and component."""
    score = 0.0 if isinstance(one.score, Unknown) else one.score
    return not one.open, not one.exploited, -score, one.id, one.subject


def _all(case: Case) -> tuple[Vulnerability, ...]:
    every = checked(case)
    used = set(every.components.tolist()) | set(every.applications.tolist())
    return tuple(sorted((one for number in used if number >= 0 for one in every.distinct[number].found), key=gravity))


def _checked(case: Case) -> Checked:
    matched, said = matches(case), stated(case)
    distinct = [Result((), each.unknown, each.facts) for each in matched.distinct]
    components, applications = matched.components.copy(), matched.applications.copy()
    hit = np.array([bool(each.hits) for each in matched.distinct], dtype=bool)
    affected = set(np.flatnonzero(hit[components]).tolist()) | said.components.keys()
    own = {at for at, code in enumerate(applications.tolist()) if code >= 0 and hit[code]} | said.applications.keys()
    if not affected and not own:
        return Checked(tuple(distinct), components, applications)
    grouping = _Grouping(case, said, _flaws(matched.distinct))
    for at in sorted(affected):
        distinct.append(grouping.component(at, matched.distinct[components[at]]))
        components[at] = len(distinct) - 1
    for at in sorted(own):
        match = matched.distinct[applications[at]] if applications[at] >= 0 else Match()
        result = grouping.application(at, match)
        if applications[at] >= 0 or result.found:
            distinct.append(result)
            applications[at] = len(distinct) - 1
    return Checked(tuple(distinct), components, applications)


def _flaws(found: Iterable[Match]) -> Flaws:
    """Join the ids that advisories join. A statement joins none: its author cannot make one flaw of two of others."""
    flaws = Flaws()
    advisories = {hit.affected.advisory.id: hit.affected.advisory for each in found for hit in each.hits}
    for _id, advisory in sorted(advisories.items()):
        ids, bulletin = flaws_of(advisory.id, advisory.aliases, advisory.upstream)
        if not bulletin:
            flaws.join(ids)
    return flaws


class _Grouping:
    """Advisories and statements about one thing, put together flaw by flaw."""

    def __init__(self, case: Case, said: Stated, flaws: Flaws) -> None:
        """Keep what all things share."""
        self._case = case
        self._said = said
        self._flaws = flaws
        self._containing = applications_of(case)
        self._members = flaws.members()
        self._describe = partial(_describing.describe, case=case)

    def component(self, at: int, match: Match) -> Result:
        """Return the vulnerabilities of a component."""
        said = self._said.components.get(at, ())
        within = self._containing(at)
        subject = f"component:{self._case.inventory.components[at].id}"
        return self._result(subject, match, said, within)

    def application(self, at: int, match: Match) -> Result:
        """Return the vulnerabilities of an application itself."""
        subject = f"application:{self._case.inventory.applications[at].id}"
        return self._result(subject, match, self._said.applications.get(at, ()), [at])

    def _result(self, subject: str, match: Match, said: Sequence[Said], within: Sequence[int]) -> Result:
        hits: dict[str, list[Hit]] = {}
        for hit in match.hits:
            advisory = hit.affected.advisory
            ids, bulletin = flaws_of(advisory.id, advisory.aliases, advisory.upstream)
            for root in dict.fromkeys(map(self._flaws.root, ids if bulletin else ids[:1])):
                hits.setdefault(root, []).append(hit)
        spoken: dict[str, list[Said]] = {}
        for each in said:
            known = {self._flaws.root(one) for one in each.ids} & hits.keys()
            for root in known or {name(each.ids)}:
                spoken.setdefault(root, []).append(each)
        found = []
        for root in sorted(hits.keys() | spoken.keys()):
            one = self._one(subject, root, hits.get(root, []), spoken.get(root, []), within)
            if one is not None:
                found.append(one)
        return Result(tuple(sorted(found, key=gravity)), match.unknown, match.facts)

    def _one(
        self, subject: str, root: str, hits: list[Hit], said: list[Said], within: Sequence[int]
    ) -> Vulnerability | None:
        """Return one flaw of one thing; None when nobody says that it is one."""
        if not hits and all(each.statement.status in CLOSED for each in said):
            return None
        counts = {at: counting(self._about(root, at, said)) for at in within}
        remaining = [at for at, statement in counts.items() if _open(statement)]
        everywhere = counting(each for each in said if not each.within)
        still_open = bool(remaining) if within else _open(everywhere)
        deciding = counts[(remaining or list(within))[0]] if within else everywhere
        applications = self._case.inventory.applications
        stated = () if hits else tuple(one for each in said for one in each.ids)
        return self._describe(
            subject,
            tuple(sorted({root, *self._members.get(root, ()), *stated})),
            hits,
            deciding,
            still_open,
            tuple(sorted(applications[at].id for at in remaining)),
        )

    def _about(self, root: str, application: int, said: list[Said]) -> Iterable[Said]:
        """Yield the statements about a flaw that hold inside an application."""
        yield from (each for each in said if not each.within or application in each.within)
        for each in self._said.applications.get(application, ()):
            if each.statement.status in CLOSED and root in {
                one for own in each.ids for one in (own, self._flaws.root(own))
            }:
                yield each


def _open(statement: Statement | None) -> bool:
    return statement is None or statement.status not in CLOSED
