# SPDX-License-Identifier: EUPL-1.2
"""Whether the Cloud Sovereignty Framework holds for an application by analogy alone: it is no online service.

The framework was written to buy cloud services. Its objectives make sense for software that the city runs itself, but
nobody publishes a SEAL for such software, and a SEAL worked out here is none that an authority would recognise.

Source: EU Cloud Sovereignty Framework v1.2.1, section 1 (scope: cloud services).

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import Measured, Unknown

NAME = "application.csf_analogy"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "CSF appliqué par analogie (pas un service en ligne)", "en": "CSF by analogy (no online service)"}
BASIS = "CSF v1.2.1"
ASKED_AS = "application.kind"


def measure(position: int, case: Case) -> Measured:
    """Return whether the register says another kind than `saas`."""
    kind = case.inventory.applications[position].kind
    evidence = case.cells("application", position, "kind")
    return Measured(kind if isinstance(kind, Unknown) else kind != "saas", evidence)
