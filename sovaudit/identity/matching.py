# SPDX-License-Identifier: EUPL-1.2
"""Names that people and installers write -> the things of the inventory they stand for, never silently.

Programs found on machines are looked for among the applications, the catalogues and the programs that bills of
materials describe; applications among the catalogues; publishers among the organisations. Rules, best first: `exact`
(the name but for case, accents, punctuation, version, architecture and language), `alias`, `edition` (editions and
years put aside), `prefix` (the publisher's name put aside), `tokens` (weighted words in common).

A match is certain when the name is exact, one thing only has it, and both sides name the same publisher (of an
organisation: no other legal form). Every other match changes nothing until a person confirms it in `corrections.yaml`.
A name that deceives the eye is matched to nothing (promise P7).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.credentials import masked
from sovaudit.identity._candidates import Candidate, Index, Proposal, purl_names
from sovaudit.identity._names import firm, program
from sovaudit.identity.corrections import NOTHING, Correction, Corrections
from sovaudit.identity.oddities import oddities
from sovaudit.identity.purls import canonical
from sovaudit.language import _
from sovaudit.model import INSTALLED, Inventory, Issue, Source, Unknown
from sovaudit.model.identities import CERTAIN, CONFIRMED, UNCERTAIN, Match

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray

    Ints = NDArray[int32]

SOURCES = 20
"""Places that a match names at most."""
PROGRAMS = ("application", "framework", "operating-system", "platform", "container")
"""Types of components whose name a program on a machine may have."""


class Found(Struct):
    """A name as files write it: one per program and publisher, whatever the version.

    Args:
        kind: `installed`, `application` or `publisher`.
    """

    kind: str
    name: str
    publisher: str
    sources: list[Source]
    components: set[str]
    versions: set[str]
    count: int = 0


class Matched(Struct, frozen=True):
    """All matches, sorted, and what is wrong with the corrections."""

    matches: tuple[Match, ...]
    issues: tuple[Issue, ...] = ()


def match(inventory: Inventory, corrections: Corrections) -> Matched:
    """Match the names of an inventory by the rules above and by what people confirmed."""
    installed = list(_installed(inventory))
    names = [*installed, *_applications(inventory), *_publishers(inventory, installed)]
    if not names and not corrections.matches:
        return Matched(())
    candidates = _candidates(inventory)
    indexes = {kind: Index(each, organisations=kind == "organisation") for kind, each in candidates.items()}
    known = {each.id: each for several in candidates.values() for each in several}
    known |= _named(inventory, corrections)
    decided = _Decided(corrections.matches)
    found: list[Match] = []
    for each in names:
        found += _of(each, indexes, decided, known)
    order = sorted(found, key=lambda each: (each.kind, each.name, each.publisher, each.target))
    return Matched(tuple(order), tuple(_undefined(corrections, known)))


def contained(inventory: Inventory, matches: Iterable[Match]) -> tuple[Ints, Ints]:
    """Return which application is installed as which component, by the matches that count: distinct pairs, sorted.

    Returns:
        Positions in `applications` and in `components`, two parallel arrays.
    """
    applications = {f"application:{each.id}": number for number, each in enumerate(inventory.applications)}
    wanted = [each for each in matches if each.counts and each.kind == "installed" and each.target in applications]
    named = {id_ for each in wanted for id_ in each.components}
    positions = {each.id: number for number, each in enumerate(inventory.components) if each.id in named}
    pairs = sorted({(applications[each.target], positions[id_]) for each in wanted for id_ in each.components})
    both = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _of(found: Found, indexes: dict[str, Index], decided: _Decided, known: dict[str, Candidate]) -> Iterator[Match]:
    """Yield the matches of one name: confirmed ones, and for each kind of thing what the rules propose."""
    if oddities(found.name) or oddities(found.publisher):
        return
    confirmed = decided.confirmed(found)
    if any(each.target == NOTHING for each in confirmed):
        return
    kinds = {each.target.partition(":")[0] for each in confirmed}
    for each in confirmed:
        target = _normal(each.target)
        if target in known:
            proposal = Proposal(known[target], "correction", 1.0, True)
            yield _match(found, proposal, CONFIRMED, each)
    for kind in _LOOKED_FOR[found.kind]:
        if kind in kinds:
            continue
        proposals = _proposals(found, indexes[kind])
        alone = len({each.candidate.id for each in proposals}) == 1
        for proposal in proposals:
            certain = proposal.rule == "exact" and proposal.agrees and alone
            target = proposal.candidate.id
            if target.removeprefix("component:") not in found.components and not decided.refused(found, target):
                yield _match(found, proposal, CERTAIN if certain else UNCERTAIN)


_LOOKED_FOR = {
    "installed": ("application", "catalogue", "component"),
    "application": ("catalogue",),
    "publisher": ("organisation",),
}


def _proposals(found: Found, index: Index) -> list[Proposal]:
    """Ask for each version that was found; only components differ by it."""
    best: dict[str, Proposal] = {}
    for version in sorted(found.versions) or [""]:
        for each in index.proposals(found.name, found.publisher, version):
            best.setdefault(each.candidate.id, each)
        if not index.versioned:
            break
    return list(best.values())


def _match(found: Found, proposal: Proposal, status: str, by: Correction | None = None) -> Match:
    return Match(
        found.kind,
        found.name,
        found.publisher,
        proposal.candidate.id,
        proposal.candidate.title,
        proposal.rule,
        proposal.score,
        status,
        tuple(sorted(set(found.sources), key=lambda each: (each.path, each.place))[:SOURCES]),
        tuple(sorted(found.components)),
        found.count,
        *((by.by, by.on, by.why) if by else ()),
    )


class _Decided:
    """What people decided, by the keys of the names."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._by_name: dict[str, list[Correction]] = {}
        for each in corrections:
            self._by_name.setdefault(program(each.name).plain if each.name else "", []).append(each)

    def _about(self, found: Found) -> Iterator[Correction]:
        name = program(found.name).plain if found.kind != "publisher" else ""
        publisher = firm(found.publisher if found.kind != "publisher" else found.name).plain
        for each in self._by_name.get(name, ()):
            if not each.publisher or firm(each.publisher).plain == publisher:
                yield each

    def confirmed(self, found: Found) -> list[Correction]:
        return [each for each in self._about(found) if each.holds]

    def refused(self, found: Found, target: str) -> bool:
        return any(not each.holds and _normal(each.target) == target for each in self._about(found))


