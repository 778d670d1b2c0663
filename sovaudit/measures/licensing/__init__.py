# SPDX-License-Identifier: EUPL-1.2
"""Open licensing: what a statement means, its class, and who recognises it."""

from sovaudit.measures.licensing._readings import application_licensing, component_licences
from sovaudit.measures.licensing._statement import Reading, understand
from sovaudit.measures.licensing._words import vocabulary as prepare

__all__ = ["Reading", "application_licensing", "component_licences", "prepare", "understand"]
