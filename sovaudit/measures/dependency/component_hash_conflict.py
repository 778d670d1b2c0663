# SPDX-License-Identifier: EUPL-1.2
"""Whether files give digests of one component that cannot be of one and the same file.

True when two files give digests of one kind (SHA-256…) and have none in common: one of the two describes something else
under that name, which may be a forgery, a rebuild, or another file of the same package (a wheel and its sources). False
when nobody contradicts anybody, `absent` when no file gives a digest: one alone cannot be compared, and agrees.

Source: CISA 2025 Minimum Elements for an SBOM (draft), component hash; BSI TR-03183-2 2.1.0 5.2.2.
"""

from __future__ import annotations

import numpy as np
from numpy import int32
from numpy.typing import NDArray

from sovaudit.measures import Case
from sovaudit.measures.dependency._digests import conflicts, digested
from sovaudit.model import ABSENT, Fact, Measured, Source

NAME = "component.hash_conflict"
SUBJECT = "component"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Empreintes contradictoires", "en": "Contradictory digests"}
BASIS = "BSI TR-03183-2 2.1.0, 5.2.2"
QUESTION = {
    "fr": "Des fichiers donnent des empreintes différentes de « {subject} » : lesquelles sont les bonnes ?",
    "en": "Files give different digests of “{subject}”: which are right?",
}


def reads(case: Case) -> NDArray[int32]:
    """Return a number for each component whose files disagree, and one for all others with, and without, digests."""
    codes = digested(case).astype(np.int32)
    for number, position in enumerate(sorted(conflicts(case))):
        codes[position] = number + 2
    return codes


def measure(position: int, case: Case) -> Measured:
    """Return whether its files disagree, with the digests."""
    found = conflicts(case).get(position)
    if found is not None:
        return Measured(True, tuple(Fact(each.field, each.values, Source("inventory")) for each in found))
    return Measured(False if digested(case)[position] else ABSENT)
