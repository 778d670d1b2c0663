# SPDX-License-Identifier: EUPL-1.2
"""Words for what files state of themselves and of others, chosen so that silence is never read as good news."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sovaudit import language
from sovaudit.language import _, ngettext
from sovaudit.model import Amendment, Component, Contract, Declared, Unknown
from sovaudit.reports import _format

EURO = "\u00a0€"


def said(text: str) -> str:
    """Return a text, or that there is none."""
    return text or _("not stated")


def yes_or_no(word: str) -> str:
    """Say `yes`, `no` or nothing in words."""
    return {"yes": _("yes"), "no": _("no")}.get(word) or _("not stated")


def day_written(text: str) -> date | None:
    """Return the day that an ISO 8601 date or time names, as it was where it was written; None when it names none."""
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None


def moment(text: str) -> str:
    """Write when a file says that it was made: a day where it is one, else as the file writes it."""
    found = day_written(text)
    return _format.day(found) if found else said(text)


def completeness(compositions: dict[str, int]) -> list[str]:
    """Say what a file says of its own completeness, what is lacking first; nothing when it is silent.

    Args:
        compositions: aggregate -> how many elements (components, or the subject); 0: the whole file.
    """
    order = sorted(compositions, key=lambda each: (each == "complete", each == "not_specified", each))
    return [_extent(_aggregate(each), compositions[each]) for each in order]


def _extent(what: str, count: int) -> str:
    if not count:
        return _("{what}, for the whole file").format(what=what)
    text = ngettext("{what} for {count} element", "{what} for {count} elements", count)
    return text.format(what=what, count=_format.number(count))


def _aggregate(word: str) -> str:
    words = {
        "complete": _("complete"),
        "incomplete": _("incomplete"),
        "incomplete_first_party_only": _("incomplete (the publisher's own parts only)"),
        "incomplete_first_party_proprietary_only": _("incomplete (the publisher's own proprietary parts only)"),
        "incomplete_first_party_opensource_only": _("incomplete (the publisher's own open-source parts only)"),
        "incomplete_third_party_only": _("incomplete (others' parts only)"),
        "incomplete_third_party_proprietary_only": _("incomplete (others' proprietary parts only)"),
        "incomplete_third_party_opensource_only": _("incomplete (others' open-source parts only)"),
        "unknown": _("not known, says the file"),
        "not_specified": _("not specified"),
    }
    return words.get(word, word)


def country(code: str) -> str:
    """Write a country: its name and its code, or as the file writes it."""
    if not code:
        return _("not stated")
    from babel import Locale

    name = Locale(language.spoken()).territories.get(code) if len(code) == 2 else None
    return f"{name} ({code})" if name else code


def flow(text: str) -> str:
    """Write a kind of data exchanged: which way it goes, then what it is."""
    words = {
        "inbound": _("received"),
        "outbound": _("sent"),
        "bi-directional": _("sent and received"),
        "unknown": _("direction unknown"),
    }
    way, _blank, what = text.partition(" ")
    if way not in words:
        return text
    return _("{what} ({way})").format(what=what, way=words[way]) if what else words[way]


def status(word: str) -> str:
    """Return the words for what a statement says of a vulnerability: the source's words, not a verdict of ours."""
    words = {
        "affected": _("product affected"),
        "not_affected": _("product not affected"),
        "fixed": _("fixed"),
        "under_investigation": _("under investigation"),
        "reported": _("reported, without analysis"),
    }
    return words.get(word, word)


def justification(word: str) -> str:
    """Return the words for a justification of OpenVEX, CSAF or CycloneDX, with the format's own."""
    absent, unused = _("the component is not there"), _("the vulnerable code is never run")
    words = {
        "component_not_present": absent,
        "vulnerable_code_not_present": _("the vulnerable code is not there"),
        "code_not_present": _("the vulnerable code is not there"),
        "vulnerable_code_not_in_execute_path": unused,
        "code_not_reachable": unused,
        "vulnerable_code_cannot_be_controlled_by_adversary": _("an attacker cannot reach the vulnerable code"),
        "inline_mitigations_already_exist": _("the product protects itself"),
        "requires_configuration": _("only in a configuration that is not used"),
        "requires_dependency": _("only with a dependency that is not there"),
        "requires_environment": _("only in an environment that is not used"),
        "protected_by_compiler": _("protected by the compiler"),
        "protected_at_runtime": _("protected at run time"),
        "protected_at_perimeter": _("protected at the perimeter"),
        "protected_by_mitigating_control": _("protected by another measure"),
    }
    return f"{words[word]} ({word})" if word in words else word


