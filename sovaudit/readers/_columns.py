# SPDX-License-Identifier: EUPL-1.2
"""The registers' columns: what a header means, in French and in English, and what its cells hold.

The README's table of headers is generated from here (`tests/test_docs.py` holds it true).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from msgspec import Struct

from sovaudit.model import Answer, Application, Contract, Dependency, Hosting, Organisation, Record, Service


class Field(Struct, frozen=True):
    """A column: the field it fills, what its cells hold, the headers people give it.

    Args:
        holds: text, whole, number, day, words (a list separated by « ; »), country, or the name of a vocabulary.
    """

    name: str
    holds: str
    headers: tuple[str, ...]


class Sheet(Struct, frozen=True):
    """A register: the sheet and file names it goes by, the noun it fills, its columns.

    Args:
        told: headers of what sovaudit writes beside them for people to read, passed over without a word.
    """

    name: str
    noun: type[Record]
    names: tuple[str, ...]
    fields: tuple[Field, ...]
    required: tuple[str, ...] = ("id",)
    told: tuple[str, ...] = ()


def _field(name: str, holds: str, *headers: str) -> Field:
    return Field(name, holds, headers)


_ID = _field("id", "text", "identifiant", "code", "référence", "ref")
_NAME = _field("name", "text", "nom", "libellé", "intitulé", "désignation")

VOCABULARIES: dict[str, dict[str, tuple[str, ...]]] = {
    "kind": {
        "saas": ("SaaS", "logiciel en ligne", "hébergé éditeur", "service en ligne"),
        "proprietary": ("propriétaire", "progiciel", "progiciel propriétaire", "logiciel propriétaire", "licence"),
        "open_source": ("open source", "libre", "logiciel libre", "opensource", "foss"),
        "custom": ("spécifique", "développement spécifique", "sur mesure", "interne", "maison", "bespoke"),
    },
    "sensitivity": {
        "public": ("publique", "publiques", "données publiques", "ouvertes"),
        "internal": ("interne", "internes", "données internes"),
        "personal": ("personnelle", "personnelles", "données personnelles", "données à caractère personnel"),
        "health": ("santé", "données de santé"),
        "sensitive": ("sensible", "sensibles", "données sensibles"),
    },
    "effect": {"stop": ("arrêt", "arrête", "stoppe", "bloque"), "degrade": ("dégrade", "dégradation", "dégradé")},
}

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "services",
        Service,
        ("services publics", "service"),
        (
            _ID,
            _NAME,
            _field("department", "text", "direction", "pôle", "service responsable"),
            _field("criticality", "criticality", "criticité", "niveau de criticité", "vitalité"),
            _field("dmia_hours", "number", "dmia_heures", "dmia (h)", "dmia", "dima", "dima_heures", "dima (h)"),
            _field("prd_hours", "number", "prd_heures", "prd (h)", "prd", "pdma", "pdma_heures", "pdma (h)"),
            _field("contact", "text", "référent", "courriel", "responsable"),
        ),
    ),
    Sheet(
        "applications",
        Application,
        ("application", "logiciels", "portefeuille"),
        (
            _ID,
            _field(
                "name", "text", *_NAME.headers, "produit", "logiciel", "application", "progiciel", "nom du logiciel"
            ),
            _field("kind", "kind", "type", "nature", "genre"),
            _field("publisher", "text", "éditeur", "editeur", "fournisseur", "vendor"),
            _field("version", "text", "version installée"),
            _field("licence", "text", "license", "licence logicielle"),
            _field("hosting", "text", "hébergement", "hebergement", "lieu d'hébergement"),
            _field("services", "words", "services rendus", "services publics", "service"),
            _field("data_sensitivity", "sensitivity", "sensibilité des données", "sensibilité", "données"),
            _field("rto_hours", "number", "rto_heures", "rto (h)", "rto", "délai de reprise"),
            _field("rpo_hours", "number", "rpo_heures", "rpo (h)", "rpo"),
            _field("owner", "text", "responsable", "propriétaire métier", "référent"),
            _field("users", "whole", "utilisateurs", "nombre d'utilisateurs"),
            _field("sbom", "words", "nomenclature", "nomenclatures", "sboms", "fichiers sbom"),
            _field("contracts", "words", "contrats", "marchés", "marches"),
            _field("purl", "text", "package url"),
            _field("cpe", "text", "cpe 2.3"),
        ),
    ),
    Sheet(
        "organisations",
        Organisation,
        ("organizations", "organisation", "fournisseurs", "éditeurs"),
        (
            _ID,
            _NAME,
            _field("country", "country", "pays", "pays du siège"),
            _field("parent", "text", "maison mère", "société mère"),
            _field("ultimate_country", "country", "pays du contrôle ultime", "pays ultime", "contrôle ultime"),
            _field("siren", "text", "numéro siren", "siret", "numéro siret"),
            _field("lei", "text", "code lei"),
            _field("roles", "words", "rôles", "rôle", "role"),
            _field("as_of", "day", "date", "à la date du", "constaté le"),
            _field("source", "text", "origine", "provenance"),
        ),
    ),
    Sheet(
        "hostings",
        Hosting,
        ("hosting", "hébergements", "hébergement", "hebergements"),
        (
            _ID,
            _NAME,
            _field("provider", "text", "hébergeur", "prestataire", "fournisseur"),
            _field("offer", "text", "offre"),
            _field("country", "country", "pays"),
            _field("site", "text", "lieu", "localisation"),
            _field("qualifications", "words", "qualification", "certifications"),
        ),
    ),
    Sheet(
        "contracts",
        Contract,
        ("contrats", "marchés", "marches", "contract"),
        (
            _ID,
            _field("subject", "text", "objet", "intitulé", "name", "nom"),
            _field("holder", "text", "titulaire", "attributaire"),
            _field("cpv", "text", "code cpv", "codecpv"),
            _field("procedure", "text", "procédure"),
            _field("bids_received", "whole", "offres reçues", "nombre d'offres", "offresrecues"),
            _field("amount_eur", "number", "montant", "montant_eur", "montant ht", "montant (€)"),
            _field("notified", "day", "notification", "date de notification", "datenotification", "notifié le"),
            _field("duration_months", "number", "durée_mois", "durée (mois)", "durée", "dureemois"),
            _field("end", "day", "fin", "échéance", "date de fin"),
            _field("applications", "words", "application", "logiciels"),
            _field("reversibility", "text", "réversibilité", "clause de réversibilité"),
            _field("notice_months", "number", "préavis_mois", "préavis (mois)", "préavis"),
            _field("exit_plan", "text", "plan de sortie", "plan de réversibilité"),
            _field("source_access", "text", "accès au code", "accès au code source", "code source"),
            _field("export_formats", "words", "formats d'export", "formats export"),
            _field("co_holders", "words", "cotitulaires", "co-titulaires"),
            _field("buyer", "text", "acheteur"),
            _field("nature", "text", "nature du marché"),
            _field("framework", "text", "accord-cadre", "idaccordcadre"),
        ),
    ),
    Sheet(
        "dependencies",
        Dependency,
        ("dépendances", "dependances", "dependency"),
        (
            _field("dependant", "text", "dépendant", "de", "source", "from"),
            _field("dependency", "text", "dépendance", "vers", "cible", "to", "dépend de"),
            _field("kind", "text", "type", "nature"),
            _field("alternatives", "text", "alternative", "groupe", "groupe d'alternatives"),
            _field("effect", "effect", "effet"),
        ),
        required=("dependant", "dependency"),
    ),
    Sheet(
        "answers",
        Answer,
        ("réponses", "reponses", "à compléter", "answer"),
        (
            _field("subject", "text", "sujet", "objet"),
            _field("measure", "text", "mesure", "indicateur"),
            _field("value", "text", "valeur", "réponse"),
            _field("source", "text", "origine", "justificatif"),
            _field("as_of", "day", "date", "à la date du"),
            _field("by", "text", "par", "répondant"),
        ),
        required=("subject", "measure"),
        told=(
            *("question (id)", "name", "nom", "about", "concerne", "question", "who can answer", "qui peut répondre"),
            *("why it is unknown", "pourquoi c’est inconnu", "what hangs on it", "verdicts qui en dépendent"),
            *("expected answer", "réponse attendue"),
        ),
    ),
)


@lru_cache(4096)
def folded(text: str) -> str:
    """Fold case, accents, spaces and punctuation, so that « Identifiant » and `identifiant ` are one header."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


