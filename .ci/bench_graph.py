# SPDX-License-Identifier: EUPL-1.2
"""Measure the kernels of the dependency graph on made-up cities, one measurement to a process.

usage: bench_graph.py points|pairs|impact NODES      a city in layers, of five edges a node
       bench_graph.py exposure APPLICATIONS          bills of materials of 3 500 components each
"""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from sovaudit.continuity.exposure import Exposure
from sovaudit.continuity.impact import Impacts
from sovaudit.continuity.spof import minimal_pairs, single_points
from sovaudit.graph import DEGRADE, STOP, Network, network
from sovaudit.model import ROOT, Application, Inventory, Service
from tests.identity._inventories import bom, inventory_of, named

T = TypeVar("T")
LAYERS = ("service", "application", "application", "application", "application", "hosting", "organisation", "country")
SHARES = (0.001, 0.02, 0.08, 0.20, 0.30, 0.20, 0.198)
"""Nodes of each layer but the last, of all nodes."""
PLAIN, SPARE, EXTRA = 3.3, 0.05, 1.7
"""Edges a node, on average, to the layer below; nodes but organisations with alternatives; edges that degrade."""
ASKED = 200
"""Look-ups that are timed."""
HELD, KINDS = 3500, 120_000
"""Components of an application; distinct ones of the city."""
BRANCH = 45
"""Components that one direct dependency brings in, at most."""


def city(count: int) -> Network:
    """Make a city in layers; every node but a service is needed by one above, one edge in 5 000 closes a cycle."""
    chance = np.random.default_rng(1)
    sizes = [int(count * share) for share in SHARES]
    sizes.append(count - sum(sizes))
    first = np.cumsum([0, *sizes])
    arrays: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    effects: list[int] = []
    groups = 0

    def below(layer: int, many: int) -> np.ndarray:
        """Choose nodes of the layer below, some far more often than others."""
        nodes: np.ndarray = first[layer + 1] + (sizes[layer + 1] * chance.random(many) ** 1.5).astype(np.int64)
        return nodes

    def add(one: np.ndarray, other: np.ndarray, effect: int, group: np.ndarray | None = None) -> None:
        arrays.append((one, other, np.zeros(len(one), dtype=np.int64) if group is None else group))
        effects.append(effect)

    for layer, size in enumerate(sizes[:-1]):
        nodes = np.arange(first[layer], first[layer + 1])
        needed = np.arange(first[layer + 1], first[layer + 2])
        add(first[layer] + (size * chance.random(len(needed))).astype(np.int64), needed, STOP)
        for mean, how in ((PLAIN - 1, STOP), (EXTRA, DEGRADE)):
            dependant = np.repeat(nodes, chance.poisson(mean, size))
            add(dependant, below(layer, len(dependant)), how)
        spared = nodes[chance.random(size) < (SPARE if LAYERS[layer] != "organisation" else 0)]
        many = chance.integers(2, 4, len(spared))
        group = np.repeat(np.arange(groups + 1, groups + 1 + len(spared)), many)
        add(np.repeat(spared, many), below(layer, len(group)), STOP, group)
        groups += len(spared)
    lower = chance.integers(first[2], first[5], count // 5000)
    add(lower, first[1] + ((lower - first[1]) * chance.random(len(lower))).astype(np.int64), STOP)
    one, other, group = (np.concatenate([each[place] for each in arrays]) for place in range(3))
    effect = np.repeat(effects, [len(each[0]) for each in arrays])
    apart = one != other
    kinds = [kind for kind, size in zip(LAYERS, sizes, strict=True) for _number in range(size)]
    return Network(
        nodes=tuple([f"{kind}:{number:07}" for number, kind in enumerate(kinds)]),
        edges=(),
        dependant=one[apart].astype(np.int32),
        dependency=other[apart].astype(np.int32),
        effect=effect[apart].astype(np.int8),
        group=group[apart].astype(np.int32),
    )


def bills(applications: int) -> Inventory:
    """Make applications whose bills share their components: the first are in all of them, the last in few.

    What a component needs is its own matter, the same in every bill that has it all.
    """
    chance = np.random.default_rng(1)
    components = [named(f"paquet-{number:06}", version="1.0") for number in range(KINDS)]
    many = chance.choice((0, 0, 3, 8, 14), KINDS)
    needs = [(number * chance.random(count)).astype(int).tolist() for number, count in enumerate(many.tolist())]
    files = []
    for number in range(applications):
        held: dict[int, int] = {}
        roots = []
        while len(held) < HELD:
            roots.append(int(chance.integers(KINDS)))
            stack, room = [roots[-1]], len(held) + BRANCH
            while stack and len(held) < room:
                each = stack.pop()
                if each not in held:
                    held[each] = len(held)
                    stack.extend(needs[each])
        edges = [(ROOT, held[each]) for each in dict.fromkeys(roots)]
        edges += [(place, held[other]) for each, place in held.items() for other in needs[each] if other in held]
        files.append(bom(f"{number}.json", list(held), edges))
    records = [Application(f"app{number}", sbom=(f"{number}.json",)) for number in range(applications)]
    services = [Service(f"s{number}", criticality=1 + number % 4) for number in range(40)]
    return inventory_of(*records, *services, files=files, components=components)


def told(label: str, seconds: float, more: str) -> None:
    """Print one line of figures."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{label:<12} {seconds:6.3f} s  ({more})  {memory:,.0f} MB", flush=True)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the wall seconds that some work takes, and what it gives."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def asked(label: str, ready: float, look_up: Callable[[str], int], wanted: list[str]) -> None:
    """Time look-ups one by one; print the median, the worst, and what it found."""
    figures = []
    for each in wanted:
        start = time.perf_counter()
        found = look_up(each)
        figures.append((time.perf_counter() - start, found))
    middle, (worst, found) = statistics.median(each for each, _found in figures), max(figures)
    told(label, middle, f"median; worst {worst:.3f} s, {found:,} found; laid out once in {ready:.3f} s")


def main() -> None:
    """Run one measurement."""
    gc.disable()  # as the commands do
    what, count = sys.argv[1], int(sys.argv[2])
    chance = np.random.default_rng(2)
    if what == "exposure":
        inventory = bills(count)
        ready, exposure = timed(lambda: Exposure(inventory, network(inventory)))
        known = [each.id for each in inventory.components]
        wanted = [known[each] for each in chance.integers(0, len(known), ASKED).tolist()]
        asked("what has X", ready, lambda each: len(exposure.look_up(each).components[0].applications), wanted)
        holders = np.bincount(inventory.contains_component, minlength=len(known))
        everywhere = [known[each] for each in np.argsort(-holders, kind="stable")[:20].tolist()]
        asked("in all", ready, lambda each: len(exposure.look_up(each).components[0].applications), everywhere)
        return
    made = city(count)
    size = f"{count:,} nodes, {len(made.dependant):,} edges"
    if what == "impact":
        ready, impacts = timed(lambda: Impacts(made, inventory_of()))
        wanted = [made.nodes[each] for each in chance.integers(0, count, ASKED).tolist()]
        asked("if X stops", ready, lambda each: len(impacts.of([each]).stopped), wanted)
        return
    criticality = {service: 1 + service % 4 for service in made.of_kind("service")}
    seconds, points = timed(lambda: single_points(made, criticality))
    if what == "points":
        told("all singles", seconds, f"{size}, {len(points):,} stop a service")
        return
    seconds, pairs = timed(lambda: minimal_pairs(made, points))
    told("all pairs", seconds, f"{size}, {len(criticality):,} services, {len(pairs):,} pairs")


if __name__ == "__main__":
    main()
