# SPDX-License-Identifier: EUPL-1.2
"""What suppliers and the city state of software: a second bill of materials, a SaaSBOM and three VEX files.

All five are made up and say so; the second bill of materials is drawn from the real one of Wagtail, and the VEX files
name components that the city really has.
"""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import quote

Item = dict[str, Any]
MADE_UP = "Document inventé pour la démonstration (ville fictive)"
UNSEEN = ("charset-normalizer", "et_xmlfile", "six")
"""What the integrator's tool does not see."""
OTHER_VERSIONS = {"Django": "5.2.2"}
OTHER_LICENCES = {"django-treebeard": "Apache-2.0", "pillow": "HPND"}
ADDED = (("gunicorn", "23.0.0", "MIT"), ("psycopg", "3.2.9", "LGPL-3.0-only"))
"""What only the integrator knows of: it runs beside the product."""
PROVIDERS = ("Capitaine Soft", "Estuaire Télécoms", "Gull Messaging Inc.")
FLOWS = (
    "bi-directional Données personnelles",
    "bi-directional Données de santé",
    "inbound Données de santé",
    "outbound Numéros de téléphone",
    "outbound Adresses des bénéficiaires",
)
FLAW = "FICTIF-2026-{:04}"
"""How a vulnerability that does not exist is called, so that nobody looks for it."""
EXPLOITED = ("CVE-2023-4863", "CVE-2023-44487")
"""Two that do, both in the KEV catalogue: what the city says of them is made up, and says so."""


def write(demo: Path, timestamp: str) -> None:
    """Write the five files."""
    boms, vex = demo / "sboms", demo / "vex"
    vex.mkdir(exist_ok=True)
    real = json.loads((boms / "wagtail.cdx.json").read_bytes())
    second = _second(real, timestamp)
    documents = {
        boms / "wagtail-integrateur.cdx.json": second,
        boms / "teleassistance.saasbom.json": _saas(timestamp),
        vex / "wagtail.vex.cdx.json": _vex(second, timestamp),
        vex / "pretix.openvex.json": _openvex(json.loads((boms / "pretix.cdx.json").read_bytes()), timestamp),
        vex / "exploitees.openvex.json": _exploited(
            json.loads((boms / "qgis.cdx.json").read_bytes()),
            json.loads((boms / "nginx.cdx.json").read_bytes()),
            timestamp,
        ),
    }
    for path, document in documents.items():
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _head(name: str, timestamp: str, supplier: str, component: Item | None = None) -> Item:
    serial = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sovaudit:demo:{name}")
    made: Item = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1}
    said: Item = {"timestamp": timestamp, "supplier": {"name": supplier}}
    said["properties"] = [{"name": "demonstration", "value": MADE_UP}]
    if component:
        said["component"] = component
    return made | {"metadata": said}


def _second(real: Item, timestamp: str) -> Item:
    """Describe Wagtail as another tool would: it knows it by its lock file, and forgets some of it."""
    product = real["metadata"]["component"] | {"bom-ref": "produit"}
    document = _head("wagtail-integrateur", timestamp, "Rivage Numérique (entreprise fictive)", product)
    tool = {"type": "application", "name": "inventaire-fictif", "version": "1.0", "description": MADE_UP}
    document["metadata"]["tools"] = {"components": [tool]}
    components = [_seen(each) for each in real["components"] if each["name"] not in UNSEEN]
    for name, version, licence in ADDED:
        purl = f"pkg:pypi/{name}@{version}"
        added = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
        components.append(added | {"licenses": [{"license": {"id": licence}}]})
    needed = {"ref": "produit", "dependsOn": sorted(each["bom-ref"] for each in components)}
    return document | {"components": components, "dependencies": [needed]}


def _seen(real: Item) -> Item:
    name, version = real["name"], OTHER_VERSIONS.get(real["name"], real["version"])
    purl = f"{real['purl'].rpartition('@')[0]}@{version}"
    licences = [{"license": {"id": OTHER_LICENCES[name]}}] if name in OTHER_LICENCES else real["licenses"]
    made = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    return made | {"licenses": licences}


