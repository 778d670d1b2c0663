# SPDX-License-Identifier: EUPL-1.2
"""What the commands of `sovaudit graph` share: the network of an inventory, and nodes as people write them."""

from __future__ import annotations

import difflib
from pathlib import Path

from msgspec import Struct

from sovaudit.errors import NothingToAssessError, UsageError
from sovaudit.graph import Network, network, titles
from sovaudit.language import _
from sovaudit.model import Inventory

NEAR = 3
"""Nodes that are suggested for one that does not exist."""


class Loaded(Struct, frozen=True):
    """An inventory with its operational network; `titles` are the names of its nodes."""

    inventory: Inventory
    network: Network
    titles: dict[str, str]
    folder: str = ""


def load(folder: str, jobs: int | None, data: Path | None) -> Loaded:
    """Read an inventory folder and make its network."""
    import gc

    from sovaudit.cli._gather import gather
    from sovaudit.cli._library import known_of

    gc.disable()
    inventory = gather((folder,), jobs, known=known_of(data))
    return Loaded(inventory, network(inventory), titles(inventory), folder)


def need_services(loaded: Loaded) -> None:
    """Refuse an inventory that tells of no public service: nothing can be said to stop.

    Raises:
        NothingToAssessError: there is none.
    """
    if not loaded.inventory.services:
        hint = _("fill the register of services (services.csv: id, name, criticality, dmia_hours)")
        raise NothingToAssessError(_("no public service: nothing can be said to stop"), loaded.folder, hint)


def node_of(loaded: Loaded, written: str) -> str:
    """Return the id of a node of the network, or of a component, as a person wrote it.

    Takes a node id (`hosting:salle-1`), a bare id when one node only has it, a name as a register writes it, a country
    code, `component:` with an id, or a package URL in any spelling that the inventory has.

    Raises:
        UsageError: there is no such node; the hint names the nearest ones.
    """
    nodes = loaded.network.nodes
    text = written.strip()
    component = text.removeprefix("component:")
    if text.startswith(("component:", "pkg:")) and any(each.id == component for each in loaded.inventory.components):
        return f"component:{component}"
    if loaded.network.position(text) is not None:
        return text
    if text.startswith(("component:", "pkg:")):
        from sovaudit.cli._explain_component import number_of

        number = number_of(component, loaded.inventory, Path(loaded.folder))
        return f"component:{loaded.inventory.components[number].id}"
    folded = text.casefold()
    same = [each for each in nodes if each.partition(":")[2].casefold() == folded]
    same += [each for each, name in loaded.titles.items() if name.casefold() == folded and each not in same]
    if len(same) == 1:
        return same[0]
    if same:
        raise UsageError(_("several nodes are called so"), text, _("one of: {nodes}").format(nodes=", ".join(same)))
    names = {each.casefold(): each for each in nodes}
    names |= {name.casefold(): each for each, name in loaded.titles.items()}
    names |= {each.partition(":")[2].casefold(): each for each in nodes}
    near = difflib.get_close_matches(folded, names, NEAR)
    found = ", ".join(list(dict.fromkeys(names[each] for each in near))[:NEAR])
    listed = _("`sovaudit graph export -f json` lists the nodes")
    raise UsageError(_("no such node"), text, _("did you mean {nodes}?").format(nodes=found) if found else listed)