@cache
def sheet_names() -> dict[str, Sheet]:
    """Return the register for every folded sheet or file name."""
    return {folded(name): sheet for sheet in SHEETS for name in (sheet.name, *sheet.names)}


@cache
def headers(sheet: str) -> dict[str, Field]:
    """Return the column for every folded header of a register; its own name wins over another's synonym."""
    fields = next(each.fields for each in SHEETS if each.name == sheet)
    known = {folded(header): field for field in reversed(fields) for header in field.headers}
    return known | {folded(field.name): field for field in fields}


@cache
def told(sheet: str) -> frozenset[str]:
    """Return the folded headers of a register that only people read."""
    return frozenset(folded(header) for each in SHEETS if each.name == sheet for header in each.told)


@cache
def words(vocabulary: str) -> dict[str, str]:
    """Return the value for every folded word of a vocabulary."""
    values = VOCABULARIES[vocabulary]
    return {folded(word): value for value, synonyms in values.items() for word in (value, *synonyms)}


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return what each folded header tells, per register: 1 when no other register knows it, else a part of it."""
    known = {sheet.name: headers(sheet.name).keys() for sheet in SHEETS}
    shared = Counter(header for each in known.values() for header in each)
    return {name: {header: 1 / shared[header] for header in each} for name, each in known.items()}
