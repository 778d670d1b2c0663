# SPDX-License-Identifier: EUPL-1.2
"""The small made-up audit with everything that files state beside components. Every name is invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import numpy as np

from sovaudit.model import (
    Amendment,
    Audit,
    CatalogueEntry,
    Component,
    Contract,
    Declared,
    InputFile,
    Inventory,
    Match,
    OnlineService,
    Origin,
    Source,
    Statement,
    Subject,
)
from tests.reports._sample import SCRIPT, digest, sample_audit

CPE = "cpe:2.3:a:maison:brick-a:1.0.0:*:*:*:*:*:*:*"
ADDRESS = "https://courriel.exemple/api?token=hunter2"


def stated_audit(hostile: bool = True, **overrides: Any) -> Audit:
    """Build it: two machines, a fleet, three services, five statements, three contracts, a catalogue of two.

    Args:
        hostile: false puts plain texts where the others try to break out of the page.
        overrides: fields of `Inventory` to replace.
    """
    audit = sample_audit(hostile)
    bad = SCRIPT if hostile else "plain"
    inventory = _with_machines(audit.inventory, bad)
    changed = msgspec.structs.replace(
        inventory,
        components=tuple(_described(each, bad) if each.name == "brick-a" else each for each in inventory.components),
        online=_online(bad),
        online_application=((0, "ged"),),
        online_component=((1, 7),),
        statements=_statements(bad),
        contracts=_contracts(bad),
        catalogue=(CatalogueEntry("sill:1", f"Catalogue {bad}"), CatalogueEntry("sill:2", "Brique Publique")),
        matches=_matches(bad),
        installed=((0, 12),),
    )
    changed = msgspec.structs.replace(changed, **overrides)
    codes = np.append(audit.licence_of, [3, 3]).astype(np.int32)
    totals = msgspec.structs.replace(
        audit.totals,
        components=len(changed.components),
        entries=int(changed.occurrence_component.size),
        files={"read": 5, "partial": 1, "rejected": 1},
        contracts=len(changed.contracts),
    )
    return msgspec.structs.replace(audit, inventory=changed, licence_of=codes, totals=totals)


def _with_machines(inventory: Inventory, bad: str) -> Inventory:
    """Two machines list both programs, the second one twice; the list of a fleet has one of them."""
    entries = {4: (12, 13), 5: (12, 13, 13), 6: (12,)}
    files = tuple(
        InputFile(
            f"z-postes/{name}",
            digest(name),
            900,
            "glpi-json",
            "",
            "read",
            len(entries[4 + n]),
            subject=Subject(name, type=kind),
            created=created,
            compositions=compositions,
        )
        for n, (name, kind, created, compositions) in enumerate(
            (
                ("a.json", "machine", "2026-10-30T23:30:00-05:00", {"incomplete": 0}),
                ("b.json", "machine", bad, {"complete": 1, "incomplete": 12, bad: 2}),
                ("parc.csv", "fleet", "", {}),
            )
        )
    )
    return msgspec.structs.replace(
        inventory,
        files=(*inventory.files, *files),
        components=(*inventory.components, _program("Bureautique Exemple", "7.6"), _program(bad, "")),
        occurrence_component=np.append(inventory.occurrence_component, [12, 13, 12, 13, 13, 12]).astype(np.int32),
        occurrence_file=np.append(inventory.occurrence_file, [4, 4, 5, 5, 5, 6]).astype(np.int32),
        occurrence_entry=np.append(inventory.occurrence_entry, [0, 1, 0, 1, 2, 0]).astype(np.int32),
        patterns=(*inventory.patterns, *("/softwares/{}",) * 3),
        places=(*inventory.places, {}, {}, {}),
    )


def _program(name: str, version: str) -> Component:
    return Component(f"zz/{name}@{version}", "", name, version, "application", "Maison Exemple", "", (), ())


def _described(component: Component, bad: str) -> Component:
    statements = (Declared("evidence", "BSD-3-Clause"), Declared("reference", f"LicenseRef-1={bad}"))
    return msgspec.structs.replace(
        component,
        licences=(*component.licences, *statements),
        cpe=CPE,
        swid=f"swid {bad}",
        ancestors=(f"pkg:npm/origine@1 {bad}",) * 2,
    )


def _online(bad: str) -> tuple[OnlineService, ...]:
    source = Source("sbom/ged.cdx.json", "/services/0")
    mail = OnlineService(
        "courriel",
        f"Courriel {bad}",
        provider="Nuage Exemple",
        provider_country="US",
        endpoints=(ADDRESS, f"javascript:{bad}"),
        crosses_boundary="yes",
        authenticated="no",
        data=("outbound PII", f"inbound {bad}", f"{bad}"),
        needs=("archive",),
        source=source,
    )
    return mail, OnlineService("cartes", "Cartes", source=source), OnlineService("archive", "Archive", source=source)


def _statements(bad: str) -> tuple[Statement, ...]:
    source = Source("vex/a.json", "/vulnerabilities/0")
    return (
        Statement("CVE-2026-0001", products=("pkg:npm/brick-a@1.0.0",), status="not_affected", source=source,
                  justification="component_not_present", as_of="2026-10-01T10:00:00Z"),
        Statement("CVE-2026-0002", source=source, aliases=(f"GHSA {bad}",)),
        Statement("CVE-2026-0003", products=(bad, "b", "c", "d"), status="affected", source=source, detail=bad),
        Statement("CVE-2026-0004", status="fixed", justification=bad, as_of=bad, source=source),
        Statement("CVE-2026-0005", status="under_investigation", source=source),
    )  # fmt: skip


def _contracts(bad: str) -> tuple[Contract, ...]:
    place = Origin("achats/decp.json", place="/marches/0")
    amendment = Amendment("1", date(2026, 2, 1), 120_000.5, 48.0, ("maison",))
    return (
        Contract("2024-a", subject=f"Cadre {bad}", holder="maison", co_holders=("autre", bad), amount_eur=90_000.0,
                 ceiling=True, buyer="000000000", nature="Accord-cadre", notified=date(2024, 1, 15),
                 amendments=(amendment,), applications=("ged", "nulle part"), origin=place),
        Contract("2024-b", subject="Subséquent", amount_eur=10_000.0, ceiling=False, buyer="111111111",
                 framework="2024-a", notified=date(2025, 1, 15), end=date(2027, 1, 14), origin=place),
        Contract("2024-c", amount_eur=5.0, origin=place),
    )  # fmt: skip


def _matches(bad: str) -> tuple[Match, ...]:
    program = f"zz/{bad}@"
    return (
        Match("installed", "Bureautique Exemple", "", "application:ged", "Courrier d’Exemple", "correction", 1.0,
              "confirmed", components=("zz/Bureautique Exemple@7.6",)),
        Match("installed", bad, "", "catalogue:sill:1", f"Catalogue {bad}", "tokens", 0.5, "uncertain",
              components=(program,)),
        Match("publisher", "Maison", "", "organisation:maison", "Maison Exemple", "prefix", 0.7, "uncertain"),
    )  # fmt: skip