def _saas(timestamp: str) -> Item:
    """Describe a service that the city subscribes to: who runs which part, where data go."""
    product = {"type": "application", "bom-ref": "teleassistance", "name": "Téléassistance et portage de repas"}
    document = _head("teleassistance", timestamp, "Capitaine Soft (entreprise fictive)", product)
    soft, telecoms, gull = (f"{name} (entreprise fictive)" for name in PROVIDERS)
    services = [
        _service("portail", "Portail des familles et des aidants", (soft, "FR"), "familles.capitaine-soft.example/"),
        _service("dossiers", "Dossiers des bénéficiaires", (soft, "FR"), "api.capitaine-soft.example/v2/dossiers"),
        _service("ecoute", "Plateau d’écoute et de levée de doute", (telecoms, "FR"), "ecoute.estuaire.example/appels"),
        _service("sms", "Envoi de SMS aux aidants", (gull, "US"), "api.gull-messaging.example/send"),
        _service("cartes", "Fond de carte des tournées de repas", (gull, "US"), "tiles.gull-messaging.example/"),
    ]
    for service, said in zip(services, FLOWS, strict=True):
        flow, _blank, kind = said.partition(" ")
        service["data"] = [{"flow": flow, "classification": kind}]
    services[-1]["authenticated"] = False
    needs = {"teleassistance": ["portail", "dossiers", "ecoute", "cartes"], "portail": ["dossiers", "sms"]}
    needs |= {"ecoute": ["dossiers", "sms"], "dossiers": [], "sms": [], "cartes": []}
    document["services"] = services
    document["dependencies"] = [{"ref": ref, "dependsOn": needed} for ref, needed in needs.items()]
    document["compositions"] = [{"aggregate": "incomplete_third_party_only", "assemblies": ["teleassistance"]}]
    return document


def _service(ref: str, name: str, provider: tuple[str, str], address: str) -> Item:
    return {
        "bom-ref": ref,
        "provider": {"name": provider[0], "address": {"country": provider[1]}},
        "name": name,
        "endpoints": [f"https://{address}"],
        "authenticated": True,
        "x-trust-boundary": True,
    }


def _vex(second: Item, timestamp: str) -> Item:
    """State what the integrator thinks of two flaws that do not exist, by links into its own bill of materials."""
    document = _head("wagtail.vex", timestamp, "Rivage Numérique (entreprise fictive)")
    serial = second["serialNumber"].removeprefix("urn:uuid:")
    refs = {each["name"]: each["bom-ref"] for each in second["components"]}

    def link(name: str) -> str:
        return f"urn:cdx:{serial}/1#{quote(refs[name], safe='')}"

    analysed = {"firstIssued": timestamp, "lastUpdated": timestamp}
    kept = {"state": "not_affected", "justification": "code_not_reachable", **analysed}
    open_ = {"state": "exploitable", "response": ["update"], **analysed}
    document["vulnerabilities"] = [
        _flaw(3, "Les images envoyées par le public passent par un autre service.", kept, link("pillow")),
        _flaw(4, "Correction prévue avec la prochaine version du site.", open_, link("Django")),
    ]
    return document


def _flaw(number: int, detail: str, analysis: Item, ref: str) -> Item:
    return {
        "id": FLAW.format(number),
        "source": {"name": "Avis fictif : cette vulnérabilité n’existe pas"},
        "description": MADE_UP,
        "analysis": analysis | {"detail": detail},
        "affects": [{"ref": ref}],
    }


def _openvex(real: Item, timestamp: str) -> Item:
    """State what the city thinks of two flaws that do not exist in pretix."""
    purls = {each["name"]: each["purl"] for each in real["components"]}
    note = "Énoncé fictif : cette vulnérabilité n’existe pas."
    said = [
        {
            "vulnerability": {"name": FLAW.format(1)},
            "products": [{"@id": purls["lxml"]}],
            "status": "not_affected",
            "justification": "vulnerable_code_not_in_execute_path",
            "status_notes": note,
        },
        {
            "vulnerability": {"name": FLAW.format(2)},
            "products": [{"@id": purls["pretix"], "subcomponents": [{"@id": purls["cryptography"]}]}],
            "status": "under_investigation",
            "status_notes": note,
        },
    ]
    return _statements("pretix-2026-10", said, timestamp)


def _exploited(desktop: Item, front: Item, timestamp: str) -> Item:
    """State what the city thinks of two flaws that are exploited elsewhere: one is ruled out, one is looked into."""
    libwebp, nginx = (
        next(each["purl"] for each in bom["components"] if each["name"] == name and "arch=source" not in each["purl"])
        for bom, name in ((desktop, "libwebp7"), (front, "nginx"))
    )
    note = "Énoncé fictif d’une ville fictive : il n’apprend rien du composant ni de la vulnérabilité."
    said = [
        {
            "vulnerability": {"name": EXPLOITED[0]},
            "products": [{"@id": libwebp}],
            "status": "not_affected",
            "justification": "vulnerable_code_not_present",
            "status_notes": note,
        },
        {
            "vulnerability": {"name": EXPLOITED[1]},
            "products": [{"@id": nginx}],
            "status": "under_investigation",
            "status_notes": note,
        },
    ]
    return _statements("exploitees-2026-10", said, timestamp)


def _statements(name: str, said: list[Item], timestamp: str) -> Item:
    return {
        "@context": "https://openvex.dev/ns/v0.2.0",
        "@id": f"https://port-meliande.example/vex/{name}",
        "author": "RSSI de Port-Méliande (ville fictive)",
        "timestamp": timestamp,
        "version": 1,
        "statements": said,
    }
