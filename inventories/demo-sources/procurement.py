# SPDX-License-Identifier: EUPL-1.2
"""evidence/decp.csv -> the city's contracts as its buyer profile would publish them (DECP, format of 2022).

A row is a record; what the format asks and no row says is the same for all. `modification` holds a number, a day, an
amount and a duration. A SIRET is a SIREN, establishment 0001 and the check digit that makes it right.

Source: github.com/139bercy/format-commande-publique, schema_decp_v2.0.3.json; arrêté of 22 December 2022.
"""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Item = dict[str, Any]
NOTHING = {
    "modalitesExecution": {"modaliteExecution": ["Sans objet"]},
    "marcheInnovant": False,
    "attributionAvance": False,
    "typeGroupementOperateurs": "Pas de groupement",
    "sousTraitanceDeclaree": False,
    "typesPrix": {"typePrix": ["Définitif révisable"]},
    "formePrix": "Mixte",
    "considerationsSociales": {"considerationSociale": ["Pas de considération sociale"]},
    "considerationsEnvironnementales": {"considerationEnvironnementale": ["Pas de considération environnementale"]},
    "lieuExecution": {"code": "00000", "typeCode": "Code postal"},
}
"""What is the same in all records; no commune has the postcode 00000."""


def write(source: Path, buyer: str, target: Path) -> None:
    """Write every record.

    Args:
        buyer: the city's SIREN.
    """
    with source.open(encoding="utf-8", newline="") as lines:
        records = [_record(row, buyer) for row in csv.DictReader(lines, delimiter=";")]
    document = {"marches": {"marche": records, "contrat-concession": []}}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def siret(siren: str) -> str:
    """Return the SIRET of the first establishment.

    >>> siret("130025265")
    '13002526500013'
    """
    begun = f"{siren}0001"
    total = 0
    for place, digit in enumerate(reversed(begun)):
        doubled = int(digit) * (2 - place % 2)
        total += doubled - 9 * (doubled > 9)
    return f"{begun}{-total % 10}"


def _record(row: dict[str, str], buyer: str) -> Item:
    said: Item = {"id": row["id"], "acheteur": {"id": siret(buyer)}}
    said |= {name: row[name] for name in ("nature", "objet", "codeCPV", "procedure", "ccag", "dateNotification")}
    said |= {name: _number(row[name]) for name in ("offresRecues", "dureeMois", "montant")}
    said["techniques"] = {"technique": [row["technique"]]}
    if row["idAccordCadre"]:
        said["idAccordCadre"] = row["idAccordCadre"]
    said["datePublicationDonnees"] = _weeks_after(row["dateNotification"])
    said["titulaires"] = [{"titulaire": {"id": siret(siren), "typeIdentifiant": "SIRET"}}
                          for siren in row["titulaires"].split()]  # fmt: skip
    if row["modification"]:
        number, day, amount, months = row["modification"].split()
        change = {"id": int(number), "dateNotificationModification": day, "montant": int(amount)}
        change |= {"dureeMois": int(months), "datePublicationDonneesModification": _weeks_after(day)}
        said["modifications"] = [{"modification": change}]
    return said | NOTHING


def _number(written: str) -> int | str:
    """Return a number, or what people write in place of one."""
    return int(written) if written.isdecimal() else written


def _weeks_after(day: str) -> str:
    return str(date.fromisoformat(day) + timedelta(weeks=3))
