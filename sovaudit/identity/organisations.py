# SPDX-License-Identifier: EUPL-1.2
"""Organisations that data of others name by their SIREN are those of the city's registers that have it.

The SIREN identifies the legal unit (code de commerce, R. 123-221), a SIRET one of its places: data is grouped by SIREN.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from sovaudit.model import Contract, Organisation, Record, Unknown


def joined(records: Iterable[Record]) -> list[Record]:
    """Return records in which an organisation whose id is its SIREN is the one that a register knows by another id.

    What only the former says fills the latter; contracts follow to its id.
    """
    records = list(records)
    first: dict[str, Organisation] = {}
    ids: dict[str, str] = {}
    for each in records:
        if isinstance(each, Organisation) and (siren := _siren(each.siren)):
            known = first.setdefault(siren, each)
            if known is not each and each.id == siren:
                ids[each.id] = known.id
                first[siren] = _filled(known, each)
    if not ids:
        return records
    filled = {each.id: each for each in first.values()}
    kept = [filled.get(each.id, each) if isinstance(each, Organisation) else each for each in records]
    return [_renamed(each, ids) for each in kept if not (isinstance(each, Organisation) and each.id in ids)]


def _siren(written: str | Unknown) -> str:
    return "" if isinstance(written, Unknown) else "".join(written.split())


def _filled(kept: Organisation, other: Organisation) -> Organisation:
    gained = {
        name: getattr(other, name)
        for name in ("name", "country", "parent", "ultimate_country", "lei", "roles")
        if getattr(kept, name) == () or isinstance(getattr(kept, name), Unknown)
    }
    return msgspec.structs.replace(kept, **gained)


def _renamed(record: Record, ids: dict[str, str]) -> Record:
    """Let a contract name its holders by the ids that are kept."""
    if not isinstance(record, Contract):
        return record
    holder = record.holder if isinstance(record.holder, Unknown) else ids.get(record.holder, record.holder)
    others = _each(record.co_holders, ids)
    amendments = tuple(msgspec.structs.replace(each, holders=_each(each.holders, ids)) for each in record.amendments)
    return msgspec.structs.replace(record, holder=holder, co_holders=others, amendments=amendments)


def _each(holders: Sequence[str], ids: dict[str, str]) -> tuple[str, ...]:
    return tuple(ids.get(each, each) for each in holders)
