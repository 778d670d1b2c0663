# SPDX-License-Identifier: EUPL-1.2
"""The highest CVSS base score among the open vulnerabilities of a component that a published version mends, 0 to 10.

0 when the component was checked and no open vulnerability of it has a version that mends it: then updating is no
remedy.

Source: OSV schema 1.7 (`fixed` events); FIRST, CVSS v4.0, v3.1 and v2 specifications.
"""

from __future__ import annotations

import msgspec

from sovaudit.measures import Case
from sovaudit.measures.dependency._exposed import highest, result, results
from sovaudit.model import Measured

NAME = "component.fixable_severity"
SUBJECT = "component"
TYPE = "float"
UNIT = "0..10"
TITLE = {
    "fr": "Gravité la plus haute avec correctif publié (CVSS)",
    "en": "Highest severity with a published fix (CVSS)",
}
BASIS = "FIRST, CVSS v4.0, v3.1, v2; OSV schema 1.7"
LOOKED = "data:osv"
ASKED_AS = "component.vulnerabilities"
reads = results


def measure(position: int, case: Case) -> Measured:
    """Return the highest base score among those with a fixed version, with the advisories that name it."""
    one = result(position, case)
    mended = tuple(each for each in one.found if each.fixed or not each.open)
    return highest(msgspec.structs.replace(one, found=mended), lambda each: each.score)
