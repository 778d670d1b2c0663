# SPDX-License-Identifier: EUPL-1.2
"""The whole program on one page: an inventory and policies -> an audit.

A pure function of (inventory, policies, day, language): no network, no clock, no file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from sovaudit import __version__
from sovaudit.knowledge import Library, shipped
from sovaudit.language import spoken
from sovaudit.measures import Case, measured_columns, oldest_fact, unheard_answers
from sovaudit.measures.continuity import continuity
from sovaudit.measures.dependency import vulnerabilities
from sovaudit.measures.frameworks import sealed
from sovaudit.measures.licensing import application_licensing, component_licences
from sovaudit.model import (
    DIMENSIONS,
    OUTCOMES,
    SEVERITIES,
    Audit,
    ComponentLicence,
    Finding,
    Inventory,
    Score,
    Totals,
    Waiver,
)
from sovaudit.policy import Policy, judge, unheard_waivers
from sovaudit.policy.questions import questions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def audit(
    inventory: Inventory,
    policies: Sequence[Policy],
    as_of: date,
    begun: Callable[[Inventory, Sequence[ComponentLicence], NDArray[np.int32]], None] = lambda *_read: None,
    library: Library | None = None,
    waivers: Sequence[Waiver] = (),
) -> Audit:
    """Measure, judge, count.

    Args:
        inventory: everything that was read.
        policies: the rules to judge by.
        as_of: the day on which the audit speaks.
        begun: told the inventory that will be judged, the distinct readings of licences, and per component the
            position of its own, so that what hangs on no rule may be begun.
        library: facts about the world; None: those that sovaudit ships.
        waivers: what is waived; it changes no outcome and no total.
    """
    issues = (*inventory.issues, *unheard_answers(inventory), *unheard_waivers(waivers, policies, as_of))
    inventory = msgspec.structs.replace(inventory, issues=issues)
    library = library or shipped()
    case = Case(inventory, as_of, {}, {}, library)
    licences, licence_of = component_licences(case)
    begun(inventory, licences, licence_of)
    judgement = judge(policies, case, waivers)
    measured = measured_columns(case)
    return Audit(
        as_of=as_of,
        language=spoken(),
        version=__version__,
        policies=judgement.policies,
        knowledge=library.used(as_of),
        rules=judgement.rules,
        inventory=inventory,
        licences=licences,
        licence_of=licence_of,
        licensing=application_licensing(case),
        findings=judgement.findings,
        scores=sealed(judgement.scores, case),
        questions=questions(judgement.findings, case),
        totals=_totals(inventory, judgement.findings, judgement.scores),
        measured=measured,
        oldest=oldest_fact(library, measured, judgement.findings),
        waivers=judgement.waivers,
        vulnerabilities=vulnerabilities(case),
        continuity=continuity(case),
    )


def _totals(inventory: Inventory, findings: Iterable[Finding], scores: Iterable[Score]) -> Totals:
    """Count everything; the counts add up to the population."""
    judged = {each.dimension: each.outcomes for each in scores if each.subject == "portfolio"}
    outcomes = {name: {o: judged[name].get(o, 0) for o in OUTCOMES} for name in DIMENSIONS if name in judged}
    failing = Counter(each.severity for each in findings if each.outcome == "fail" and each.waiver is None)
    return Totals(
        files=dict(sorted(Counter(each.status for each in inventory.files).items())),
        entries=int(inventory.occurrence_component.size),
        components=len(inventory.components),
        components_weak=[each.purl for each in inventory.components].count(""),
        dependencies=int(inventory.edge_dependant.size + inventory.root_dependency.size),
        services=len(inventory.services),
        applications=len(inventory.applications),
        organisations=len(inventory.organisations),
        hostings=len(inventory.hostings),
        contracts=len(inventory.contracts),
        issues=len(inventory.issues) + sum(len(each.issues) for each in inventory.files),
        outcomes=outcomes,
        failing={severity: failing[severity] for severity in SEVERITIES},
        unknown=sum(each["unknown"] for each in outcomes.values()),
    )
