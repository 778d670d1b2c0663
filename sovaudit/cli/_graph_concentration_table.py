# SPDX-License-Identifier: EUPL-1.2
"""How much rests on one, for people: a table a way, the unknown in a row of its own, indices with their coverage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tabulate import tabulate

from sovaudit.cli._errors import placed
from sovaudit.cli._graph import Loaded
from sovaudit.cli._graph_words import Names
from sovaudit.continuity.concentration import ROLES, VITAL, Concentration, Row
from sovaudit.continuity.spending import WINDOW_YEARS
from sovaudit.language import _, ngettext, safe
from sovaudit.reports import _format, _words

SHOWN = 10
"""Rows of each of several tables; the rest is counted."""
ALONE = 30
"""Rows of a table that is alone."""


def tables(loaded: Loaded, found: Sequence[Concentration], day: date) -> Iterator[str]:
    """Yield a table a way, each with what is counted, its index and what covers the vital services; then the money."""
    names = Names(loaded)
    for each in found:
        yield from _table(each, names, SHOWN if len(found) > 1 else ALONE)
        yield ""
    yield from _money(found[0], day)


def _table(found: Concentration, names: Names, shown: int) -> Iterator[str]:
    yield placed(_WAYS[found.way](), _COUNTED[found.way]())
    roles = ROLES[found.way] if len(ROLES[found.way]) > 1 else ()
    headers = [
        _HEADERS[found.way](),
        _("applications"),
        *(_ROLES[role]() for role in roles),
        _("vital services"),
        _("through others, too"),
        _("all services"),
        _("money"),
    ]
    rows = [_cells(row, found, names, roles) for row in (*found.rows[:shown], found.unknown)]
    if len(found.rows) > shown:
        more = "… " + _("and {count} more").format(count=_format.number(len(found.rows) - shown))
        rows.insert(shown, [more, *([""] * (len(headers) - 1))])
    yield tabulate(rows, headers, disable_numparse=True, maxcolwidths=[46, *([None] * (len(headers) - 1))])
    yield _hhi(found)
    yield _cover(found)
    unclear = [row for row in found.rows if row.ends]
    for row in unclear[:shown]:
        named = list(map(safe, row.ends))
        if row.circle:
            yield placed(safe(row.name), _("they own each other: {chain}").format(chain=" > ".join(named)))
        else:
            yield placed(safe(row.name), _("several may be its head: {names}").format(names=", ".join(named)))
    if found.way == "controller" and not all(row.stated for row in found.rows):
        yield _("(?): no register says who controls it in last resort; it may have a parent.")
    if any(row.reseller for row in found.rows):
        yield _("(reseller): the publisher of what it sells is not seen here.")


def _cells(row: Row, found: Concentration, names: Names, roles: Sequence[str]) -> list[str]:
    total = found.services_by[VITAL]
    every = sum(found.services_by.values())
    return [
        _name(row, names),
        f"{_format.number(len(row.applications))} ({_format.share(len(row.applications), found.applications)})",
        *(_format.number(row.roles.get(role, 0)) for role in roles),
        _part(row.services_by[VITAL], total),
        _part(row.through_by[VITAL], total),
        _part(len(row.services), every),
        _paid(row, found),
    ]


def _name(row: Row, names: Names) -> str:
    if not row.key:
        return _("unknown, in whole or in part")
    if row.key.startswith("country:"):
        return f"{names.name(row.key)} ({safe(row.name)})"
    marks = [
        *(() if row.stated else ("(?)",)),
        *((_("(reseller)"),) if row.reseller else ()),
        *((_("(the city)"),) if row.own else ()),
    ]
    return " ".join((safe(row.name), *marks))


def _part(count: int, total: int) -> str:
    return f"{_format.number(count)}/{_format.number(total)}"


def _paid(row: Row, found: Concentration) -> str:
    """Write what its contracts amount to, with the share of what is known; contracts without an amount beside it."""
    silent = ""
    if row.unknown_contracts:
        silent = ngettext("{count} contract unknown", "{count} contracts unknown", row.unknown_contracts).format(
            count=_format.number(row.unknown_contracts)
        )
    if not row.contracts:
        return silent or "–"
    paid = f"{_words.amount(row.spend_eur)} ({_format.share(row.spend_eur, found.money.total_eur)})"
    return f"{paid} + {silent}" if silent else paid


def _hhi(found: Concentration) -> str:
    """Write the index, what it covers, and that of each role."""
    if found.hhi is None:
        return _("Concentration (HHI): unknown, nothing is known.")
    text = _("Concentration (HHI, of 10,000): {hhi}, on {known} known mentions of {mentions}")
    said = text.format(
        hhi=_format.number(found.hhi, 0),
        known=_format.number(found.known),
        mentions=_format.number(found.mentions),
    )
    if len(found.hhi_by_role) > 1:
        parts = [
            f"{placed(_ROLES[role](), _('unknown') if hhi is None else _format.number(hhi, 0))} ({_part(known, every)})"
            for role, (hhi, known, every) in found.hhi_by_role.items()
        ]
        said = _("{said}; {parts}").format(said=said, parts=", ".join(parts))
    return _("{said}. Below 1,000: little; above 2,000: high (2004/C 31/03, by analogy).").format(said=said)


def _cover(found: Concentration) -> str:
    """Say how many together have the vital services."""
    if not found.services_by[VITAL]:
        return _("No service is stated to be vital.")
    half, most = (
        _("not reached by those known") if each is None else _format.number(each) for each in (found.half, found.most)
    )
    text = _("So many together are under 50 % of the vital services, directly: {half}; 80 %: {most}.")
    said = text.format(half=half, most=most)
    return _("{said} The city itself is left out.").format(said=said) if any(row.own for row in found.rows) else said


def _money(found: Concentration, day: date) -> Iterator[str]:
    money = found.money
    text = _("Money: {total} in contracts of the {years} years up to {day}; concentration by {way} (HHI): {hhi}.")
    hhi = _("unknown") if money.hhi is None else _format.number(money.hhi, 0)
    way = _HEADERS[found.way]()
    total = _words.amount(money.total_eur)
    yield text.format(total=total, years=WINDOW_YEARS, day=_format.day(day), way=way, hhi=hhi)
    if money.together_eur:
        text = _("Held by several together, nobody says who gets what: {amount}.")
        yield text.format(amount=_words.amount(money.together_eur))
    if money.known_eur < money.total_eur:
        text = _("Of holders of whom it is not known: {amount}.")
        yield text.format(amount=_words.amount(money.total_eur - money.known_eur))
    if money.unknown_contracts:
        text = ngettext(
            "{count} contract without a known amount, day or holder is in no sum.",
            "{count} contracts without a known amount, day or holder are in no sum.",
            money.unknown_contracts,
        )
        yield text.format(count=_format.number(money.unknown_contracts))
    if money.ceilings:
        text = ngettext(
            "{count} framework agreement has a ceiling of {amount}: it is not spent, and in no sum.",
            "{count} framework agreements have ceilings of {amount}: they are not spent, and in no sum.",
            money.ceilings,
        )
        yield text.format(count=_format.number(money.ceilings), amount=_words.amount(money.ceilings_eur))


_WAYS = {
    "controller": lambda: _("By ultimate controller"),
    "provider": lambda: _("By hosting provider"),
    "country": lambda: _("By country"),
    "holder": lambda: _("By contract holder"),
}
_COUNTED = {
    "controller": lambda: _("the head of the group of the publisher and of the hosting provider"),
    "provider": lambda: _("who provides the hosting"),
    "country": lambda: _(
        "from where the publisher and the hosting provider are controlled in last resort, and the place of the hosting"
    ),
    "holder": lambda: _("who holds the contracts of the application"),
}
_HEADERS = {
    "controller": lambda: _("ultimate controller"),
    "provider": lambda: _("hosting provider"),
    "country": lambda: _("country"),
    "holder": lambda: _("contract holder"),
}
_ROLES = {
    "publisher": lambda: _("publisher"),
    "provider": lambda: _("hosting provider"),
    "place": lambda: _("place of the hosting"),
    "holder": lambda: _("contract holder"),
}
