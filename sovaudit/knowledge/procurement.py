# SPDX-License-Identifier: EUPL-1.2
"""National figures of competition in public contracts for software, to stand beside a city's own. Never a threshold.

Source: an independent study of 1.11 million contracts of the DECP (one secondary source); `procurement.source.toml`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from sovaudit.knowledge._snapshots import Library, Snapshot
from sovaudit.knowledge._tables import rows
from sovaudit.language import _
from sovaudit.model import Fact, Unknown

NAME = "procurement"
Share = Literal["single_bid", "without_competition"]


class Baseline(Struct, frozen=True):
    """One row: a part of the market, and the shares of contracts in it; nothing where the study gives none.

    Args:
        key: beginning of CPV codes, or a product.
        kind: cpv or product.
        without_effective_competition: what the study says of maintenance, and more than the procedure tells.
    """

    key: str
    kind: str
    label: str
    single_bid: float | None
    without_competition: float | None
    without_effective_competition: float | None
    contracts: str
    buyers: str
    years: str
    note: str


class Baselines(Struct, frozen=True):
    """Every row; none when the data set is not there."""

    rows: tuple[Baseline, ...]
    snapshot: Snapshot | None

    def facts(self, cpv: str | Unknown, share: Share, day: date) -> tuple[Fact, ...]:
        """Return the national shares for a CPV code as evidence, the nearest first; none for a code of no row.

        Args:
            cpv: eight digits.
            day: of the audit.
        """
        if isinstance(cpv, Unknown):
            return ()
        near = (each for each in self.rows if each.kind == "cpv" and cpv.startswith(each.key))
        return self._facts(sorted(near, key=lambda each: -len(each.key)), share, day)

    def divisions(self, share: Share, day: date) -> tuple[Fact, ...]:
        """Return the national shares for the two CPV divisions of software and IT services as evidence."""
        return self._facts([each for each in self.rows if each.kind == "cpv" and len(each.key) == 2], share, day)

    def product(self, name: str, share: Share, day: date) -> tuple[Fact, ...]:
        """Return the national share for a product as evidence, when an application's name begins with its name."""
        words = name.casefold()
        near = [
            each for each in self.rows if each.kind == "product" and f"{words} ".startswith(f"{each.key.casefold()} ")
        ]
        return self._facts(near, share, day)

    def _facts(self, rows: list[Baseline], share: Share, day: date) -> tuple[Fact, ...]:
        snapshot = self.snapshot
        if snapshot is None:
            return ()
        shares = (share, "without_effective_competition") if share == "without_competition" else (share,)
        values = ((each, name, getattr(each, name)) for each in rows for name in shares)
        return tuple(
            snapshot.fact(f"national_{name}_share", value, each.key, day, note=_said(each))
            for each, name, value in values
            if value is not None
        )


def baselines(library: Library) -> Baselines:
    """Return the national figures."""
    return library.data(NAME, _load)


def _said(row: Baseline) -> str:
    parts = [row.label]
    if row.contracts:
        parts.append(_("{contracts} contracts of {buyers} buyers").format(contracts=row.contracts, buyers=row.buyers))
    parts += [each for each in (row.years, row.note) if each]
    return ", ".join([*parts, _("one secondary source")])


def _load(snapshots: tuple[Snapshot, ...]) -> Baselines:
    found = (
        Baseline(
            key=row["key"],
            kind=row["kind"],
            label=row["label"],
            single_bid=_share(row["single_bid"]),
            without_competition=_share(row["without_competition"]),
            without_effective_competition=_share(row["without_effective_competition"]),
            contracts=row["contracts"],
            buyers=row["buyers"],
            years=row["years"],
            note=row["note"],
        )
        for row in rows(snapshots)
    )
    return Baselines(tuple(found), next(iter(snapshots), None))


def _share(written: str) -> float | None:
    return float(written) if written else None