def match_status(word: str) -> str:
    """Return the words for how sure a match of names is."""
    words = {
        "certain": _("certain"),
        "confirmed": _("confirmed"),
        "uncertain": _("not confirmed"),
    }
    return words.get(word, word)


def target_kind(node: str) -> str:
    """Return what kind of thing a name was matched with."""
    kind = node.partition(":")[0]
    return _("public catalogue") if kind == "catalogue" else _format.subject_kind(kind)


def beside(statements: Iterable[Declared], reading: str) -> list[str]:
    """List the licence statements that are no declaration, each with its kind, but those that the reading shows.

    Args:
        statements: all that files state of a component.
        reading: the statements that its licence is read from, as they are shown.
    """
    shown = frozenset(reading.split("; "))
    silent = ("", "NOASSERTION", "NONE")
    stated = [_statement(each) for each in statements if each.kind in _KINDS and each.value.strip() not in silent]
    return [text for text, name in dict.fromkeys(stated) if text not in shown and not (name and name in shown)]


_KINDS = ("evidence", "concluded", "reference")


def _statement(each: Declared) -> tuple[str, str]:
    """Write a statement with its kind; beside it, what makes it superfluous when it is shown already."""
    if each.kind == "evidence":
        return _("{statement} (found in the files, not declared)").format(statement=each.value), ""
    if each.kind == "concluded":
        return _("{statement} (concluded by an analyst)").format(statement=each.value), each.value
    name, _equals, told = each.value.partition("=")
    return f"{name} = {' '.join(told.split())[:200]}", ""


def ancestry(component: Component) -> str:
    """Say what a component was made from, each once; nothing when no file says so."""
    return ", ".join(dict.fromkeys(component.ancestors))


def amount(euros: float | Unknown) -> str:
    """Write an amount of money."""
    return _format.value(euros) if isinstance(euros, Unknown) else _format.number(euros, 2) + EURO


def amount_nature(contract: Contract) -> str:
    """Say what the amount of a contract is, and that it was not spent."""
    if isinstance(contract.amount_eur, Unknown):
        return ""
    if isinstance(contract.ceiling, Unknown):
        return _("not stated: agreed amount or maximum; in no case what was spent")
    return _("maximum amount, not spent") if contract.ceiling else _("agreed amount, not what was paid")


def framework(contract: Contract) -> str:
    """Name the framework agreement that a contract comes under, and warn of counting its amount twice."""
    if isinstance(contract.framework, Unknown):
        return ""
    return _("{id}: its amount is part of the agreement's, do not add them up").format(id=contract.framework)


def buyer(siren: str | Unknown, own: str | Unknown) -> str:
    """Say who bought.

    Args:
        siren: of the buyer.
        own: the city's.
    """
    if isinstance(siren, Unknown):
        return _("not stated")
    if siren == own:
        return _("the city (SIREN {siren})").format(siren=siren)
    if isinstance(own, Unknown):
        return f"SIREN {siren}"
    return _("another buyer (SIREN {siren})").format(siren=siren)


def amendment(each: Amendment) -> str:
    """Say what a modification brings a contract to, and from when."""
    parts = []
    if not isinstance(each.amount_eur, Unknown):
        parts.append(_("brings the amount to {amount}").format(amount=amount(each.amount_eur)))
    if not isinstance(each.duration_months, Unknown):
        months = ngettext("{count} month", "{count} months", int(each.duration_months))
        parts.append(_("brings the duration to {months}").format(months=months.format(count=_months(each))))
    if each.holders:
        parts.append(_("holders: {names}").format(names=", ".join(each.holders)))
    if isinstance(each.notified, Unknown):
        head = _("modification {id}").format(id=each.id)
    else:
        head = _("modification {id}, notified on {day}").format(id=each.id, day=_format.day(each.notified))
    return _("{head}: {what}").format(head=head, what=", ".join(parts) or _("not stated"))


def _months(each: Amendment) -> str:
    return _format.value(each.duration_months)
