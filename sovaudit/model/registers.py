# SPDX-License-Identifier: EUPL-1.2
"""The nouns that people write down in registers, one Struct a register, one field a column.

A blank cell is `Unknown("absent")`, a cell that cannot be understood `Unknown("invalid")`; lists may be empty.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from msgspec import Struct

from sovaudit.model.facts import ABSENT, Issue, Source, Unknown

Text: TypeAlias = str | Unknown
Whole: TypeAlias = int | Unknown
Number: TypeAlias = float | Unknown
Day: TypeAlias = date | Unknown
Words: TypeAlias = tuple[str, ...]


class Origin(Struct, frozen=True, gc=False):
    """The row a record was read from; its cells are addressed as in a spreadsheet.

    Args:
        path: the file, relative to the inventory folder.
        sheet: the sheet, or the file's stem for CSV.
        row: 1 for the header row.
        columns: field name -> column letters, shared by all rows of a sheet.
        place: a JSON pointer or a line, for what was no row of a table; the others are then empty.
    """

    path: str
    sheet: str = ""
    row: int = 0
    columns: tuple[tuple[str, str], ...] = ()
    place: str = ""

    def source(self, field: str = "id") -> Source:
        """Return the cell that a field was read from, or the row when the field has no column."""
        if self.place:
            return Source(self.path, self.place)
        letters = dict(self.columns).get(field, "")
        if not self.sheet:
            return Source(self.path)
        return Source(self.path, f"{self.sheet}!{letters}{self.row}" if letters else f"{self.sheet}!{self.row}")


_NOWHERE = Origin("")


class Service(Struct, frozen=True, gc=False):
    """A public service of the city.

    Args:
        criticality: 1 to 4, 4 vital.
        dmia_hours: *durée maximale d'interruption admissible* (ReCyF 13.4), in hours.
        prd_hours: *point de rétablissement des données* (ReCyF 13.4), in hours.
    """

    id: str
    name: Text = ABSENT
    department: Text = ABSENT
    criticality: Whole = ABSENT
    dmia_hours: Number = ABSENT
    prd_hours: Number = ABSENT
    contact: Text = ABSENT
    origin: Origin = _NOWHERE


class Application(Struct, frozen=True, gc=False):
    """Something the DSI runs or buys.

    Args:
        kind: saas, proprietary, open_source or custom.
        publisher: an organisation's id, or its name as written.
        hosting: a hosting's id.
        data_sensitivity: public, internal, personal, health or sensitive.
        sbom: paths of its bills of materials, relative to the inventory folder.
        adopted: true when no register names it: it stands for a file that no application claims.
    """

    id: str
    name: Text = ABSENT
    kind: Text = ABSENT
    publisher: Text = ABSENT
    version: Text = ABSENT
    licence: Text = ABSENT
    hosting: Text = ABSENT
    services: Words = ()
    data_sensitivity: Text = ABSENT
    rto_hours: Number = ABSENT
    rpo_hours: Number = ABSENT
    owner: Text = ABSENT
    users: Whole = ABSENT
    sbom: Words = ()
    contracts: Words = ()
    purl: Text = ABSENT
    cpe: Text = ABSENT
    adopted: bool = False
    origin: Origin = _NOWHERE


class Organisation(Struct, frozen=True, gc=False):
    """A publisher, hoster, integrator, reseller or steward.

    Args:
        country: ISO 3166-1 alpha-2 of its seat.
        ultimate_country: ISO 3166-1 alpha-2 of its ultimate controller; blank means unknown, never EU.
    """

    id: str
    name: Text = ABSENT
    country: Text = ABSENT
    parent: Text = ABSENT
    ultimate_country: Text = ABSENT
    siren: Text = ABSENT
    lei: Text = ABSENT
    roles: Words = ()
    as_of: Day = ABSENT
    source: Text = ABSENT
    origin: Origin = _NOWHERE


class Hosting(Struct, frozen=True, gc=False):
    """An offer at a place; a qualification belongs to the offer, never to its provider (SecNumCloud 3.2, annex 2)."""

    id: str
    name: Text = ABSENT
    provider: Text = ABSENT
    offer: Text = ABSENT
    country: Text = ABSENT
    site: Text = ABSENT
    qualifications: Words = ()
    origin: Origin = _NOWHERE


class Amendment(Struct, frozen=True, gc=False):
    """A change to a contract (DECP `modifications`): what it brings the contract to, where it says so."""

    id: str
    notified: Day = ABSENT
    amount_eur: Number = ABSENT
    duration_months: Number = ABSENT
    holders: Words = ()


class Contract(Struct, frozen=True, gc=False):
    """A purchase; field names follow the DECP (arrêté of 22 December 2022) where it has them.

    Args:
        holder: an organisation's id: the first one named.
        co_holders: ids of the other holders of a group: each answers for its part, none of them for the whole amount.
        buyer: SIREN of who bought.
        nature: marché, accord-cadre... as the data says.
        framework: id of the framework agreement that it comes under.
        ceiling: true when the amount is the most that may be spent, not what was.
        amendments: in the order of the file.
    """

    id: str
    subject: Text = ABSENT
    holder: Text = ABSENT
    cpv: Text = ABSENT
    procedure: Text = ABSENT
    bids_received: Whole = ABSENT
    amount_eur: Number = ABSENT
    notified: Day = ABSENT
    duration_months: Number = ABSENT
    end: Day = ABSENT
    applications: Words = ()
    reversibility: Text = ABSENT
    notice_months: Number = ABSENT
    exit_plan: Text = ABSENT
    source_access: Text = ABSENT
    export_formats: Words = ()
    buyer: Text = ABSENT
    nature: Text = ABSENT
    framework: Text = ABSENT
    ceiling: bool | Unknown = ABSENT
    co_holders: Words = ()
    amendments: tuple[Amendment, ...] = ()
    origin: Origin = _NOWHERE


class Dependency(Struct, frozen=True, gc=False):
    """One line of the dependencies register: the dependant needs the dependency.

    Args:
        dependant: a node id (`kind:id`; a bare id is an application's).
        dependency: a node id.
        kind: relies_on, authenticates_with, runs_on, exchanges_with, maintained_by...
        alternatives: name of the group within which one of several is enough.
        effect: stop or degrade; overrides what the kind implies.
    """

    dependant: str
    dependency: str
    kind: Text = ABSENT
    alternatives: Text = ABSENT
    effect: Text = ABSENT
    origin: Origin = _NOWHERE


class Answer(Struct, frozen=True, gc=False):
    """A value that a person declares for a measure that no file can tell."""

    subject: str
    measure: str
    value: Text = ABSENT
    source: Text = ABSENT
    as_of: Day = ABSENT
    by: Text = ABSENT
    origin: Origin = _NOWHERE


class CatalogueEntry(Struct, frozen=True, gc=False):
    """One software of a public catalogue (SILL, Comptoir du Libre): a name to match, not something the city runs.

    Args:
        id: `sill:42`, `comptoir:17`.
        licence: as the catalogue states it.
        aliases: other names, such as former ones.
        urls: web site and source code, as text.
        wikidata: its item (`Q…`).
        listed: what the catalogue says of its standing (recommended, observed, withdrawn...).
        version: lowest version that the catalogue recommends.
        since: day of its entry.
        providers: organisations that sell support for it.
        similar: names of software that the catalogue says does the same, proprietary ones included.
        state_support: whether the State's support contract for free software covers it.
    """

    id: str
    name: str
    licence: Text = ABSENT
    aliases: Words = ()
    urls: Words = ()
    wikidata: Text = ABSENT
    listed: Text = ABSENT
    version: Text = ABSENT
    since: Day = ABSENT
    providers: Words = ()
    similar: Words = ()
    state_support: bool | Unknown = ABSENT
    origin: Origin = _NOWHERE


Record: TypeAlias = Service | Application | Organisation | Hosting | Contract | Dependency | Answer | CatalogueEntry


class Register(Struct):
    """What a register file holds: the records of one or several registers, rows counted in and out.

    Args:
        records: every row that could be kept, in the order of the file.
        rows: data rows seen, blank ones left out.
        issues: what is wrong, cell by cell.
        columns: unknown columns, kept here and reported, as (sheet, header).
        version: of the format, as the file states it.
        left_out: rows that are right and not ours, such as contracts for no software; each kind is said in an Issue.
        rejected: rows that could not be kept, each with its Issue; where one row may give several records.
        merged: rows that say more of a record that another row began; their number is said in an Issue.
    """

    records: tuple[Record, ...]
    rows: int
    issues: tuple[Issue, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    version: str = ""
    left_out: int = 0
    rejected: int = 0
    merged: int = 0
