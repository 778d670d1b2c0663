# SPDX-License-Identifier: EUPL-1.2
"""An internet address -> where its machine is, and who operates its network. Two answers, never one.

A machine in Paris may be operated by a group of another country: the audit needs both. *Located* comes from a country
database, *operator* from the holder of the autonomous system (AS) that announces the address. Both are MMDB files that
the city chooses and imports: no free database is right enough to be shipped. What is shipped is a table of the AS of
known hosting providers with the country of their group, to the best of our knowledge.

MMDB files are read by the part of `maxminddb` that is written in Python: a file of unknown origin meets no native code.

Source: MaxMind DB format 2.0, https://maxmind.github.io/MaxMind-DB/.
"""

from __future__ import annotations

import ipaddress
import re
import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sovaudit.knowledge._importing import Converted, Published, opened, refused
from sovaudit.knowledge._snapshots import Library, Snapshot
from sovaudit.knowledge._tables import rows
from sovaudit.language import _
from sovaudit.model import ABSENT, Provenance, Unknown

if TYPE_CHECKING:
    from maxminddb import Reader

NAME = "networks"
ASN, COUNTRY, PROVIDERS = f"{NAME}.asn", f"{NAME}.country", f"{NAME}.providers"
SHELF_DAYS = 180
HREF = "https://maxmind.github.io/MaxMind-DB/"
PUBLISHED = (
    Published(ASN, "IP -> autonomous system, .mmdb", "https://db-ip.com/db/lite.php"),
    Published(COUNTRY, "IP -> country, .mmdb", "https://db-ip.com/db/lite.php"),
)
_COUNTRY = re.compile(r"[A-Z]{2}")
_LOOKED_AT = 200
_CHUNK = 1 << 20
_BROKEN = (RuntimeError, ValueError, LookupError, TypeError, AttributeError, struct.error, OSError)
"""What the library raises on a file that breaks the format (RecursionError is a RuntimeError)."""
NO_DATA = Unknown("no_data")


class Provider(Struct, frozen=True):
    """One row of our table.

    Args:
        provider: as we call it: `ovhcloud`.
        group_country: of its group, to the best of our knowledge: to be verified.
        holder: of the AS, as the registry names it.
    """

    asn: int
    provider: str
    group_country: str
    holder: str
    note: str


class Network(Struct, frozen=True):
    """What is known of an address.

    Args:
        located: country where the machine is, ISO 3166-1 alpha-2.
        asn: number of the autonomous system that announces the address.
        holder: who holds that, as the imported database names it.
        provider: the hosting provider whose that is, as our table has it.
        operator_country: country of that provider's group, as our table has it. Never derived from `located`.
    """

    located: str | Unknown = NO_DATA
    asn: int | Unknown = NO_DATA
    holder: str | Unknown = NO_DATA
    provider: str | Unknown = NO_DATA
    operator_country: str | Unknown = NO_DATA


class Networks:
    """The databases of the library, opened at the first question.

    Args:
        snapshots: by name.
    """

    def __init__(self, snapshots: Mapping[str, Snapshot]) -> None:
        """Keep the snapshots."""
        self.snapshots = snapshots
        self._readers: dict[str, Reader | None] = {}
        table = snapshots.get(PROVIDERS)
        self._providers = {each.asn: each for each in map(_provider, rows((table,) if table else ()))}

    def look_up(self, address: str) -> Network | Unknown:
        """Return what is known of an IPv4 or IPv6 address.

        Returns:
            `Unknown("invalid")` when it is no address, or one that no network on the internet has.
        """
        try:
            ip = ipaddress.ip_address(address.strip())
        except ValueError:
            return Unknown("invalid", address[:60])
        if not ip.is_global:
            return Unknown("invalid", str(ip))
        by_asn, by_country = self._record(ASN, str(ip)), self._record(COUNTRY, str(ip))
        asn = _asn(by_asn) if isinstance(by_asn, dict) else by_asn
        located = _country(by_country) if isinstance(by_country, dict) else by_country
        if isinstance(located, Unknown) and isinstance(by_asn, dict) and not isinstance(_country(by_asn), Unknown):
            located = _country(by_asn)
        provider = self.provider(asn) if isinstance(asn, int) else None
        missing = asn if isinstance(asn, Unknown) else ABSENT
        return Network(
            located=located,
            asn=asn,
            holder=_holder(by_asn) if isinstance(by_asn, dict) else by_asn,
            provider=provider.provider if provider else missing,
            operator_country=provider.group_country if provider and provider.group_country else missing,
        )

    def provider(self, asn: int) -> Provider | None:
        """Return the hosting provider of an autonomous system; None when our table has none."""
        return self._providers.get(asn)

    def _record(self, name: str, ip: str) -> dict[str, Any] | Unknown:
        if name not in self.snapshots:
            return NO_DATA
        try:
            if name not in self._readers:
                path = self.snapshots[name].path
                self._readers[name] = _opened(path) if path else None
            reader = self._readers[name]
            found = reader.get(ip) if reader else None
        except _BROKEN:
            return Unknown("invalid", name)
        return found if isinstance(found, dict) else ABSENT


