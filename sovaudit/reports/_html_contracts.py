# SPDX-License-Identifier: EUPL-1.2
"""The page of the contracts: what an amount is stands beside it, because none of them is what was spent."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from sovaudit.model import Contract, Unknown
from sovaudit.reports import _format, _words
from sovaudit.reports._html_lens import Lens
from sovaudit.reports._html_safe import shown
from sovaudit.reports._html_stated import NAMED, ROWS_SHOWN, Few, application, few, plain


class Day(Struct, frozen=True):
    """A day as it is shown, and as it sorts."""

    text: str
    iso: str


class ContractRow(Struct, frozen=True):
    """A contract as it is shown; `framework`, `nature` and what the amount is are empty where nothing is to be said."""

    id: str
    subject: str
    holder: str
    co_holders: Few
    buyer: str
    nature: str
    framework: str
    amount: str
    order: str
    amount_nature: str
    notified: Day
    end: Day
    amendments: Few
    applications: Few


def contracts(lens: Lens) -> tuple[ContractRow, ...]:
    """Return the contracts, those of known applications first, then the latest."""
    return tuple(_contract(lens, each) for each in lens.stated.contracts[:ROWS_SHOWN])


def _contract(lens: Lens, each: Contract) -> ContractRow:
    known = isinstance(each.amount_eur, Unknown)
    return ContractRow(
        id=shown(each.id, NAMED),
        subject=shown(_format.value(each.subject), 200),
        holder=shown(
            _format.value(each.holder) if isinstance(each.holder, Unknown) else lens.named(each.holder), NAMED
        ),
        co_holders=few(each.co_holders, lambda name: plain(lens.named(name))),
        buyer=shown(_words.buyer(each.buyer, lens.inventory.city.siren), NAMED),
        nature="" if isinstance(each.nature, Unknown) else shown(each.nature, 60),
        framework=shown(_words.framework(each), 200),
        amount=_words.amount(each.amount_eur),
        order="" if known else f"{each.amount_eur}",
        amount_nature=_words.amount_nature(each),
        notified=_day(each.notified),
        end=_day(each.end),
        amendments=few(each.amendments, lambda one: (shown(_words.amendment(one), 200), "")),
        applications=few(each.applications, lambda name: _application(lens, name)),
    )


def _day(when: date | Unknown) -> Day:
    return Day(_format.day(when), "" if isinstance(when, Unknown) else when.isoformat())


def _application(lens: Lens, name: str) -> tuple[str, str]:
    return application(lens, lens.position[name]) if name in lens.position else plain(name)
