# SPDX-License-Identifier: EUPL-1.2
"""Published frameworks: the EU Cloud Sovereignty Framework, SecNumCloud 19.6, the digital resilience index (IRN).

`csf_results(case)` gives the typed results of the Cloud Sovereignty Framework, for the reports.
"""

from sovaudit.measures.frameworks._csf import ObjectiveResult, Result
from sovaudit.measures.frameworks._sealed import sealed
from sovaudit.measures.frameworks._told import csf_results

__all__ = ["ObjectiveResult", "Result", "csf_results", "sealed"]
