# SPDX-License-Identifier: EUPL-1.2
"""Who stands behind an application, link by link, each with its country: publisher, owner, host, contract, support.

A link that nobody knows is written as unknown, with the reason; nothing is left out. The evidence has the source of
each link in the same order.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction); SOV-5.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._chain import chain_evidence, line, links
from sovaudit.model import Measured

NAME = "application.control_chain"
SUBJECT = "application"
TYPE = "list"
UNIT = ""
TITLE = {"fr": "Chaîne de contrôle", "en": "Chain of control"}
BASIS = "CSF v1.2.1, SOV-2, SOV-5"


def measure(position: int, case: Case) -> Measured:
    """Return one text a link, with the source of each."""
    texts = tuple(line(case, each) for each in links(case, position))
    return Measured(texts, chain_evidence(case, position))
