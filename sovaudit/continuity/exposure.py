# SPDX-License-Identifier: EUPL-1.2
"""Which applications contain what: by package URL, by name, by versions; how it comes in, and whom it exposes.

`Exposure` is made once from an inventory's arrays, in time proportional to what they hold; a look-up then takes
milliseconds. What is not known is told beside what is: versions that cannot be compared, applications without a bill of
materials, components to which no chain of dependencies leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.continuity._chains import Way, ways
from sovaudit.continuity._own import links_of
from sovaudit.continuity._packages import Packages, kind_of, version_of
from sovaudit.continuity._ranges import range_of
from sovaudit.continuity._serving import Serving
from sovaudit.graph import Network, contained
from sovaudit.model import Inventory, Unknown

if TYPE_CHECKING:
    from numpy import int32, int64, uint64
    from numpy.typing import NDArray


class Held(Struct, frozen=True):
    """A component in an application.

    Args:
        application: its id.
        through: ids of the direct dependencies that bring it in; the component itself among them when it is one. None
            when the bills of materials tell of no chain.
        only_through: the direct dependency without which it would not be there; empty when there are several ways.
        chain: ids of a shortest one, from a direct dependency to the component.
        direct: whether it is a direct dependency; None when no chain is known.
        services: ids of the services that rely on the application, by themselves or through other applications; sorted.
    """

    application: str
    through: tuple[str, ...]
    only_through: str
    chain: tuple[str, ...]
    direct: bool | None
    services: tuple[str, ...]


class Found(Struct, frozen=True):
    """A component that was asked for.

    Args:
        id, version: of the component.
        applications: that contain it, in the order of the inventory.
        elsewhere: paths of the files that have it and that no application claims, such as inventories of machines.
    """

    id: str
    version: str
    applications: tuple[Held, ...]
    elsewhere: tuple[str, ...]


class Undecided(Struct, frozen=True):
    """A component of which nobody can say whether its version is one that was asked for.

    Args:
        applications: ids of those that contain it.
    """

    id: str
    version: str
    reason: Unknown
    applications: tuple[str, ...]


class Spread(Struct, frozen=True):
    """The versions of a package that are in use.

    Args:
        package: package URL without version; the name of what has none.
        versions: (version, number of applications), the most used first; an empty version is one that no file states.
        applications: how many applications contain any of them.
    """

    package: str
    versions: tuple[tuple[str, int], ...]
    applications: int


class LookUp(Struct, frozen=True):
    """The answer to a look-up.

    Args:
        wanted, versions: as they were asked for.
        components: sorted by id.
        unknown: known by that name, of a version that cannot be compared.
        spread: every version in use of the packages that were meant, those outside the range too.
        near: packages that may be meant, when nothing has that name.
    """

    wanted: str
    versions: str
    components: tuple[Found, ...]
    unknown: tuple[Undecided, ...]
    spread: tuple[Spread, ...]
    near: tuple[str, ...]


class Shared(Struct, frozen=True):
    """A package that several applications contain.

    Args:
        services: ids of the services that rely on any of these, sorted.
        applications: their ids, in the order of the inventory.
    """

    spread: Spread
    services: tuple[str, ...]
    applications: tuple[str, ...]


class Exposure:
    """An inventory, laid ready to be asked what contains what."""

    def __init__(self, inventory: Inventory, network: Network) -> None:
        """Lay out the arrays.

        Args:
            inventory: what was read.
            network: its operational network: which services rely on which applications.
        """
        self._inventory = inventory
        self._serving = Serving(network)
        self._packages = Packages(inventory.components)
        self._links = links_of(inventory, self._packages)
        self._ids = np.array([each.id for each in inventory.components], dtype=object)
        self._unclaimed = _unclaimed(inventory)

    @cached_property
    def without_bill(self) -> tuple[str, ...]:
        """Return the ids of the applications that no bill of materials describes: nobody knows what they contain."""
        described = {application for _file, application in self._inventory.claims}
        return tuple(each.id for at, each in enumerate(self._inventory.applications) if at not in described)

    def look_up(self, wanted: str, versions: str = "") -> LookUp:
        """Tell which applications contain something.

        Args:
            wanted: a package URL with or without version and qualifiers, the id of a component, or a name in any case.
            versions: a range (`vers:npm/<4.17.21`, `<4.17.21`, `[2.0,2.15)`); empty for every version.

        Raises:
            ValueError: the range cannot be read.
        """
        asked = range_of(versions) if versions else None
        meant = self._packages.of(wanted)
        found, unknown = [], []
        for at in meant:
            one = self._inventory.components[at]
            holds = True if asked is None else asked.holds(version_of(one), kind_of(one))
            if isinstance(holds, Unknown):
                unknown.append(Undecided(one.id, version_of(one), holds, self._names(self._links.holders.of(at))))
            elif holds:
                found.append(at)
        elsewhere = self._elsewhere(found)
        packages = dict.fromkeys(self._packages.codes[at] for at in meant)
        return LookUp(
            wanted,
            versions,
            tuple(self._found(at, elsewhere.get(at, ())) for at in found),
            tuple(unknown),
            tuple(self._spread(code) for code in packages),
            () if meant else self._packages.near(wanted),
        )

    def held(self, component: int) -> tuple[Held, ...]:
        """Return how a component, known by its position, comes into each application that contains it."""
        return tuple(self._held(way) for way in ways(self._links, component))

    def shared(self, top: int | None = None) -> tuple[Shared, ...]:
        """Return the packages that several applications contain, as `ranked` does, so many of them at most."""
        return tuple(islice(self.ranked(), top))

    @property
    def shared_count(self) -> int:
        """Return how many packages are in several applications."""
        return int((np.bincount(self._pairs[0]) > 1).sum())

    def ranked(self) -> Iterator[Shared]:
        """Yield the packages that several applications contain: by services exposed, then by applications, by name.

        All versions of a package are one. What a file calls an operating system, or the application's own package, is a
        package like others.
        """
        package, application = self._pairs
        counts = np.bincount(package, minlength=len(self._packages.names))
        exposed = self._exposed(package, application, counts)
        several = np.flatnonzero(counts > 1)
        names = np.array(self._packages.names, dtype=object)[several]
        ends = np.cumsum(counts)
        for code in several[np.lexsort((names, -counts[several], -exposed[several]))].tolist():
            holding = self._names(application[ends[code] - counts[code] : ends[code]])
            yield Shared(self._spread(code), self._serving.of(*holding), holding)

    @cached_property
    def _pairs(self) -> tuple[NDArray[int32], NDArray[int32]]:
        """Return which package is in which application, distinct pairs, sorted."""
        held = contained(self._inventory)
        size = len(self._inventory.applications)
        codes = np.array(self._packages.codes, dtype=np.int64)
        pairs = np.unique(codes[held.component] * size + held.application)
        return (pairs // max(size, 1)).astype(np.int32), (pairs % max(size, 1)).astype(np.int32)

    def _exposed(
        self, package: NDArray[int32], application: NDArray[int32], counts: NDArray[np.intp]
    ) -> NDArray[int32]:
        """Return how many services each package exposes.

        Args:
            package, application: which is in which, sorted by package.
            counts: how many applications each package is in.
        """
        bits = self._service_bits
        used = np.flatnonzero(counts)
        starts = (np.cumsum(counts) - counts)[used]
        found = np.zeros(len(counts), dtype=np.int32)
        for word in range(bits.shape[1] if used.size else 0):
            together = np.bitwise_or.reduceat(bits[application, word], starts)
            found[used] += np.bitwise_count(together).astype(np.int32)
        return found

    @cached_property
    def _service_bits(self) -> NDArray[uint64]:
        """Return, per application, the services that rely on it: a bit each, in words of 64."""
        words = (len(self._serving.services) + 63) // 64
        raw = b"".join(
            self._serving.bits((each.id,)).to_bytes(words * 8, "little") for each in self._inventory.applications
        )
        return np.frombuffer(raw, dtype="<u8").astype(np.uint64).reshape(len(self._inventory.applications), words)

    def _found(self, component: int, elsewhere: Iterable[str]) -> Found:
        one = self._inventory.components[component]
        return Found(one.id, version_of(one), self.held(component), tuple(elsewhere))

    def _held(self, way: Way) -> Held:
        application = self._inventory.applications[way.application].id
        return Held(
            application,
            tuple(self._ids.take(way.through).tolist()),
            self._ids[way.only_through] if way.only_through >= 0 else "",
            tuple(self._ids[way.chain].tolist()),
            len(way.chain) == 1 if way.chain else None,
            self._serving.of(application),
        )

    def _spread(self, package: int) -> Spread:
        """Count the applications that contain each version of a package."""
        using: dict[str, set[int]] = {}
        for at in self._packages.members[package]:
            version = version_of(self._inventory.components[at])
            using.setdefault(version, set()).update(self._links.holders.of(at).tolist())
        counts = sorted(((version, len(each)) for version, each in using.items()), key=lambda one: (-one[1], one[0]))
        return Spread(self._packages.names[package], tuple(counts), len(set().union(*using.values())))

    def _names(self, applications: NDArray[int32] | NDArray[int64]) -> tuple[str, ...]:
        return tuple(self._inventory.applications[at].id for at in applications.tolist())

    def _elsewhere(self, components: Sequence[int]) -> dict[int, list[str]]:
        """Return the files that have each of some components and that no application claims."""
        found: dict[int, list[str]] = {}
        inside = np.isin(self._unclaimed[:, 0], np.array(components, dtype=np.int32))
        for component, file in self._unclaimed[inside].tolist():
            found.setdefault(component, []).append(self._inventory.files[file].path)
        return found


def _unclaimed(inventory: Inventory) -> NDArray[int32]:
    """Return which component is in which file that no application claims: distinct pairs, sorted."""
    claimed = np.zeros(len(inventory.files), dtype=bool)
    claimed[[file for file, _application in inventory.claims]] = True
    here = ~claimed[inventory.occurrence_file]
    size = max(len(inventory.files), 1)
    keys = np.unique(inventory.occurrence_component[here].astype(np.int64) * size + inventory.occurrence_file[here])
    return np.stack((keys // size, keys % size), axis=1).astype(np.int32)
