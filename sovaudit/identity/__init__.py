# SPDX-License-Identifier: EUPL-1.2
"""The same thing named twice -> one id. Nothing is dropped: counts in = counts out."""

from sovaudit.identity.components import Components, component, merge
from sovaudit.identity.purls import Purls, canonical, weak_id
from sovaudit.identity.unify import Unifier

__all__ = ["Components", "Purls", "Unifier", "canonical", "component", "merge", "weak_id"]
