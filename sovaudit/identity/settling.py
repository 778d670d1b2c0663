# SPDX-License-Identifier: EUPL-1.2
"""All files are in -> components that weaker keys show to be one, and what descriptions of one disagree on.

A component without package URL is the one other component that has its CPE name, or else its SWID tag id. When several
have it (tools guess CPE names: `cpe:2.3:a:foo:foo:1` fits `foo` of npm and of PyPI), it stays apart, and that is said.
Two package URLs are never merged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from sovaudit.identity.components import Components, merge, swid_id
from sovaudit.identity.cpes import identifying_cpe
from sovaudit.identity.oddities import oddities
from sovaudit.language import _
from sovaudit.model import Component, Issue
from sovaudit.model.identities import Conflict, Merge, Refusal

KEYS: tuple[tuple[str, Callable[[Component], str]], ...] = (
    ("cpe", lambda each: identifying_cpe(each.cpe) if each.cpe and not oddities(each.name) else ""),
    ("swid", lambda each: swid_id(each.swid) if each.swid and not oddities(each.name + each.swid) else ""),
)
"""Keys weaker than a package URL, strongest first; a name that deceives the eye is no other's (promise P7)."""

FIELDS = ("type", "supplier", "supplier_country", "licences")
"""What is compared beside digests."""
SAID_AT_MOST = 20
_SHA = re.compile(r"SHA-?(1|224|256|384|512)")


class Settled(Struct, frozen=True):
    """Which components are one.

    Args:
        survivor: per component number, the number of the one that stands for it (itself, mostly).
        merges: sorted by the merged id.
        refusals: sorted by id.
    """

    survivor: list[int]
    merges: tuple[Merge, ...]
    refusals: tuple[Refusal, ...]


def settle(components: Components) -> Settled:
    """Merge the components that are one by a weaker key, in place; the result hangs on no order.

    The merged ones stay in `components.found` as they were: `survivor` says that nobody is to use them.
    """
    settled = resolve(components.found)
    for number, kept in enumerate(settled.survivor):
        if kept != number:
            both = components.found[kept], components.found[number]
            components.said.setdefault(kept, {both[0]}).update(components.said.get(number, {both[1]}))
            components.found[kept] = merge(*both)
    return settled


def resolve(components: Sequence[Component]) -> Settled:
    """Tell which components are one by a weaker key; none is changed."""
    survivor = list(range(len(components)))
    if not any(each.cpe or each.swid for each in components):
        return Settled(survivor, (), ())
    merges: list[Merge] = []
    refusals: list[Refusal] = []
    weak = [number for number, each in enumerate(components) if not each.purl]
    for key, value_of in KEYS:
        wanted = {number: value for number in weak if (value := value_of(components[number]))}
        holders = _holders(components, value_of, set(wanted.values())) if wanted else {}
        for number, value in wanted.items():
            found = _stronger(components, number, holders[value], key)
            ids = tuple(sorted(components[each].id for each in found))
            if survivor[number] != number:
                continue
            if len(found) == 1:
                survivor[number] = found[0]
                merges.append(Merge(ids[0], components[number].id, key, value))
            elif len(found) > 1:
                refusals.append(Refusal(components[number].id, key, value, ids))
    return Settled(
        [_last(survivor, number) for number in survivor],
        tuple(sorted(merges, key=lambda each: (each.merged, each.key))),
        tuple(sorted(refusals, key=lambda each: (each.id, each.key))),
    )


def _holders(
    components: Sequence[Component], value_of: Callable[[Component], str], wanted: set[str]
) -> dict[str, list[int]]:
    holders = defaultdict(list)
    for number, each in enumerate(components):
        if (value := value_of(each)) in wanted and value:
            holders[value].append(number)
    return holders


def _stronger(components: Sequence[Component], number: int, holders: list[int], key: str) -> list[int]:
    """Return who else has the key and is better identified: by a package URL, else by a stronger key than this one."""
    own = components[number].id
    named = [each for each in holders if components[each].purl]
    if named:
        return named
    others = [each for each in holders if each != number and _rank(components[each].id) < _rank(own)]
    return others if key == "swid" else []


def _rank(identity: str) -> int:
    return 1 if identity.startswith("cpe:2.3:") else 2 if identity.startswith("swid:") else 3


def _last(survivor: list[int], number: int) -> int:
    """Follow the merges to their end: each goes to a better identified component, so there is one."""
    while survivor[number] != number:
        number = survivor[number]
    return number


def conflicts(components: Components) -> Iterator[Conflict]:
    """Yield what the descriptions of each component disagree on, sorted by id; ask after `settle`."""
    described = sorted(components.said.items(), key=lambda each: components.found[each[0]].id)
    for number, said in described:
        yield from differences(components.found[number].id, said)


def differences(identity: str, said: Iterable[Component]) -> Iterator[Conflict]:
    """Yield what descriptions of one component disagree on, field by field; who is silent disagrees with nobody."""
    described = list(said)
    for field in FIELDS:
        values = {value for each in described for value in stated(each, field)}
        if len(values) > 1:
            yield Conflict(identity, field, tuple(sorted(values)))
    kinds = sorted({kind for each in described for kind in _digests(each)})
    for kind in kinds:
        several = {found for each in described if (found := frozenset(stated(each, kind)))}
        if any(not one & other for one in several for other in several):
            yield Conflict(identity, kind, tuple(sorted(frozenset[str]().union(*several))))


def stated(said: Component, field: str) -> tuple[str, ...]:
    """Return what one description says of a field of `Conflict`; licences as one text, digests in lower case."""
    if field == "licences":
        return (" + ".join(sorted({each.value for each in said.licences})),) if said.licences else ()
    if field in FIELDS:
        value = getattr(said, field)
        return (value,) if value else ()
    return tuple(sorted(_digests(said).get(field, ())))


def _digests(said: Component) -> dict[str, set[str]]:
    """Return the digests by kind, each kind in one spelling: tools write `SHA256` and `SHA-256`."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind, _colon, digest in (each.rpartition(":") for each in said.hashes):
        sha = _SHA.fullmatch(kind.upper())
        found[f"SHA-{sha[1]}" if sha else kind.upper()].add(digest.lower())
    return found


def unsettled(refusals: Iterable[Refusal], disagreeing: Iterable[Conflict]) -> Iterator[Issue]:
    """Yield what to say between files: what could be several components, and digests that differ; the rest is counted.

    Other disagreements (types, suppliers, licences) are for `sovaudit explain`: files differ on them every day.
    """
    hint = _("`sovaudit explain component:…` shows what each file says")
    said: list[Issue] = []
    for refused in refusals:
        text = _("could be any of {candidates} by its {key}: kept apart: {id}")
        named = ", ".join(refused.candidates[:3]) + (", …" if len(refused.candidates) > 3 else "")
        said.append(Issue("", text.format(candidates=named, key=refused.key.upper(), id=refused.id), hint))
    yield from _first_of(said, hint)
    kinds: dict[str, list[str]] = {}
    for each in disagreeing:
        if each.field not in FIELDS:
            kinds.setdefault(each.id, []).append(each.field)
    text = _("files give different digests of {id} ({kinds})")
    yield from _first_of([Issue("", text.format(kinds=", ".join(kinds[id_]), id=id_), hint) for id_ in kinds], hint)


def _first_of(issues: list[Issue], hint: str) -> Iterator[Issue]:
    yield from issues[:SAID_AT_MOST]
    if len(issues) > SAID_AT_MOST:
        text = _("and {count} more of the same kind").format(count=len(issues) - SAID_AT_MOST)
        yield Issue("", text, hint)
