# SPDX-License-Identifier: EUPL-1.2
"""The sheets on what files state beside components: services called, vulnerabilities, machines, contracts.

Each is there only when it has rows: an empty sheet of vulnerabilities would read as « there are none ». « Lisez-moi »
counts them always, and says what a zero means.
"""

from __future__ import annotations

from collections.abc import Iterator

from sovaudit.language import _
from sovaudit.model import Audit, Match, Source, Unknown
from sovaudit.reports import _format as words
from sovaudit.reports import _words
from sovaudit.reports._sheet import Cell, Column, Row, Sheet
from sovaudit.reports._stated import Stated


def unsaid() -> words.Word:
    """Return what stands where a file says nothing: it looks unknown."""
    return words.Word("unknown", "?", _("not stated"))


def moment(text: str) -> Cell:
    """Write when something was made or said: a day where it is one, else as it is written."""
    return _words.day_written(text) or text or unsaid()


def place(source: Source) -> str:
    """Write where something is said."""
    return f"{source.path} {source.place}".strip()


def online(audit: Audit) -> Sheet:
    """Describe « Services en ligne appelés »: one row per service."""
    columns = (
        Column("id", _("Service (id)"), width=24, wrap=True),
        Column("name", _("Name"), width=26, wrap=True),
        Column("version", _("Version"), width=12),
        Column("provider", _("Provider"), width=24, wrap=True),
        Column("provider_country", _("Provider's country"), width=16, wrap=True),
        Column("crosses_boundary", _("Crosses the trust boundary"), width=14),
        Column("authenticated", _("Authenticated"), width=14),
        Column("data", _("Data exchanged"), width=26, wrap=True),
        Column("applications", _("Applications that call it"), width=24, wrap=True),
        Column("components", _("Components that call it"), width=30, wrap=True),
        Column("needed_by", _("Online services that call it"), width=24, wrap=True),
        Column("endpoints", _("Addresses"), width=40, wrap=True),
        Column("place", _("File and place"), width=32, wrap=True),
    )
    title = _("On whom do our applications depend over the network?")
    return Sheet("online", _("Online services called"), title, columns, lambda: _online_rows(audit))


def _online_rows(audit: Audit) -> Iterator[Row]:
    inventory = audit.inventory
    stated, silent = Stated(inventory), unsaid()
    for position, each in enumerate(inventory.online):
        yield (
            each.id,
            each.name or silent,
            each.version or silent,
            each.provider or silent,
            _words.country(each.provider_country) if each.provider_country else silent,
            _words.yes_or_no(each.crosses_boundary) if each.crosses_boundary else silent,
            _words.yes_or_no(each.authenticated) if each.authenticated else silent,
            "\n".join(map(_words.flow, each.data)) or silent,
            "; ".join(inventory.applications[n].id for n in stated.direct[position]),
            "\n".join(inventory.components[n].id for n in stated.through[position]),
            "; ".join(inventory.online[n].id for n in stated.needed_by[position]),
            "\n".join(stated.endpoints(position)) or silent,
            place(each.source),
        )


def statements(audit: Audit) -> Sheet:
    """Describe « Vulnérabilités déclarées »: one row per statement."""
    columns = (
        Column("vulnerability", _("Vulnerability"), width=22),
        Column("aliases", _("Other ids"), width=22, wrap=True),
        Column("status", _("Declared status"), width=24, wrap=True),
        Column("products", _("Products"), width=44, wrap=True),
        Column("subcomponents", _("Parts concerned in these products"), width=30, wrap=True),
        Column("justification", _("Justification"), width=30, wrap=True),
        Column("detail", _("Detail"), width=50, wrap=True),
        Column("as_of", _("Dated"), "date", width=13),
        Column("place", _("File and place"), width=36, wrap=True),
    )
    title = _("What do files say of vulnerabilities? (their words; respected where they close one)")
    return Sheet("statements", _("Declared vulnerabilities"), title, columns, lambda: _statement_rows(audit))


def _statement_rows(audit: Audit) -> Iterator[Row]:
    nobody = words.Word("unknown", "?", _("the subject of the file, or not stated"))
    for each in Stated(audit.inventory).statements:
        yield (
            each.vulnerability,
            "; ".join(each.aliases),
            _words.status(each.status),
            "\n".join(each.products) or nobody,
            "\n".join(each.subcomponents),
            _words.justification(each.justification) or unsaid(),
            each.detail,
            moment(each.as_of),
            place(each.source),
        )


