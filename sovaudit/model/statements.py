# SPDX-License-Identifier: EUPL-1.2
"""What files state beside components: online services that are called, vulnerabilities that do or do not matter."""

from __future__ import annotations

from msgspec import Struct

from sovaudit.model.facts import Issue, Source


class OnlineService(Struct, frozen=True, gc=False):
    """A service over the network that software calls (CycloneDX `services`): a dependency on whoever provides it.

    Args:
        id: unique in its file; unify makes it unique in the inventory.
        provider: name of the organisation that runs it; empty when the file does not say.
        provider_country: ISO 3166-1 alpha-2 of the provider's address; empty when the file does not say.
        endpoints: addresses at which it is called, as text only: never followed.
        crosses_boundary: `yes` when calls leave the trust boundary of the caller, `no`, or empty: not said.
        authenticated: `yes`, `no`, or empty: not said.
        data: one text per kind of data exchanged, `flow classification` (`outbound PII`).
        needs: ids of other services of the same file that it calls.
        dependants: entry numbers of the components that call it, -1 for the subject of the file.
        place: where in its file.
        source: the file and the place; filled by unify.
    """

    id: str
    name: str
    version: str = ""
    provider: str = ""
    provider_country: str = ""
    endpoints: tuple[str, ...] = ()
    crosses_boundary: str = ""
    authenticated: str = ""
    data: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    dependants: tuple[int, ...] = ()
    place: str = ""
    source: Source = Source("")


STATUSES = ("affected", "not_affected", "fixed", "under_investigation", "reported")
"""OpenVEX's four words, and `reported`: listed without any analysis."""


class Statement(Struct, frozen=True, gc=False):
    """One VEX statement: this vulnerability, in these products, has this status.

    Args:
        vulnerability: its id as stated (CVE, GHSA...).
        aliases: its other ids.
        products: purls or names of the products it speaks of, as stated; canonical component ids after unify.
        subcomponents: purls or names of parts: when there are any, the statement holds for those parts inside those
            products only.
        entries: entry numbers of the components of the same file that it speaks of; -1 is the file's subject.
        status: one of STATUSES.
        justification: why a product is not affected, in the words of the format.
        detail: what else is said, in free text.
        as_of: the day or time of the statement, as written.
        place: where in its file.
        source: the file and the place; filled by unify.
    """

    vulnerability: str
    aliases: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    entries: tuple[int, ...] = ()
    status: str = "reported"
    justification: str = ""
    detail: str = ""
    as_of: str = ""
    place: str = ""
    source: Source = Source("")
    subcomponents: tuple[str, ...] = ()


class Statements(Struct, frozen=True):
    """What a VEX file holds: statements counted in and out."""

    statements: tuple[Statement, ...]
    rows: int
    version: str = ""
    created: str = ""
    names: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
