# SPDX-License-Identifier: EUPL-1.2
"""The same thing named twice -> one id. Nothing is dropped: counts in = counts out."""

from sovaudit.credentials import carries_secret, masked
from sovaudit.identity.components import Components, component, merge
from sovaudit.identity.doubts import doubts
from sovaudit.identity.oddities import oddities
from sovaudit.identity.purls import Purls, canonical, weak_id
from sovaudit.identity.settling import conflicts, settle
from sovaudit.identity.unify import Unifier

__all__ = [
    "Components",
    "Purls",
    "Unifier",
    "canonical",
    "carries_secret",
    "component",
    "conflicts",
    "doubts",
    "masked",
    "merge",
    "oddities",
    "settle",
    "weak_id",
]
