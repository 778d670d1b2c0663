# SPDX-License-Identifier: EUPL-1.2
"""Rows of the answers register -> answers to the Cloud Sovereignty Framework, by profile and subject.

`csf.2026-06.sov1-so1` of `hosting:nuage` is the number of an answer (0 to 4) or its points; `csf.v1.2.1.sov2-f1` is a
SEAL. `inconnu` says that nobody knows. `csf.2026-06.weight.sov1` of `portfolio` is the city's own weight in percent.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from sovaudit.identity.references import node
from sovaudit.knowledge import Library, shipped
from sovaudit.knowledge.csf import Criterion, Profile, Step, profiles
from sovaudit.language import _
from sovaudit.model import Answer, Issue, Unknown
from sovaudit.readers._grouped import Grouped

PREFIX = "csf."
_WEIGHT = "weight."
_NOBODY = frozenset(("?", "inconnu", "inconnue", "unknown", "nsp", "ne sait pas", "personne ne sait", "nobody knows"))
_KINDS = ("application", "hosting")


class Told(Struct):
    """What the rows say of one subject under one profile: criterion id -> answer, and the row that says it."""

    steps: dict[str, tuple[Step, Answer]]
    unsaid: dict[str, Answer]


class Rows(Struct):
    """What the answers register says of the framework.

    Args:
        told: (profile, node id) -> what is said of it.
        weights: profile -> objective id -> weight and the row that sets it.
        issues: rows that say nothing that can be used, and why.
    """

    told: dict[tuple[str, str], Told]
    weights: dict[str, dict[str, tuple[float, Answer]]]
    issues: Grouped


def rows(answers: Iterable[Answer], library: Library) -> Rows:
    """Understand the rows; of two that answer the same, the last counts."""
    known = profiles(library)
    found = Rows({}, {}, Grouped())
    for answer in answers:
        if answer.measure.lower().startswith(PREFIX) and not isinstance(answer.value, Unknown):
            _take(answer, answer.value, known, found)
    for name, weights in found.weights.items():
        _check_sum(known[name], weights, found)
    return found


def complaints(answers: Iterable[Answer]) -> Iterator[Issue]:
    """Report the rows that say nothing that can be used."""
    yield from rows(answers, shipped()).issues.issues()


def _take(answer: Answer, written: str, known: Mapping[str, Profile], found: Rows) -> None:
    """Take one row, or say why not."""
    name = answer.measure.lower().removeprefix(PREFIX)
    profile = next((each for each in known.values() if name.startswith(f"{each.profile}.")), None)
    if profile is None:
        hint = _("versions: {names}").format(names=", ".join(sorted(known)))
        _say(found, answer, "measure", _("no version of the framework is called so: {name}"), hint, name=answer.measure)
        return
    name = name.removeprefix(f"{profile.profile}.")
    if name.startswith(_WEIGHT):
        _take_weight(answer, written, name.removeprefix(_WEIGHT), profile, found)
        return
    criterion = next((each for each in profile.criteria if each.id == name), None)
    if criterion is None:
        near = difflib.get_close_matches(name, [each.id for each in profile.criteria], n=1, cutoff=0.6)
        hint = _("did you mean « {near} »?").format(near=f"{PREFIX}{profile.profile}.{near[0]}") if near else ""
        hint = hint or _("ids go from {first} to {last}").format(**_ends(profile))
        message = _("{profile} has no criterion « {name} »")
        _say(found, answer, "measure", message, hint, profile=profile.profile, name=name[:80])
        return
    subject = node(answer.subject)
    if subject.partition(":")[0] not in _KINDS:
        message = _("applications and hostings are judged, not {subject}")
        hint = _("write {one} or {other}").format(one="application:id", other="hosting:id")
        _say(found, answer, "subject", message, hint, subject=answer.subject)
        return
    _take_step(answer, written, criterion, found.told.setdefault((profile.profile, subject), Told({}, {})), found)


def _take_step(answer: Answer, written: str, criterion: Criterion, told: Told, found: Rows) -> None:
    """Take the answer to one criterion; an earlier one is replaced, and said."""
    before = told.steps.pop(criterion.id, (None, None))[1] or told.unsaid.pop(criterion.id, None)
    if before is not None:
        source = before.origin.source("value")
        place = f"{source.path} {source.place}".strip()
        message, hint = (
            _("{name} of {subject} is answered twice: this row counts, not {before}"),
            _("keep one of the two"),
        )
        _say(found, answer, "value", message, hint, name=answer.measure, subject=answer.subject, before=place)
    step = criterion.step(written)
    if step is not None:
        told.steps[criterion.id] = (step, answer)
    elif written.strip().lower() in _NOBODY:
        told.unsaid[criterion.id] = answer
    else:
        offered = ", ".join(
            f"{each.number}" + (f" ({each.points:g})" if each.points != each.number else "")
            for each in criterion.answers
        )
        hint = _("number of an answer, or its points: {offered}").format(offered=offered)
        message = _("« {written} » is no answer to {name}")
        _say(found, answer, "value", message, hint, written=written[:80], name=answer.measure)


def _take_weight(answer: Answer, written: str, name: str, profile: Profile, found: Rows) -> None:
    """Take the city's weight of one objective."""
    objective = next((each.id for each in profile.objectives if each.id.lower().replace("-", "") == name), "")
    if not objective:
        message, hint = _("{profile} has no objective « {name} »"), _("objectives: {names}").format(names="sov1 … sov8")
        _say(found, answer, "measure", message, hint, profile=profile.profile, name=name[:80])
        return
    if node(answer.subject) != "portfolio":
        message, hint = _("a weight is set for the whole, not for {subject}"), _("write « portfolio »")
        _say(found, answer, "subject", message, hint, subject=answer.subject)
        return
    try:
        weight = float(written.strip().removesuffix("%").strip().replace(",", "."))
    except ValueError:
        weight = math.nan
    if not 0 <= weight <= 100:
        _say(found, answer, "value", _("« {written} » is no weight"), _("percent, 0 to 100"), written=written[:80])
        return
    found.weights.setdefault(profile.profile, {})[objective] = (weight, answer)


def _check_sum(profile: Profile, weights: Mapping[str, tuple[float, Answer]], found: Rows) -> None:
    """Report weights that do not add up to 100: the score then takes shares of their sum."""
    total = sum(weights[each.id][0] if each.id in weights else each.weight for each in profile.objectives)
    if abs(total - 100) > 0.01:
        last = list(weights.values())[-1][1]
        message = _("the weights of {profile} add up to {total}, not to 100")
        hint = _("they count as shares of their sum; give all eight")
        _say(found, last, "value", message, hint, profile=profile.profile, total=f"{total:g}")


def _ends(profile: Profile) -> dict[str, str]:
    return {"first": profile.criteria[0].id, "last": profile.criteria[-1].id}


def _say(found: Rows, answer: Answer, column: str, template: str, hint: str, **words: str) -> None:
    source = answer.origin.source(column)
    found.issues.say(f"{source.path} {source.place}".strip(), template, hint, **words)
