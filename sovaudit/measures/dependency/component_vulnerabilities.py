# SPDX-License-Identifier: EUPL-1.2
"""How many known vulnerabilities a component has that are open: flaws, not advisories.

An advisory concerns a version that it enumerates or that lies in one of its ranges, in the order of the ecosystem.
GHSA, PYSEC, CVE and a distribution's copy of one flaw count once. A VEX statement `not_affected` or `fixed` closes one
inside the product that it speaks of, and it stays in sight; `affected`, `under_investigation` and a mere report add
one, even when no advisory was imported. Withdrawn advisories do not count.

0 is an answer only when every advisory of its ecosystem was imported; what is found counts even so. Unknown: `no_data`
when the advisories of its ecosystem were not imported, or when it has no package URL: one known by a CPE name alone is
not guessed at; `no_advisories` when its package URL is of no ecosystem of OSV, `absent` when that tells no version or
no release of its distribution, `invalid` when an advisory cannot be compared with its version.

Source: OSV schema 1.7 (evaluation); OpenVEX 0.2.0; CRA (Regulation (EU) 2024/2847), annex I part II(2).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.dependency._exposed import counted, result, results
from sovaudit.model import Measured

NAME = "component.vulnerabilities"
SUBJECT = "component"
TYPE = "int"
UNIT = ""
TITLE = {"fr": "Vulnérabilités connues", "en": "Known vulnerabilities"}
BASIS = "CRA, annex I part II(2); OSV schema 1.7"
LOOKED = "data:osv"
QUESTION = {
    "fr": "Combien de vulnérabilités connues restent ouvertes dans « {subject} » ?",
    "en": "How many known vulnerabilities are open in “{subject}”?",
}
reads = results


def measure(position: int, case: Case) -> Measured:
    """Return the number of open vulnerabilities, with the advisories."""
    return counted(result(position, case), lambda _each: True)
