# SPDX-License-Identifier: EUPL-1.2
"""Measures -> Findings, by rules that are data: YAML with conditions in CEL, each with its law.

A policy is a folder: `policy.yaml` and rule files, each a list of rules. A rule's cases stand in it, under `cases:`:
whoever reads the condition reads beside it what it says, and a changed condition without a changed case is seen.
Nothing here has an opinion of its own, and only `load` opens files.

Outcomes: `where` false is not_applicable; else `require` true is pass, false is fail; when either hangs on a measure
that nobody knows, `on_unknown` decides, and the finding names the measure.
"""

from sovaudit.policy._faults import closest
from sovaudit.policy._findings import EVIDENCE
from sovaudit.policy._waiving import rules_on_waivers
from sovaudit.policy._waiving import unheard as unheard_waivers
from sovaudit.policy.cases import CaseResult, try_cases, written
from sovaudit.policy.judging import Judgement, judge
from sovaudit.policy.loading import available, examine, load, load_all, read, together
from sovaudit.policy.rules import Example, Law, Parameter, Policy, Reading, Rule, Text

DEFAULT = "axe6"
"""The policy that is applied when nobody names one."""

__all__ = [
    "DEFAULT",
    "EVIDENCE",
    "CaseResult",
    "Example",
    "Judgement",
    "Law",
    "Parameter",
    "Policy",
    "Reading",
    "Rule",
    "Text",
    "available",
    "closest",
    "examine",
    "judge",
    "load",
    "load_all",
    "read",
    "rules_on_waivers",
    "together",
    "try_cases",
    "unheard_waivers",
    "written",
]