def _normal(target: str) -> str:
    """Write a component's package URL in canonical form, whatever a person typed."""
    kind, _colon, name = target.partition(":")
    return f"component:{canonical(name) or name}" if kind == "component" else target


def _candidates(inventory: Inventory) -> dict[str, list[Candidate]]:
    """List what names may stand for, by kind."""
    organisations = {each.id: _text(each.name) or each.id for each in inventory.organisations}
    found: dict[str, list[Candidate]] = {"application": [], "component": []}
    found["organisation"] = [Candidate(f"organisation:{key}", name) for key, name in organisations.items()]
    found["catalogue"] = [
        Candidate(f"catalogue:{each.id}", each.name, each.aliases) for each in inventory.catalogue if each.name
    ]
    for each in inventory.applications:
        publisher = _text(each.publisher)
        cpe = _text(each.cpe).split(":")
        aliases = purl_names(_text(each.purl)) + ((cpe[4],) if len(cpe) > 5 else ())
        publishers = tuple(filter(None, (organisations.get(publisher, publisher), cpe[3] if len(cpe) > 5 else "")))
        name = _text(each.name) or each.id
        found["application"].append(Candidate(f"application:{each.id}", name, aliases, publishers))
    found["component"] = [
        Candidate(f"component:{each.id}", each.name, (), (each.supplier,) if each.supplier else (), each.version)
        for each in inventory.components
        if each.purl and each.type in PROGRAMS and each.version
    ]
    return found


def _named(inventory: Inventory, corrections: Corrections) -> dict[str, Candidate]:
    """Return the components that a decision names, whatever their type."""
    targets = {_normal(each.target) for each in corrections.matches if each.target.startswith("component:")}
    found = (each for each in inventory.components if f"component:{each.id}" in targets) if targets else ()
    return {f"component:{each.id}": Candidate(f"component:{each.id}", each.name) for each in found}


def _installed(inventory: Inventory) -> Iterable[Found]:
    """Gather the programs on machines, one per name and publisher."""
    machines = [each.subject is not None and each.subject.type in INSTALLED for each in inventory.files]
    rows = np.flatnonzero(np.array(machines, dtype=bool)[inventory.occurrence_file])
    numbers, first, counts = np.unique(inventory.occurrence_component[rows], return_index=True, return_counts=True)
    found: dict[tuple[str, str], Found] = {}
    for number, row, count in zip(numbers.tolist(), rows[first].tolist(), counts.tolist(), strict=True):
        each = inventory.components[number]
        if not each.name:
            continue
        key = program(each.name).plain, firm(each.supplier).plain
        file = int(inventory.occurrence_file[row])
        place = inventory.place(file, int(inventory.occurrence_entry[row]))
        one = found.setdefault(key, Found("installed", each.name, each.supplier, [], set(), set()))
        one.name, one.publisher = min(one.name, each.name), min(one.publisher, each.supplier)
        one.sources.append(Source(inventory.files[file].path, place))
        one.components.add(each.id)
        one.versions.add(each.version)
        one.count += count
    return found.values()


def _applications(inventory: Inventory) -> Iterator[Found]:
    """List the applications of the registers, to look for in catalogues."""
    organisations = {each.id: _text(each.name) or each.id for each in inventory.organisations}
    for each in inventory.applications if inventory.catalogue else ():
        name, publisher = _text(each.name), _text(each.publisher)
        if name and not each.adopted:
            publisher = organisations.get(publisher, publisher)
            yield Found("application", name, publisher, [each.origin.source("name")], set(), set(), 1)


def _publishers(inventory: Inventory, installed: Iterable[Found]) -> Iterable[Found]:
    """Gather who publishes something and is no organisation's id: in the registers and on machines."""
    known = {each.id for each in inventory.organisations}
    found: dict[str, Found] = {}

    def add(name: str, sources: Iterable[Source], count: int) -> None:
        if name and name not in known:
            one = found.setdefault(firm(name).plain, Found("publisher", name, "", [], set(), set()))
            one.name = min(one.name, name)
            one.sources += sources
            one.count += count

    for each in inventory.applications if known else ():
        add(_text(each.publisher), [each.origin.source("publisher")], 1)
    for one in installed if known else ():
        add(one.publisher, one.sources, one.count)
    return found.values()


def _undefined(corrections: Corrections, known: dict[str, Candidate]) -> Iterator[Issue]:
    """Report each decision for a thing that the inventory does not have."""
    for each in corrections.matches:
        target = _normal(each.target)
        if target == NOTHING or target in known or not each.holds:
            continue
        kind = target.partition(":")[0]
        near = difflib.get_close_matches(target, [id_ for id_ in known if id_.startswith(kind)][:10_000], n=1)
        hint = _("did you mean « {near} »?").format(near=near[0]) if near else _("define it in its register")
        place = f"{corrections.path}: " + _("line {line}").format(line=each.line)
        yield Issue(
            place, _("a correction names what the inventory does not have: {id}").format(id=masked(target)), hint
        )


def _text(value: str | Unknown) -> str:
    return "" if isinstance(value, Unknown) else value