def installed(audit: Audit) -> Sheet:
    """Describe « Logiciels installés »: one row per program and version found on machines."""
    columns = (
        Column("id", _("Component (id)"), width=36, wrap=True),
        Column("name", _("Software"), width=32, wrap=True),
        Column("version", _("Version"), width=18),
        Column("publisher", _("Publisher"), width=24, wrap=True),
        Column("machines", _("Machines (files)"), "int", width=12),
        Column("fleets", _("Fleet lists"), "int", width=12),
        Column("matched", _("Matched with (certain or confirmed)"), width=40, wrap=True),
        Column("unconfirmed", _("Possible matches, not confirmed"), width=48, wrap=True),
        Column("applications", _("Applications that contain it"), "int", width=14),
    )
    title = _("What is on the machines? (part of no application because of that)")
    return Sheet("installed", _("Installed software"), title, columns, lambda: _installed_rows(audit))


def _installed_rows(audit: Audit) -> Iterator[Row]:
    stated = Stated(audit.inventory)
    for each in stated.installed:
        found = audit.inventory.components[each.component]
        yield (
            found.id,
            found.name or unsaid(),
            found.version or unsaid(),
            found.supplier or unsaid(),
            each.machines,
            each.fleets,
            "\n".join(_match(match) for match in each.matches if match.counts),
            "\n".join(_match(match) for match in each.matches if not match.counts),
            int(stated.contained[each.component]),
        )


def _match(match: Match) -> str:
    return f"{match.title or match.target} ({match.target}, {_words.match_status(match.status)})"


def contracts(audit: Audit) -> Sheet:
    """Describe « Contrats »: one row per contract."""
    columns = (
        Column("id", _("Contract (id)"), width=24, wrap=True),
        Column("subject", _("Subject"), width=40, wrap=True),
        Column("holder", _("Holder (first named)"), width=22, wrap=True),
        Column("co_holders", _("Other holders of the group (the amount is for all together)"), width=24, wrap=True),
        Column("buyer", _("Buyer"), width=22, wrap=True),
        Column("nature", _("Nature"), width=16, wrap=True),
        Column("framework", _("Framework agreement it comes under"), width=28, wrap=True),
        Column("amount_eur", _("Amount (€), not what was spent"), "euros", width=16),
        Column("amount_nature", _("What this amount is"), width=24, wrap=True),
        Column("notified", _("Notified"), "date", width=13),
        Column("duration_months", _("Duration (months)"), "float", width=11),
        Column("end", _("End"), "date", width=13),
        Column("amendments", _("Modifications"), width=36, wrap=True),
        Column("applications", _("Applications"), width=22, wrap=True),
        Column("place", _("File and place"), width=28, wrap=True),
    )
    title = _("What was bought, from whom, until when? (amounts agreed, never spent ones)")
    return Sheet("contracts", _("Contracts"), title, columns, lambda: _contract_rows(audit))


def _contract_rows(audit: Audit) -> Iterator[Row]:
    names = {each.id: each.name for each in audit.inventory.organisations if isinstance(each.name, str)}
    siren = audit.inventory.city.siren
    for each in Stated(audit.inventory).contracts:
        yield (
            each.id,
            each.subject,
            each.holder if isinstance(each.holder, Unknown) else names.get(each.holder, each.holder),
            "\n".join(names.get(holder, holder) for holder in each.co_holders),
            unsaid() if isinstance(each.buyer, Unknown) else _words.buyer(each.buyer, siren),
            unsaid() if isinstance(each.nature, Unknown) else each.nature,
            _words.framework(each),
            each.amount_eur,
            _words.amount_nature(each),
            each.notified,
            each.duration_months,
            each.end,
            "\n".join(map(_words.amendment, each.amendments)),
            "; ".join(each.applications),
            place(each.origin.source()),
        )


def counts(audit: Audit) -> Iterator[Row]:
    """Count them for « Lisez-moi », nought included, and say what the number is not."""
    inventory, part = audit.inventory, _("Denominators")
    stated = Stated(inventory)
    listed = _("Listed by bills of materials; none listed does not mean none called.")
    yield part, _("Online services called"), len(inventory.online), listed
    vex = _("Statements of files (VEX), respected where they close a vulnerability; none stated does not mean none.")
    yield part, _("Declared vulnerabilities"), len(inventory.statements), vex
    apart = _("Programs found on machines, a line a version; they are part of no application because of that.")
    yield part, _("Installed software"), len(stated.installed), apart
    names = _("Names to compare with; none of them is counted as the city's.")
    yield part, _("Software listed by public catalogues"), len(inventory.catalogue), names
    review = _("They change nothing here. To confirm or refuse them: sovaudit inventory FOLDER --review")
    yield part, _("Matches of names not confirmed"), stated.unconfirmed, review
