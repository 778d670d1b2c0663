# SPDX-License-Identifier: EUPL-1.2
"""A known vulnerability of a component or of an application: one flaw, whatever number of advisories speak of it."""

from __future__ import annotations

from msgspec import Struct

from sovaudit.model.facts import ABSENT, Fact, Source, Unknown

CLOSED = frozenset(("not_affected", "fixed"))
"""What a VEX statement says that takes a vulnerability away."""


class Vulnerability(Struct, frozen=True, gc=False):
    """One flaw of one component.

    Args:
        subject: node id, `component:pkg:pypi/django@3.2`; `application:x` where the product itself is concerned.
        id: its CVE where it has one, else its GHSA, else the first of `ids`.
        ids: every id of the flaw (aliases, copies of distributions), sorted.
        summary: of the first advisory that has one.
        open: false when VEX statements say everywhere that it does not matter.
        applications: ids of the applications in which it is open, sorted.
        score: highest CVSS base score, 0 to 10; unknown when nobody states a severity.
        vector: from which the score is; empty when it stands for a word.
        rated: where the score is from: `CVSS_V4`, `CVSS_V3`, `CVSS_V2`, or the word that it stands for (`high`: at
            least 7.0); empty when there is none.
        exploited: the day on which it was listed as exploited, ISO 8601; empty when it is not.
        epss: probability of exploitation within 30 days, 0..1; unknown when nobody states one.
        fixed: versions that mend it, as the advisories say.
        advisories: ids of the advisories that say that this version is affected; none when only a file states it.
        status: of the VEX statement that counts (`not_affected`, `affected`, `reported`…); empty when there is none.
        justification: of that statement.
        source: of that statement.
        evidence: the advisories, the catalogues and the statements that it rests on.
    """

    subject: str
    id: str
    ids: tuple[str, ...]
    summary: str = ""
    open: bool = True
    applications: tuple[str, ...] = ()
    score: float | Unknown = ABSENT
    vector: str = ""
    rated: str = ""
    exploited: str = ""
    epss: float | Unknown = ABSENT
    fixed: tuple[str, ...] = ()
    advisories: tuple[str, ...] = ()
    status: str = ""
    justification: str = ""
    source: Source = Source("")
    evidence: tuple[Fact, ...] = ()
