# SPDX-License-Identifier: EUPL-1.2
"""The nouns: immutable, no I/O, no clock."""

from sovaudit.model.audit import (
    ApplicationLicensing,
    Audit,
    ComponentLicence,
    KnowledgeUsed,
    PolicyUsed,
    Question,
    RuleUsed,
    Totals,
)
from sovaudit.model.bom import ROOT, Batch, Bom, Description, Descriptions, FileRead, Subject
from sovaudit.model.components import Component, Declared
from sovaudit.model.facts import ABSENT, Fact, Issue, Measured, Scalar, Source, Unknown, Value
from sovaudit.model.findings import DIMENSIONS, OUTCOMES, SEVERITIES, Finding, Reference, Score
from sovaudit.model.inventory import City, InputFile, Inventory
from sovaudit.model.registers import (
    Answer,
    Application,
    Contract,
    Dependency,
    Hosting,
    Organisation,
    Origin,
    Record,
    Register,
    Service,
)

__all__ = [
    "ABSENT",
    "DIMENSIONS",
    "OUTCOMES",
    "ROOT",
    "SEVERITIES",
    "Answer",
    "Application",
    "ApplicationLicensing",
    "Audit",
    "Batch",
    "Bom",
    "City",
    "Component",
    "ComponentLicence",
    "Contract",
    "Declared",
    "Dependency",
    "Description",
    "Descriptions",
    "Fact",
    "FileRead",
    "Finding",
    "Hosting",
    "InputFile",
    "Inventory",
    "Issue",
    "KnowledgeUsed",
    "Measured",
    "Organisation",
    "Origin",
    "PolicyUsed",
    "Question",
    "Record",
    "Reference",
    "Register",
    "RuleUsed",
    "Scalar",
    "Score",
    "Service",
    "Source",
    "Subject",
    "Totals",
    "Unknown",
    "Value",
]
