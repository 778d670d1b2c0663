# SPDX-License-Identifier: EUPL-1.2
"""Results of the Cloud Sovereignty Framework for the subjects of a case, and as answers of measures with evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sovaudit.knowledge.csf import Profile, Step, profiles
from sovaudit.language import _
from sovaudit.measures import Case, subjects
from sovaudit.measures.frameworks._csf import ObjectiveResult, Result, result
from sovaudit.measures.frameworks._csf_answers import Rows, Told, rows
from sovaudit.model import ABSENT, Answer, Fact, Measured, Source, Unknown

WEAKEST = 3
"""Answers that hold a SEAL down, as evidence: a finding carries five facts."""
_NOTHING = Told({}, {})


def csf_results(case: Case) -> Mapping[str, Mapping[str, Result]]:
    """Return what is known of every application and hosting: node id -> profile -> result."""
    return case.once("csf results", _results)


def seal(kind: str, position: int, profile: str, case: Case) -> Measured:
    """Return the SEAL that the answers decide."""
    found = _found(kind, position, profile, case)
    value = found.seal
    if value is None:
        return Measured(_undecided(found.seal_most, found.answered, found.total), _weakest(kind, position, found, case))
    return Measured(value, _weakest(kind, position, found, case))


def ceiling(kind: str, position: int, profile: str, case: Case) -> Measured:
    """Return the highest SEAL that the answers leave possible."""
    found = _found(kind, position, profile, case)
    return Measured(found.seal_most, _weakest(kind, position, found, case))


def objective_seal(kind: str, position: int, profile: str, objective: str, case: Case) -> Measured:
    """Return the SEAL of one objective that the answers decide."""
    found = _found(kind, position, profile, case)
    one = next(each for each in found.objectives if each.objective == objective)
    evidence = _facts(kind, position, profile, one.weakest, case)
    if one.seal is None:
        return Measured(_undecided(one.seal_most, one.answered, one.total), evidence)
    return Measured(one.seal, evidence)


def score(kind: str, position: int, profile: str, case: Case) -> Measured:
    """Return the weighted score of what is answered, 0..1, with the counts beside it."""
    found = _found(kind, position, profile, case)
    if found.score is None:
        return Measured(ABSENT)
    return Measured(found.score, (*_counts(kind, position, found, case), *_weights(found, case)))


def coverage(kind: str, position: int, profile: str, case: Case) -> Measured:
    """Return the share of the criteria in scope that are answered."""
    found = _found(kind, position, profile, case)
    if not found.total:
        return Measured(ABSENT)
    return Measured(found.answered / found.total, _counts(kind, position, found, case))


def objectives(kind: str, position: int, profile: str, case: Case) -> Measured:
    """Return one line an objective: its SEAL or the most that it may be, and how many criteria are answered."""
    found = _found(kind, position, profile, case)
    if not found.answered:
        return Measured(ABSENT)
    return Measured(tuple(map(line, found.objectives)), _counts(kind, position, found, case))


def answered(kind: str, position: int, profile: str, case: Case) -> frozenset[str]:
    """Return the ids of the criteria that are answered."""
    told = _rows(case).told.get((profile, _subject(kind, position, case)), _NOTHING)
    return frozenset(told.steps)


def line(objective: ObjectiveResult) -> str:
    """Write what is known of an objective: `SOV-1 : SEAL 2 (3 sur 8)`."""
    if not objective.total:
        return _("{objective}: out of scope").format(objective=objective.objective)
    if objective.seal is not None:
        text = _("{objective}: SEAL {seal} ({answered} of {total})")
    elif objective.answered:
        text = _("{objective}: SEAL {seal} at most ({answered} of {total})")
    else:
        text = _("{objective}: no answer ({answered} of {total})")
    return text.format(
        objective=objective.objective,
        seal=objective.seal_most,
        answered=objective.answered,
        total=objective.total,
    )


def _undecided(most: int, answered: int, total: int) -> Unknown:
    if not answered:
        return ABSENT
    text = _("at most {seal}: {answered} of {total} answered")
    return Unknown("unchecked", text.format(seal=most, answered=answered, total=total))


def _found(kind: str, position: int, profile: str, case: Case) -> Result:
    return csf_results(case)[_subject(kind, position, case)][profile]


def _subject(kind: str, position: int, case: Case) -> str:
    return f"{kind}:{getattr(case.inventory, kind + 's')[position].id}"


def _rows(case: Case) -> Rows:
    return case.once("csf rows", lambda case: rows(case.inventory.answers, case.library))


def _results(case: Case) -> Mapping[str, Mapping[str, Result]]:
    said, known = _rows(case), profiles(case.library)
    nothing = {name: result(profile, {}) for name, profile in known.items()}
    found: dict[str, Mapping[str, Result]] = {}
    for kind in ("application", "hosting"):
        for subject in subjects(kind, case.inventory):
            told = {name: said.told[name, subject] for name in known if (name, subject) in said.told}
            found[subject] = nothing | {name: _result(known[name], each, said) for name, each in told.items()}
    return found


def _result(profile: Profile, told: Told, said: Rows) -> Result:
    weights = {objective: weight for objective, (weight, _row) in said.weights.get(profile.profile, {}).items()}
    return result(profile, {name: step for name, (step, _row) in told.steps.items()}, told.unsaid, weights)


def _weakest(kind: str, position: int, found: Result, case: Case) -> tuple[Fact, ...]:
    """Return the answers that hold the SEAL down, then the counts."""
    names = [name for each in found.objectives if each.seal_most == found.seal_most for name in each.weakest]
    return (*_facts(kind, position, found.profile, names[:WEAKEST], case), *_counts(kind, position, found, case))


def _facts(kind: str, position: int, profile: str, names: tuple[str, ...] | list[str], case: Case) -> tuple[Fact, ...]:
    told = _rows(case).told.get((profile, _subject(kind, position, case)), _NOTHING)
    note = analogy(kind, position, case)
    return tuple(_fact(name, *told.steps[name], note) for name in names)


def _fact(name: str, step: Step, row: Answer, note: str) -> Fact:
    """Return the row that answers a criterion as evidence."""
    written = row.value if isinstance(row.value, str) else ""
    text = _("{written} (SEAL {seal})").format(written=written, seal=step.seal)
    by = "" if isinstance(row.by, Unknown) else _("declared by {who}").format(who=row.by)
    as_of = row.as_of if isinstance(row.as_of, date) else None
    return Fact(name, text, row.origin.source("value"), as_of, "; ".join(filter(None, (by, note))))


def _counts(kind: str, position: int, found: Result, case: Case) -> tuple[Fact, ...]:
    """Return how many criteria are answered, which are out of scope, and where the profile comes from."""
    if not found.answered and not found.unsaid:
        return ()
    profile = profiles(case.library)[found.profile]
    note = analogy(kind, position, case)
    source = Source("answers")
    facts = [
        profile.snapshot(case.library).fact("framework", found.profile, "profile", case.as_of, note=note),
        Fact("answered", _("{answered} of {total}").format(answered=found.answered, total=found.total), source),
    ]
    if found.unsaid:
        facts.append(Fact("nobody_knows", found.unsaid, source))
    if found.outside:
        facts.append(Fact("out_of_scope", found.outside, source, note=_("not counted: nothing at hand tells")))
    return tuple(facts)


def _weights(found: Result, case: Case) -> tuple[Fact, ...]:
    """Return the weights that the city set itself."""
    own = _rows(case).weights.get(found.profile, {})
    note = _("the city's own weight, in percent")
    return tuple(
        Fact(f"weight.{name}", weight, row.origin.source("value"), None, note) for name, (weight, row) in own.items()
    )


def analogy(kind: str, position: int, case: Case) -> str:
    """Say that a subject is no cloud service, so that the framework holds by analogy; empty when it is one."""
    if kind != "application" or case.inventory.applications[position].kind == "saas":
        return ""
    return _("analogy: the framework was written for cloud services")
