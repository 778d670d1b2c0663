# SPDX-License-Identifier: EUPL-1.2
"""The weakest status among the export formats that the current contracts list, L06.

recommended (RGI), observed (RGI), published (anybody may read and implement its specification; what the RGI says of it
was not looked up), proprietary. The weakest counts, because nothing says whether a list names alternatives or one
format for each kind of data. A format that the table does not have is unknown; a proprietary one decides all the same.
A contract for several applications that lists formats of unlike status does not tell which application has which.

Source: RGI v2.0 (arrêté of 20 April 2016); loi n° 2004-575, art. 4; SecNumCloud 3.2, 19.1.i.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sovaudit.knowledge.formats import STATUSES, Format, formats
from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.measures._linked import contracts
from sovaudit.measures.lockin._contracts import Told, current, furthest
from sovaudit.model import ABSENT, Fact, Measured, Unknown

NAME = "application.export_format_status"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Statut des formats d’export", "en": "Status of the export formats"}
BASIS = "L06; RGI v2.0; SecNumCloud 3.2, 19.1.i"
LOOKED = "contracts"
VALUES = {
    "recommended": ("recommandé", "recommandés", "rgi recommandé"),
    "observed": ("en observation", "observé", "rgi en observation"),
    "published": ("publié", "standard ouvert", "ouvert", "open standard"),
    "proprietary": ("propriétaire", "propriétaires", "fermé"),
}
QUESTION = {
    "fr": "Quel est le statut au RGI du moins ouvert des formats d’export de « {subject} » ?",
    "en": "Which status in the RGI has the least open of the export formats of “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the weakest status."""
    return furthest(list(_told(position, case)), STATUSES)


def _told(position: int, case: Case) -> Iterator[Told]:
    for contract in current(case, position):
        cells = case.cells("contract", contract, "export_formats")
        listed = cells[0].value
        if not isinstance(listed, tuple) or not listed:
            yield ABSENT, cells
            continue
        read = [(written, formats(case.library).look_up(written)) for written in listed]
        covered = case.once("lockin.applications of contracts", _covered)[contract]
        if covered > 1 and len({known.status if known else written for written, known in read}) > 1:
            yield Unknown("unchecked", _("one list of formats for {count} applications").format(count=covered)), cells
            continue
        for written, known in read:
            yield (known.status if known else Unknown("unrecognised", written[:40])), (*_facts(known, case), *cells)


def _covered(case: Case) -> Counter[int]:
    """Count the applications of each contract."""
    return Counter(each for position in range(len(case.inventory.applications)) for each in contracts(case, position))


def _facts(known: Format | None, case: Case) -> tuple[Fact, ...]:
    snapshot = formats(case.library).snapshot
    if known is None or snapshot is None:
        return ()
    return (snapshot.fact("status", known.status, known.name, case.as_of, note=f"{known.name}: {known.basis}"),)
