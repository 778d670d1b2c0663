# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph exposure`: which applications contain a component, and what they share most."""

from __future__ import annotations

import click
import msgspec

from sovaudit.cli._graph import Loaded
from sovaudit.cli._output import write
from sovaudit.continuity.exposure import Exposure, Found, Held, LookUp, Shared, Spread
from sovaudit.errors import NothingToAssessError, UsageError
from sovaudit.language import _
from sovaudit.model import Unknown


def show(loaded: Loaded, form: str, wanted: str | None, versions: str | None) -> int:
    """Print where a component is, or what applications share.

    Args:
        loaded: the inventory and its network.
        form: `table` or `json`.
        wanted: a package URL or a name; None for the ranking of shared components.
        versions: a range of versions.

    Raises:
        NothingToAssessError: the inventory has no application.
        UsageError: nothing to look for is named, or the range cannot be read.
    """
    if not loaded.inventory.applications:
        hint = _("fill the register of applications, or put bills of materials into the folder")
        raise NothingToAssessError(_("no application: nothing can be said to contain anything"), loaded.folder, hint)
    if wanted is not None and not wanted.strip():
        raise UsageError(_("nothing to look for"), wanted, _("name it: a package URL, or a name"))
    if wanted is None and versions is not None:
        raise UsageError(_("--versions goes with a component"), versions, _("name it: a package URL, or a name"))
    exposure = Exposure(loaded.inventory, loaded.network)
    if wanted is None:
        return _show_shared(loaded, exposure, form)
    try:
        found = exposure.look_up(wanted, versions or "")
    except ValueError as error:
        hint = _("write it as vers:npm/<4.17.21, « <4.17.21 », « >=1,<2 » or « [2.0,2.15) »")
        raise UsageError(_("no range of versions: {reason}").format(reason=error), versions or "", hint) from None
    if form == "json":
        write(msgspec.json.encode(_page(loaded, exposure, found)) + b"\n")
    else:
        from sovaudit.cli._graph_exposure_table import looked_up

        click.echo("\n".join(looked_up(loaded, exposure, found)))
    return 0


def _show_shared(loaded: Loaded, exposure: Exposure, form: str) -> int:
    if form == "json":
        page = {
            "shared": [_shared(each) for each in exposure.ranked()],
            "applications": len(loaded.inventory.applications),
            "without_bill": exposure.without_bill,
        }
        write(msgspec.json.encode(page) + b"\n")
    else:
        from sovaudit.cli._graph_exposure_table import ranked

        click.echo("\n".join(ranked(loaded, exposure)))
    return 0


def _page(loaded: Loaded, exposure: Exposure, found: LookUp) -> dict[str, object]:
    """Return a look-up as JSON has it: what is not known stands beside what is."""
    names = {each.id: each.name for each in loaded.inventory.applications}
    services = {each.id: each for each in loaded.inventory.services}

    def service(name: str) -> dict[str, object]:
        known = services.get(name)
        return {
            "id": name,
            "name": known.name if known and not isinstance(known.name, Unknown) else None,
            "criticality": known.criticality if known and not isinstance(known.criticality, Unknown) else None,
        }

    def application(held: Held) -> dict[str, object]:
        name = names[held.application]
        return {
            "id": held.application,
            "name": None if isinstance(name, Unknown) else name,
            "through": held.through,
            "only_through": held.only_through or None,
            "chain": held.chain,
            "direct": held.direct,
            "services": list(map(service, held.services)),
        }

    def component(one: Found) -> dict[str, object]:
        applications = list(map(application, one.applications))
        return {"id": one.id, "version": one.version, "applications": applications, "elsewhere": one.elsewhere}

    return {
        "wanted": found.wanted,
        "versions": found.versions or None,
        "components": list(map(component, found.components)),
        "unknown": [
            {
                "id": each.id,
                "version": each.version,
                "reason": each.reason.unknown,
                "detail": each.reason.detail,
                "applications": each.applications,
            }
            for each in found.unknown
        ],
        "spread": list(map(_spread, found.spread)),
        "near": found.near,
        "applications": len(loaded.inventory.applications),
        "without_bill": exposure.without_bill,
    }


def _spread(one: Spread) -> dict[str, object]:
    versions = [{"version": version, "applications": count} for version, count in one.versions]
    return {"package": one.package, "versions": versions, "applications": one.applications}


def _shared(one: Shared) -> dict[str, object]:
    return {**_spread(one.spread), "applications": one.applications, "services": one.services}
