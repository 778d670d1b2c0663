# SPDX-License-Identifier: EUPL-1.2
"""A line of evidence as people read it: what it is a value of, the value and where it stands.

Only what sovaudit itself writes is put in words: names of columns and of counts, codes of its vocabularies. What a
person wrote in a register, or a publisher in its data, is shown as it stands there. Measures keep the names under
which `explain` and the register of answers know them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sovaudit import language
from sovaudit.language import _
from sovaudit.model import Source, Unknown, Value
from sovaudit.policy._words import spelt
from sovaudit.reports import _format, _words
from sovaudit.reports._measured import vocabulary

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_COUNTRY = re.compile("[A-Z]{2}")
_SHARES = frozenset(
    (
        "component_name",
        "component_version",
        "dependency_relationship",
        "other_unique_identifiers",
        "supplier_name",
        "timestamp",
    )
)
"""Minimum elements of a bill of materials (NTIA 2021), by the share of components that have them."""
_PLAIN = re.compile("[a-z]+(_[a-z]+)+")


def name(code: str) -> str:
    """Return the words for what a fact is a value of; a name that is not known as it is."""
    if code in _NAMES:
        return _NAMES[code]()
    return code.replace("_", " ") if language.spoken() != "fr" and _PLAIN.fullmatch(code) else code


def value(code: str, thing: Value | Unknown) -> str:
    """Write the value of a fact.

    Args:
        code: name of the fact.
        thing: the value.
    """
    if isinstance(thing, tuple) and thing:
        return " ; ".join(value(code, each) for each in thing)
    if isinstance(thing, str):
        return _text(code, thing)
    if isinstance(thing, float) and (code in _SHARES or code.endswith("_share")):
        return _format.number(100 * thing, 1) + _("%")
    if isinstance(thing, int | float) and code.endswith("_eur"):
        return _format.number(thing, 2) + _words.EURO
    return _format.value(thing)


def path(written: str) -> str:
    """Say in which file, register or data set a fact stands."""
    if written in _PATHS:
        return _PATHS[written]()
    data = written.removeprefix("data:")
    return written if data == written else _("data set {name}").format(name=data)


def place(source: Source) -> str:
    """Say where a fact stands: the file or the data set, and the place in it."""
    return f"{path(source.path)} {source.place}".strip()


def _text(code: str, text: str) -> str:
    if "." in code and text in vocabulary(code):
        return vocabulary(code)[text]
    if code in _CODED:
        return _CODED[code](text)
    if _DAY.fullmatch(text):
        return _format.day(text)
    if "countr" in code and _COUNTRY.fullmatch(text):
        return _words.country(text)
    return text


def _one_of(words: Callable[[], Mapping[str, str]], otherwise: Callable[[str], str] = spelt) -> Callable[[str], str]:
    def word(text: str) -> str:
        return words().get(text) or otherwise(text)

    return word


_CODED: dict[str, Callable[[str], str]] = {
    "control": _one_of(
        lambda: {
            "listed": _("listed company"),
            "private": _("private capital"),
            "PE": _("investment funds"),
            "public": _("public body"),
            "state": _("a state"),
            "state-linked": _("linked to a state"),
            "JV": _("joint venture"),
            "foundation": _("foundation"),
            "nonprofit": _("non-profit"),
            "cooperative": _("cooperative"),
            "community": _("community"),
        },
        str,
    ),
    "data_sensitivity": spelt,
    "gdpr_adequacy": _one_of(lambda: {"to_verify": _("to be verified")}),
    "hds": spelt,
    "kind": _one_of(
        lambda: {
            "authenticates_with": _("authenticates with"),
            "exchanges_with": _("exchanges data with"),
            "maintained_by": _("maintained by"),
            "relies_on": _("relies on"),
            "runs_on": _("runs on"),
        },
        _format.application_kind,
    ),
    "secnumcloud": _one_of(lambda: {"conflict": _("the sources differ"), "reported": _("reported, not verified")}),
    "status": spelt,
    "vex": _words.status,
}
"""Facts whose values are codes of ours."""

_PATHS: dict[str, Callable[[], str]] = {
    "answers": lambda: _("register of answers"),
    "inventory": lambda: _("counted over the inventory"),
}

_NAMES: dict[str, Callable[[], str]] = {
    "advisories": lambda: _("advisories"),
    "advisory": lambda: _("advisory"),
    "amount_eur": lambda: _("amount"),
    "answer": lambda: _("answer"),
    "answered": lambda: _("criteria answered"),
    "application": lambda: _("application"),
    "applications": lambda: _("applications"),
    "applications_of_unknown_criticality": lambda: _("applications of unknown criticality"),
    "authenticates_with": lambda: _("authenticates with"),
    "bids_received": lambda: _("bids received"),
    "ceilings_eur": lambda: _("maximum amounts, not added up"),
    "checked_components": lambda: _("components checked"),
    "component": lambda: _("component"),
    "component_name": lambda: _("components with a name"),
    "component_version": lambda: _("components with a version"),
    "components": lambda: _("components"),
    "components_apart": lambda: _("components that nothing leads to"),
    "components_by_step": lambda: _("components by step"),
    "components_with_digest": lambda: _("components with a digest"),
    "conflict": lambda: _("conflict"),
    "contact": lambda: _("contact"),
    "contracts": lambda: _("contracts"),
    "contradictory": lambda: _("contradictory digests"),
    "control": lambda: _("control"),
    "country": lambda: _("country"),
    "cpe": lambda: "CPE",
    "cpv": lambda: _("CPV code"),
    "created": lambda: _("made on"),
    "critical_path": lambda: _("critical path"),
    "criticality": lambda: _("criticality"),
    "data_sensitivity": lambda: _("sensitivity of the data"),
    "defined_suppliers": lambda: _("suppliers described"),
    "department": lambda: _("department"),
    "dependency_relationship": lambda: _("components with their dependencies"),
    "described_applications": lambda: _("applications with a bill of materials"),
    "dmia_hours": lambda: _("DMIA (hours)"),
    "duration_months": lambda: _("duration (months)"),
    "eea": lambda: _("member of the EEA"),
    "end": lambda: _("end"),
    "end_of_life": lambda: _("end of support"),
    "epss": lambda: "EPSS",
    "eu": lambda: _("member of the Union"),
    "exit_plan": lambda: _("exit plan"),
    "exploited": lambda: _("exploited since"),
    "export_formats": lambda: _("export formats"),
    "exposed_applications": lambda: _("exposed applications"),
    "exposure_tier": lambda: _("exposure tier"),
    "framework": lambda: _("framework"),
    "gdpr_adequacy": lambda: _("GDPR adequacy"),
    "hds": lambda: _("HDS certification"),
    "holder": lambda: _("holder"),
    "holder_eur": lambda: _("amount of a holder"),
    "hosting": lambda: _("hosting"),
    "id": lambda: _("identifier"),
    "kind": lambda: _("kind"),
    "known_applications": lambda: _("applications of which it is known"),
    "known_components": lambda: _("components of which it is known"),
    "known_contracts": lambda: _("contracts of which it is known"),
    "known_links": lambda: _("links known"),
    "laws": lambda: _("laws"),
    "licence": lambda: _("licence"),
    "licences": lambda: _("licences"),
    "links": lambda: _("links of the chain"),
    "listed": lambda: _("listed in the catalogue"),
    "name": lambda: _("name"),
    "named": lambda: _("suppliers named"),
    "national_single_bid_share": lambda: _("national share with a single bid"),
    "national_without_competition_share": lambda: _("national share without competition"),
    "national_without_effective_competition_share": lambda: _("national share without effective competition"),
    "needs": lambda: _("needs"),
    "newest_release": lambda: _("newest release"),
    "nobody_knows": lambda: _("criteria that nobody can answer"),
    "notice_months": lambda: _("notice (months)"),
    "notified": lambda: _("notified on"),
    "offer": lambda: _("offer"),
    "open_applications": lambda: _("open applications"),
    "open_components": lambda: _("open components"),
    "other_unique_identifiers": lambda: _("components with another identifier"),
    "out_of_scope": lambda: _("out of scope"),
    "parent": lambda: _("parent company"),
    "prd_hours": lambda: _("PRD (hours)"),
    "procedure": lambda: _("procedure"),
    "provider": lambda: _("provider"),
    "provider_country": lambda: _("country of the provider"),
    "publisher": lambda: _("publisher"),
    "publisher_end_of_life": lambda: _("end of support by the publisher"),
    "purl": lambda: _("package URL"),
    "qualifications": lambda: _("qualifications"),
    "quarter": lambda: _("quarter"),
    "reversibility": lambda: _("reversibility"),
    "roles": lambda: _("roles"),
    "runs_on": lambda: _("runs on"),
    "sbom": lambda: _("bill of materials"),
    "searchable_components": lambda: _("components that can be found again"),
    "secnumcloud": lambda: _("SecNumCloud qualification"),
    "services": lambda: _("services"),
    "similar": lambda: _("similar software"),
    "single_bid": lambda: _("with a single bid"),
    "single_point": lambda: _("single point"),
    "siren": lambda: "SIREN",
    "source_access": lambda: _("access to the source code"),
    "state_support": lambda: _("support contract of the State"),
    "status": lambda: _("status"),
    "stops": lambda: _("stops"),
    "supplier_name": lambda: _("components with a supplier"),
    "timestamp": lambda: _("dated bills of materials"),
    "total_eur": lambda: _("total"),
    "ultimate_country": lambda: _("country of ultimate control"),
    "unchecked_components": lambda: _("components not checked"),
    "unknown_applications": lambda: _("applications of which it is unknown"),
    "unknown_components": lambda: _("components of which it is unknown"),
    "unknown_contracts": lambda: _("contracts of which it is unknown"),
    "unsupported": lambda: _("without support"),
    "unsupported_applications": lambda: _("applications without support"),
    "until": lambda: _("until"),
    "version": lambda: _("version"),
    "vex": lambda: _("statement (VEX)"),
    "vital_applications": lambda: _("vital applications"),
    "vulnerable_components": lambda: _("vulnerable components"),
    "waiver": lambda: _("waiver"),
    "without_competition": lambda: _("without competition"),
    "without_licence": lambda: _("components without a licence"),
    "without_supplier": lambda: _("components without a supplier"),
    "without_version": lambda: _("components without a version"),
}
