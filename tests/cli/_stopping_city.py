# SPDX-License-Identifier: EUPL-1.2
"""A made-up city of a few services, whose registers say little of some and contradict nothing."""

from __future__ import annotations

from pathlib import Path

REGISTERS = {
    "services": """id;name;department;criticality;dmia_hours;prd_hours;contact
paie;Paie;Direction du personnel;4;24;4;paie@ville.example
ecole;École;;2;;;
crise;Alerte;Sécurité civile;4;1.5;1;astreinte@ville.example
seul;Service isolé;;1;;;
""",
    "applications": """id;name;kind;publisher;hosting;services;owner;contracts
rh;Logiciel RH;proprietary;filiale;salle;paie;Pôle RH;M-1
sco;Scolaire;saas;filiale;;ecole;;
sms;Envoi de SMS;custom;;;;Pôle SMS;M-404
ann1;Annuaire un;open_source;;salle;;;
ann2;Annuaire deux;open_source;;secours;;;
""",
    "hostings": """id;name;provider;country
salle;Salle serveurs;ville;FR
secours;Salle de secours;;
""",
    "organisations": """id;name;country;parent
ville;Ville fictive;FR;
filiale;Filiale fictive;FR;groupe
groupe;Groupe fictif;US;
""",
    "contracts": """id;subject;holder;end;applications
M-1;Marché un;filiale;2026-01-31;
M-2;Marché deux;;;rh
""",
    "dependencies": """dependant;dependency;kind;alternatives
application:rh;application:ann1;authenticates_with;annuaires
application:rh;application:ann2;authenticates_with;annuaires
service:crise;application:sms;relies_on;canaux
service:crise;application:rh;relies_on;canaux
application:sms;application:ann1;authenticates_with;
service:ecole;application:ann2;relies_on;
""",
}


def city(folder: Path, **changed: str) -> Path:
    """Write the registers, some of them changed, an empty one left out."""
    (folder / "inventory.toml").write_text('city = "Ville fictive"\nas_of = "2026-11-01"\n', encoding="utf-8")
    for name, text in {**REGISTERS, **changed}.items():
        if text:
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
