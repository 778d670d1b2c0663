# SPDX-License-Identifier: EUPL-1.2
"""The share of an application's components of which the licence, the version or the supplier is unknown, 0..1.

One missing thing is enough; the evidence counts each. The licence is unknown when no file states one that can be read.

Source: NTIA, The Minimum Elements For a Software Bill of Materials, 12 July 2021 (known unknowns); BSI TR-03183-2.
"""

from __future__ import annotations

import numpy as np

from sovaudit.measures import Case
from sovaudit.measures._linked import bills, components
from sovaudit.measures.dependency._filled import filled
from sovaudit.model import Fact, Measured, Unknown

NAME = "application.unknown_share"
SUBJECT = "application"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part de composants mal connus", "en": "Share of components that are badly known"}
BASIS = "NTIA minimum elements, 2021 (known unknowns)"
ASKED_AS = "application.sbom_completeness"


def measure(position: int, case: Case) -> Measured:
    """Return the share of components that lack one of the three."""
    held = components(case, position)
    if not held.size:
        return Measured(Unknown("no_sbom"))
    licences = case.known("licence.recognised")
    unread = np.array([isinstance(each.value, Unknown) for each in licences.answers], dtype=bool)
    has = filled(case)
    lacking = {
        "without_licence": unread[licences.codes[held]],
        "without_version": ~has["component_version"][held],
        "without_supplier": ~has["supplier_name"][held],
    }
    source = bills(case, position)
    facts = [Fact(name, int(flags.sum()), source) for name, flags in lacking.items()]
    some = np.logical_or.reduce(list(lacking.values()))
    return Measured(float(some.mean()), (*facts, Fact("components", int(held.size), source)))
