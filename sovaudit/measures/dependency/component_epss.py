# SPDX-License-Identifier: EUPL-1.2
"""The highest probability that an open vulnerability of a component is exploited within 30 days, 0 to 1.

0 when it was checked and has none open; `no_data` when no EPSS scores were imported, `absent` when EPSS has none of its
vulnerabilities. See EPSS at https://www.first.org/epss.

Source: FIRST, Exploit Prediction Scoring System.
"""

from __future__ import annotations

import numpy as np
from numpy import int32
from numpy.typing import NDArray

from sovaudit.knowledge.epss import scores
from sovaudit.measures import Case
from sovaudit.measures.dependency._exposed import highest, result
from sovaudit.measures.dependency._vulnerabilities import checked
from sovaudit.model import Measured, Unknown

NAME = "component.epss"
SUBJECT = "component"
TYPE = "float"
UNIT = "0..1"
TITLE = {"fr": "Probabilité d’exploitation (EPSS)", "en": "Probability of exploitation (EPSS)"}
BASIS = "FIRST, EPSS"
LOOKED = "data:epss"
ASKED_AS = "component.vulnerabilities"


def reads(case: Case) -> NDArray[int32]:
    """Return the result of each component; without any score those with vulnerabilities have one answer."""
    every = checked(case)
    if scores(case.library).snapshot is not None:
        return every.components
    vulnerable = np.array([bool(each.open) for each in every.distinct], dtype=bool)
    return np.where(vulnerable[every.components], len(every.distinct), every.components).astype(np.int32)


def measure(position: int, case: Case) -> Measured:
    """Return the highest probability, with the score that it is."""
    one = result(position, case)
    if one.open and scores(case.library).snapshot is None:
        return Measured(Unknown("no_data", "EPSS"))
    return highest(one, lambda each: each.epss)
