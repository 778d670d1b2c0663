# SPDX-License-Identifier: EUPL-1.2
"""What to ask where a chain is not known: of the organisation or the hosting that several applications share, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sovaudit.measures import Case
from sovaudit.measures._linked import hosting
from sovaudit.measures.jurisdiction._chain import open_links
from sovaudit.measures.jurisdiction._contracts import holders
from sovaudit.measures.jurisdiction._parties import Party, party
from sovaudit.model import Unknown

Asked = tuple[str, int]
"""A measure and the position of its subject."""
_OF_OWNERS = {"country": "organisation.country", "ultimate_country": "organisation.ultimate_country"}


def of_chain(case: Case, application: int) -> list[Asked]:
    """Return what to ask so that the chain of an application is known."""
    return _distinct(pair for each in open_links(case, application) for pair in of_link(case, application, each.name))


def of_link(case: Case, application: int, name: str) -> Iterator[Asked]:
    """Yield what to ask of one link: of the record that holds it, else of the application itself."""
    record = case.inventory.applications[application]
    kind, _dot, column = name.removeprefix("application.").partition("_")
    if kind == "publisher":
        yield _of_party(case, record.publisher, column) or (name, application)
    elif kind == "contracting":
        found = [_of_party(case, case.inventory.contracts[n].holder, column) for n in holders(case, application)]
        yield from [each for each in found if each and _unknown(case, each)] or [(name, application)]
    elif kind == "hosting":
        place = hosting(case, application)
        yield (name, application) if place is None else of_hosting(case, place, f"hosting.{column}")
    else:
        yield name, application


def of_hosting(case: Case, position: int, name: str) -> Asked:
    """Return what to ask of a hosting: its own country, else of the record of its provider."""
    column = name.removeprefix("hosting.provider_")
    if column == name:
        return name, position
    return _of_party(case, case.inventory.hostings[position].provider, column) or (name, position)


def of_provider(case: Case, position: int, *columns: str) -> list[Asked]:
    """Return what to ask of the provider of a hosting, of the columns that are not known."""
    names = [f"hosting.provider_{each}" for each in columns]
    unknown = [each for each in names if isinstance(case.known(each).of(position).value, Unknown)]
    return _distinct(of_hosting(case, position, each) for each in unknown)


def _of_party(case: Case, stated: str | Unknown, column: str) -> Asked | None:
    who = party(case, stated)
    return (_OF_OWNERS[column], who.position) if isinstance(who, Party) and who.position is not None else None


def _unknown(case: Case, asked: Asked) -> bool:
    return isinstance(case.known(asked[0]).of(asked[1]).value, Unknown)


def _distinct(pairs: Iterable[Asked]) -> list[Asked]:
    return list(dict.fromkeys(pairs))