def networks(library: Library) -> Networks:
    """Return the databases of the library."""
    return library.data(NAME, lambda snapshots: Networks({each.name: each for each in snapshots}))


def _provider(row: dict[str, str]) -> Provider:
    return Provider(int(row["asn"]), row["provider"], row["group_country"], row["holder"], row["note"])


def _opened(path: Path) -> Reader:
    import maxminddb

    return maxminddb.open_database(str(path), maxminddb.MODE_MMAP)


def _asn(record: dict[str, Any]) -> int | Unknown:
    """Return the number of the AS under the names that publishers use."""
    for member in ("autonomous_system_number", "asn", "as_number"):
        found = record.get(member)
        if isinstance(found, str):
            found = int(found[2:]) if re.fullmatch(r"AS\d{1,10}", found) else None
        if isinstance(found, int) and not isinstance(found, bool) and found > 0:
            return found
    return ABSENT


def _holder(record: dict[str, Any]) -> str | Unknown:
    names = ("autonomous_system_organization", "as_organization", "as_name", "name", "organization")
    return next((record[each][:200] for each in names if isinstance(record.get(each), str) and record[each]), ABSENT)


def _country(record: dict[str, Any]) -> str | Unknown:
    """Return where an address is; not `registered_country`, which is where its block was bought."""
    country = record.get("country")
    for found in (country.get("iso_code") if isinstance(country, dict) else country, record.get("country_code")):
        if isinstance(found, str) and _COUNTRY.fullmatch(found):
            return found
    return ABSENT


def recognises(head: bytes, name: str) -> bool:
    """Tell by its name, since an MMDB file bears its mark at its end; `convert` looks whether it is one."""
    return name.lower().endswith(".mmdb")


def convert(source: Path, target: Path) -> Converted:
    """Keep the file as it is when it tells autonomous systems or countries.

    Raises:
        InputError: it is no MMDB file, or tells neither.
    """
    with opened(source) as stream, target.open("wb") as copy:
        while piece := stream.read(_CHUNK):
            copy.write(piece)
    try:
        with _opened(target) as reader:
            meta = reader.metadata()
            records = [each for _network, each in islice(reader, _LOOKED_AT) if isinstance(each, dict)]
            built = datetime.fromtimestamp(int(meta.build_epoch), UTC).date()
            title = str(meta.database_type)[:80]
    except _BROKEN as error:
        raise refused(source, _("not an MMDB file: {reason}").format(reason=error)) from None
    part = next((part for part, tells in _TELLS.items() if any(map(tells, records))), None)
    if part is None:
        raise refused(source, _("an MMDB file that tells neither autonomous systems nor countries"))
    return Converted(part, ".mmdb", Provenance(title, "NOASSERTION", built, HREF, SHELF_DAYS))


_TELLS = {
    ASN: lambda record: not isinstance(_asn(record), Unknown),
    COUNTRY: lambda record: not isinstance(_country(record), Unknown),
}
