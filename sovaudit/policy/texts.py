# SPDX-License-Identifier: EUPL-1.2
"""The sentence that says why: the values that were read, under the measures' titles, in the language of the run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from sovaudit.language import _, localised, ngettext, spoken
from sovaudit.model import Measured, Unknown, Value
from sovaudit.policy._verdicts import RANKED, Verdict
from sovaudit.policy._words import spelt
from sovaudit.policy.rules import Reading, Rule, Text
from sovaudit.policy.units import with_unit

NAMED = 3
"""Items of a list that a sentence names; the evidence has them all."""
_REASONS: dict[str, Callable[[], str]] = {
    "absent": lambda: _("nothing says it"),
    "noassertion": lambda: _("the file says NOASSERTION"),
    "none": lambda: _("the file says NONE"),
    "unrecognised": lambda: _("not recognised"),
    "invalid": lambda: _("not understandable"),
    "undefined": lambda: _("no register defines it"),
    "no_sbom": lambda: _("no bill of materials"),
    "conflict": lambda: _("the sources differ"),
    "no_data": lambda: _("no data set was imported that could tell"),
    "no_lifecycle": lambda: _("no lifecycle data"),
    "no_advisories": lambda: _("nobody publishes advisories on packages of this kind"),
    "unchecked": lambda: _("a part could not be checked"),
    "too_few": lambda: _("too few to tell"),
}


def said(text: Text) -> str:
    """Return a text of a policy in the language of the run."""
    return localised({"fr": text.fr, "en": text.en})


def reason(rule: Rule, verdict: Verdict, phrases: Sequence[tuple[bool, str]]) -> str:
    """Say in one sentence why a rule in force has this outcome.

    Args:
        rule: the rule.
        verdict: what it said.
        phrases: for each of its readings whether it is known, and how it is said.
    """
    if isinstance(verdict.scope, Unknown):
        names = {*(rule.scope.names if rule.scope else ()), *_undecided(rule, verdict)}
        readings = _readings(rule, phrases, names, decided=False)
        sentence = _("Nobody can say whether the rule applies: {readings}.")
    elif not verdict.scope:
        return _("Out of the scope of the rule: {readings}.").format(
            readings=_readings(rule, phrases, rule.scope.names if rule.scope else (), decided=True)
        )
    else:
        readings = _readings(rule, phrases, rule.required.names, decided=not verdict.undecided)
        sentence = _plain_sentence(verdict)
    text = sentence.format(readings=readings)
    if verdict.undecided and RANKED[verdict.outcome] == "fail":
        text += " " + _("The rule counts what nobody knows as a failure.")
    if verdict.undecided and RANKED[verdict.outcome] == "pass":
        text += " " + _("The rule lets pass what nobody knows.")
    return text


def phrase(read: Reading, value: Value | Unknown) -> tuple[bool, str]:
    """Tell whether a reading is known, and say it: the title, the name that a rule uses, the value."""
    text = value_text(value[:NAMED] if isinstance(value, tuple) else value, read.unit)
    if isinstance(value, tuple) and len(value) > NAMED:
        left = len(value) - NAMED
        text = ngettext("{items} and {count} other", "{items} and {count} others", left).format(items=text, count=left)
    return not isinstance(value, Unknown), f"{said(read.title)} ({read.name}) = {text}"


def out_of_force(rule: Rule, as_of: date) -> str:
    """Say from when, or until when, a rule applies."""
    if rule.since and as_of < rule.since:
        return _("The rule applies from {day} only.").format(day=rule.since)
    return _("The rule no longer applies: it ended on {day}.").format(day=rule.until)


def unknown_names(rule: Rule, verdict: Verdict, answers: Sequence[Measured]) -> tuple[str, ...]:
    """Return the measures that nobody knows and on which the outcome hangs; none when it was decided."""
    if not verdict.undecided:
        return ()
    names = _undecided(rule, verdict)
    return tuple(
        read.name
        for read, answer in zip(rule.reads, answers, strict=True)
        if read.name in names and isinstance(answer.value, Unknown)
    )


def application_clause(name: str, others: int) -> str:
    """Say in which application a component has its worst outcome."""
    if not others:
        return " " + _("So it is in the application {name}.").format(name=name)
    text = ngettext(
        "So it is in the application {name} and {count} other.",
        "So it is in the application {name} and {count} others.",
        others,
    )
    return " " + text.format(name=name, count=others)


def shared_sentence(text: str, count: int) -> str:
    """Say of how many components a sentence holds."""
    also = ngettext("So it is for {count} component.", "So it is for {count} components.", count)
    return f"{text} {also.format(count=count)}"


def evidence_clause(left: int) -> str:
    """Say how many lines of evidence a finding does not carry."""
    text = ngettext(
        "{count} more line of evidence is not shown.", "{count} more lines of evidence are not shown.", left
    )
    return " " + text.format(count=left)


def value_text(value: Value | Unknown, unit: str = "") -> str:
    """Write a value for a person: `62,5 %`, `oui`, `2027-01-01`."""
    match value:
        case Unknown():
            because = _REASONS[value.unknown]() if value.unknown in _REASONS else value.unknown
            detail = "" if value.detail.lower() == value.unknown else value.detail
            return _("unknown ({reason})").format(reason=_(": ").join(filter(None, (because, detail))))
        case bool():
            return _("yes") if value else _("no")
        case float() if unit == "share":
            return _number(round(value * 100, 1)) + _("%")
        case int() | float():
            written = _number(_legible(value))
            return with_unit(written, unit, value) if unit and ".." not in unit else written
        case tuple():
            return ", ".join(map(spelt, value)) or _("none")
        case _:
            return spelt(str(value))


def _undecided(rule: Rule, verdict: Verdict) -> frozenset[str]:
    """Return the names of the condition that has no answer: of the scope first, for the rest may never be asked."""
    if rule.scope and isinstance(verdict.scope, Unknown):
        return frozenset(rule.scope.names)
    return frozenset(rule.required.names) if isinstance(verdict.required, Unknown) else frozenset()


def _plain_sentence(verdict: Verdict) -> str:
    if verdict.undecided:
        return _("Nobody can conclude: {readings}.")
    return _("Requirement met: {readings}.") if verdict.required else _("Requirement not met: {readings}.")


def _readings(rule: Rule, phrases: Sequence[tuple[bool, str]], names: Collection[str], *, decided: bool) -> str:
    """List measures with their values: what decided and the parameters that it was held to, else the unknown first."""
    chosen = [phrase for read, phrase in zip(rule.reads, phrases, strict=True) if read.name in names]
    known = [text for is_known, text in chosen if is_known]
    unknown = [text for is_known, text in chosen if not is_known]
    listed = known if decided and known else unknown + known
    if decided:
        listed += [phrase(read, value)[1] for read, value in rule.settings if read.name in names]
    return _("; ").join(listed)


def _legible(value: float) -> float:
    """Round what was computed to two decimals, a small amount to two figures."""
    return float(f"{value:.2g}") if abs(value) < 0.1 else round(value, 2)


def _number(value: float) -> str:
    text = f"{value:.15g}"
    return text.replace(".", ",") if spoken() == "fr" else text
