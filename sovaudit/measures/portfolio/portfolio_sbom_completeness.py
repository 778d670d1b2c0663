# SPDX-License-Identifier: EUPL-1.2
"""How complete the bills of materials of the portfolio are: the mean over the applications that have one, 0..1.

Each application counts the same, whatever its size. How many have one is `portfolio.sbom_coverage`.

Source: NTIA, The Minimum Elements For a Software Bill of Materials, 12 July 2021, section III.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import Fact, Measured, Source, Unknown

NAME = "portfolio.sbom_completeness"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Complétude des nomenclatures du parc", "en": "Completeness of the portfolio’s bills of materials"}
BASIS = "NTIA minimum elements, 2021"


def measure(position: int, case: Case) -> Measured:
    """Return the mean completeness."""
    column = case.known("application.sbom_completeness")
    shares = [value for each in range(len(column.codes)) if isinstance(value := column.of(each).value, float)]
    source = Source("inventory")
    evidence = (Fact("described_applications", len(shares), source), Fact("applications", len(column.codes), source))
    return Measured(sum(shares) / len(shares) if shares else Unknown("no_sbom"), evidence)
