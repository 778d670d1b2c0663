# SPDX-License-Identifier: EUPL-1.2
"""Is a contract for information technology? The one place of the rule: the reader counts what it leaves out.

The consolidated table has a million contracts of all France: the question is asked before a record is made. In order:

1. a CPV code of the table, with or without check digit, or one that lies below a code of the table: yes;
2. a keyword in the subject (`objet`), because CPV codes are often wrong: yes;
3. any other valid CPV code, or a subject that says something: no;
4. neither: nobody can tell, and the contract is kept.

The keywords are those below. A word that is enough alone has no second half; the others count only with a companion
near them, or without a false friend: « hébergement d'urgence », « licence de débit de boissons », « maintenance des
ascenseurs », « plan communal de sauvegarde », « Saint-Cloud », « messagerie » that carries parcels.

Source: ../knowledge/data/cpv_it.csv (657 codes), which says where it comes from. It is opened as a file of the package:
readers import nothing of the room of knowledge.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from msgspec import Struct

_CODE = re.compile(r"(?<!\d)(\d{8})(?:\s?-\s?(\d))?(?!\d)")
_WORD = re.compile(r"[a-z0-9]+")
_NEAR = r"(?: [a-z0-9]+){0,5}? "
"""Up to five words between a word and its companion."""


class Scope(Struct, frozen=True):
    """Whether a contract is for information technology, and what says so.

    Args:
        within: None when neither the CPV code nor the subject tells.
        by: cpv, subject, or empty when nothing speaks for it.
        reason: the code of the table with its label, or the keyword.
    """

    within: bool | None
    by: str = ""
    reason: str = ""


# fmt: off
ENOUGH = frozenset((
    "logiciel", "logiciels", "logicielle", "logicielles", "progiciel", "progiciels", "informatique", "informatiques",
    "informatisation", "saas", "paas", "iaas", "infogerance", "infogere", "infogeree", "infogeres", "cybersecurite",
    "antivirus", "firewall", "datacenter", "datacenters", "microsoft", "oracle", "vmware", "citrix", "adobe",
    "autodesk", "autocad", "esri", "arcgis", "postgresql", "linux", "sirh", "gmao", "sgbd", "ged", "crm", "intranet",
    "extranet", "internet", "teleservice", "teleservices", "dematerialisation", "webinaire", "chatbot", "opendata",
    "algorithme", "algorithmes", "billettique", "ordinateur", "ordinateurs",
))
"""Words that are enough alone, folded."""
COMPANIONS: dict[str, str] = {
    "application": "metier|metiers|mobile|mobiles|web|smartphone|android|ios|en ligne",
    "applications": "metier|metiers|mobile|mobiles|web|smartphone|android|ios|en ligne",
    "maintenance": "applicative|applicatif|applicatifs|applicatives|application|applications|serveurs|site web|"
                   "systeme d information|systemes d information",
    "developpement": "applicatif|applicatifs|application|applications|web|site|plateforme numerique",
    "hebergement": "web|site|sites|donnees|serveur|serveurs|cloud|applicatif|application|applications|plateforme|"
                   "plateformes|solution|solutions|hds|portail|messagerie|base de donnees",
    "systeme": "d information", "systemes": "d information",
    "base": "de donnees", "bases": "de donnees",
    "site": "web", "sites": "web",
    "portail": "web|famille|citoyen|usagers|captif|agents|numerique|en ligne",
    "plateforme": "web|numerique|collaborative|en ligne|de donnees|d echange de donnees",
    "solution": "numerique|web|cloud|collaborative|de visioconference",
    "outil": "numerique|web|de gestion electronique|collaboratif",
    "outils": "numeriques|web|collaboratifs",
    "services": "numeriques|cloud", "service": "numerique|cloud",
    "espace": "numerique de travail",
    "environnement": "numerique de travail",
    "sauvegarde": "donnees|informatique|externalisee|serveurs",
    "messagerie": "electronique|collaborative|instantanee",
    "signature": "electronique", "parapheur": "electronique", "archivage": "electronique|numerique",
    "vote": "electronique", "gestion": "electronique de documents|electronique des documents|de la relation usager|"
                                       "de la relation citoyen",
    "pare": "feu|feux", "data": "center|centers", "centre": "de donnees|d hebergement", "open": "data|source",
    "intelligence": "artificielle", "serveur": "informatique|web|de fichiers|de donnees|d application",
    "serveurs": "informatiques|web|de fichiers|de donnees|d applications|virtuels|physiques|et stockage",
    "nom": "de domaine", "noms": "de domaine", "editeur": "de solution|de solutions", "tierce": "maintenance",
    "office": "365", "google": "workspace", "red": "hat", "acces": "distants",
}
"""Folded word -> what must come within five words after it."""
FALSE_FRIENDS: dict[str, tuple[str, str]] = {
    "licence": (r"(?!)", r"debit|boissons?|taxis?|iv|4|spectacles?|entrepreneur|sportives?|sport|peche|chasse|"
                         r"professionnelle|universitaire|transport|conduite|moto|federale|federation|pro"),
    "licences": (r"(?!)", r"debits?|boissons?|taxis?|iv|spectacles?|entrepreneurs?|sportives?|sport|peche|chasse|"
                          r"professionnelles?|universitaires?|transports?|conduite|federales?|federation"),
    "cloud": (r"(?:saint|st) $", r"(?!)"),
}
"""Folded word -> what may not stand just before it, and what may not come within five words after it."""
# fmt: on
_COMPANION = {word: re.compile(rf"\b{word}(?: |{_NEAR})(?:{after})\b") for word, after in COMPANIONS.items()}
_FRIEND = {
    word: re.compile(rf"\b{word}\b(?!(?: |{_NEAR})(?:{after})\b)") for word, (_before, after) in FALSE_FRIENDS.items()
}
_BEFORE = {word: re.compile(before) for word, (before, _after) in FALSE_FRIENDS.items()}
_TOLD = ENOUGH | COMPANIONS.keys() | FALSE_FRIENDS.keys()


def it_related(cpv: str, subject: str) -> Scope:
    """Tell whether a contract is for information technology.

    >>> it_related("72267100-0", "").reason
    "72267100 Maintenance de logiciels de technologies de l'information"
    >>> it_related("45000000", "Travaux sur le site").within
    False
    """
    by_code = _by_code(cpv)
    if by_code.within:
        return by_code
    keyword = keyword_of(subject)
    if keyword:
        return Scope(True, "subject", keyword)
    if by_code.within is False or any(len(word) > 2 for word in folded_words(subject)):
        return Scope(False)
    return Scope(None)


def codes_of(cpv: str) -> list[tuple[str, str]]:
    """Return the (code of eight digits, check digit or nothing) that a text holds.

    >>> codes_of("48000000-8 ; 72000000")
    [('48000000', '8'), ('72000000', '')]
    """
    return _CODE.findall(cpv.removesuffix(".0"))


def keyword_of(subject: str) -> str:
    """Return the keyword by which a subject is about information technology, empty when there is none.

    >>> keyword_of("Maintenance applicative du portail"), keyword_of("Maintenance des ascenseurs")
    ('maintenance applicative', '')
    """
    words = folded_words(subject)
    told = _TOLD.intersection(words)
    if not told:
        return ""
    enough = ENOUGH & told
    if enough:
        return next(word for word in words if word in enough)
    text = " ".join(words)
    for word in dict.fromkeys(words):
        if word in _COMPANION:
            found = _COMPANION[word].search(text)
            if found:
                return found.group()
        elif word in _FRIEND and any(
            not _BEFORE[word].search(text[max(0, each.start() - 16) : each.start()])
            for each in _FRIEND[word].finditer(text)
        ):
            return word
    return ""


def folded_words(text: str) -> list[str]:
    """Split a text into words without case or accents."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _WORD.findall(text.lower())


@cache
def labels() -> dict[str, str]:
    """Return the French label of each code of the table."""
    table = resources.files("sovaudit").joinpath("knowledge", "data", "cpv_it.csv").read_text(encoding="utf-8")
    return {row["cpv"]: row["label_fr"] for row in csv.DictReader(io.StringIO(table, newline=""))}


@lru_cache(maxsize=16384)
def _by_code(cpv: str) -> Scope:
    codes = codes_of(cpv)
    for code, _digit in codes:
        for digits in range(8, 1, -1):
            above = code[:digits].ljust(8, "0")
            if above in labels():
                return Scope(True, "cpv", f"{above} {labels()[above]}")
    return Scope(False if codes else None)
