# SPDX-License-Identifier: EUPL-1.2
"""What a member or a column of French procurement data is called, in every shape that it is published in.

| shape | where |
| --- | --- |
| `acheteur.id` within `acheteur`, `titulaires`, `modifications` | regulatory format, 2019 and 2022 |
| `acheteur.id`, `acheteur_id`, `titulaire_id` as one key | decp.info, data.gouv.fr, flattened JSON |
| `titulaire_id_1` to `titulaire_id_3`, `montantmodification` | data.economie.gouv.fr |
| `MARCHE_ID`, `ACHETEURS_ID`, `MODIF_MARCHE_MONTANT` | SCDL (OpenDataFrance) |

Names are compared without case, accents or punctuation; those that begin with `_` are a platform's own.

Source: arrêtés of 22 March 2019 and 22 December 2022; github.com/ColinMaudry/decp-processing,
reference/schema_base.json; github.com/ColinMaudry/decp-table-schema; github.com/joelgombin/marche_public_SCDL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from sovaudit.readers._decp_scope import folded_words

Fields: TypeAlias = dict[str, tuple[str, Any]]
"""Field -> (key as written, value)."""
_NAMES: dict[str, str] = {
    "id": "id marcheid idmarche",
    "uid": "uid",
    "buyer": "acheteur acheteurid acheteursid idacheteur acheteursiret siretacheteur "
    "autoriteconcedante autoriteconcedanteid",
    "nature": "nature naturemarche natureobjet",
    "subject": "objet marcheobjet objetmarche",
    "cpv": "codecpv cpvcode cpv",
    "procedure": "procedure",
    "bids_received": "offresrecues nombreoffresrecues",
    "duration_months": "dureemois",
    "notified": "datenotification notificationdate",
    "signed": "datesignature",
    "amount_eur": "montant",
    "worth": "valeurglobale",
    "techniques": "techniques technique",
    "framework": "idaccordcadre",
    "holders": "titulaires concessionnaires",
    "amendments": "modifications",
    "state": "modificationid",
    "change": "objetmodification",
    "amendment_id": "idmodification",
    "amendment_amount": "montantmodification modifmarchemontant",
    "amendment_months": "dureemoismodification modifdureemois",
    "amendment_notified": "datenotificationmodification datenotificationmodificationmodification "
    "datesignaturemodification modifsignaturedate",
    "amendment_holder_id": "idtitulairemodification modiftitulairesid",
    "amendment_holder_type": "typeidentifianttitulairemodification modiftitulairesidtype",
    "amendment_holder_name": "modiftitulairesdenomination",
}
_FIELD = {name: field for field, names in _NAMES.items() for name in names.split()}
_HOLDER = re.compile(r"(?:titulaires?|concessionnaires?)(.+?)(\d*)|(id)(?:titulaires?|concessionnaires?)(\d*)")
_PART = {
    "id": "id",
    "siret": "id",
    "typeidentifiant": "type",
    "idtype": "type",
    "nom": "name",
    "denomination": "name",
    "denominationsociale": "name",
}
ASKED: tuple[str, ...] = (
    "buyer",
    "nature",
    "subject",
    "cpv",
    "procedure",
    "duration_months",
    "notified",
    "amount_eur",
    "holders",
)
"""What both formats ask of a contract, and an audit reads."""
ASKED_OF_CONCESSIONS = ("buyer", "nature", "subject", "procedure", "duration_months", "holders")
ASKED_2022 = ("bids_received", "techniques")
NAMED = {
    "buyer": "acheteur",
    "subject": "objet",
    "cpv": "codeCPV",
    "duration_months": "dureeMois",
    "notified": "dateNotification",
    "amount_eur": "montant",
    "holders": "titulaires",
    "bids_received": "offresRecues",
}
"""How the format calls a field, where we call it otherwise."""


@lru_cache(maxsize=4096)
def field_of(key: str) -> str:
    """Return the field that a key or header stands for, empty when it is not read.

    >>> field_of("acheteur.id"), field_of("codecpv"), field_of("titulaire_denominationSociale_2"), field_of("ccag")
    ('buyer', 'cpv', 'holder_name 2', '')
    """
    name = "" if key.startswith("_") else "".join(folded_words(key[:80]))
    known = _FIELD.get(name)
    if known:
        return known
    holder = _HOLDER.fullmatch(name)
    part, number = (holder[1] or holder[3], holder[2] or holder[4] or "") if holder else ("", "")
    return f"holder_{_PART[part]} {number}".rstrip() if part in _PART else ""


def fields_of(record: Mapping[str, Any]) -> Fields:
    """Gather the members that are read; the first that says something wins."""
    found: Fields = {}
    for key, value in record.items():
        field = field_of(key)
        if not field or (field in found and found[field][1] not in (None, "")):
            continue
        if field == "buyer" and isinstance(value, dict):
            key, value = f"{key}/id", value.get("id")
        found[field] = (key, value)
    return found


def is_table(header: Iterable[object]) -> bool:
    """Tell whether a header row is that of published contracts: who bought, what, from whom.

    A city's own register of contracts has no column for the identifiers of both parties.
    """
    fields = {field_of(cell) for cell in header if isinstance(cell, str)}
    holder = any(each.startswith("holder_id") for each in fields) or "holders" in fields
    return holder and {"id", "subject"} <= fields | ({"id"} if "uid" in fields else set()) and "buyer" in fields
