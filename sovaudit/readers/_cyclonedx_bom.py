# SPDX-License-Identifier: EUPL-1.2
"""A CycloneDX document of either syntax -> Bom: entries, edges, services, statements, and all that is wrong.

A component that says neither what it is called nor how it is referred to is no entry: it is rejected and counted. The
parts nested in the document's own subject are taken as the subject itself. Components in a pedigree are no entries.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import repeat
from operator import attrgetter

from sovaudit.language import _
from sovaudit.model import Bom, Descriptions, Issue, Subject
from sovaudit.readers import _cyclonedx_checks, _edges
from sovaudit.readers._cyclonedx import MADE, NOTHING, Component, Contents, Places
from sovaudit.readers._cyclonedx_entries import describe_all, describe_one, organisation
from sovaudit.readers._cyclonedx_online import online, references
from sovaudit.readers._cyclonedx_statements import completeness, statements
from sovaudit.readers._grouped import Grouped

_ref, _needed, _name = map(attrgetter, ("ref", "dependsOn", "name"))


def bom(contents: Contents, descriptions: Descriptions, issues: list[Issue]) -> Bom:
    """Make the bill of materials; `issues` has what was wrong so far and receives the rest."""
    MADE.clear()
    said = Grouped()
    lost = _leave_out_nameless(contents, said)
    refs = _taken_off(contents.entries)
    places, at = contents.places, contents.at
    services, needs, edges = _edges_of(contents, refs, issues)
    described, unfit = describe_all(contents.entries, descriptions, contents.layout, places, said)
    _flag_repeats(refs, described, places, said)
    stated, unnamed = statements(contents.vulnerabilities, edges.positions, said)
    made = Bom(
        subject=_subject(contents, said),
        version=contents.version,
        described=described,
        pattern=places.pattern,
        dependants=edges.dependants,
        dependencies=edges.dependencies,
        edge_count=edges.count,
        places=places.exceptions,
        partial=contents.lost or lost or unfit or unnamed or edges.ambiguous,
        names=_cyclonedx_checks.names(contents, issues),
        links=_cyclonedx_checks.links(contents.references, edges.missing, at["dependencies"], said),
        created=_cyclonedx_checks.created(contents, issues),
        compositions=completeness(contents.compositions, edges.positions, services, said),
        online=online(contents.services, services, zip(*needs, strict=True), edges.positions, issues),
        statements=stated,
    )
    made.issues = (*issues, *said.issues())
    return made


def _edges_of(
    contents: Contents, refs: Sequence[str | None], issues: list[Issue]
) -> tuple[dict[str, int], _edges.Needs, _edges.Edges]:
    """Resolve references: of services, and of who needs whom."""
    root, at = contents.metadata.component, contents.at
    subject = root.ref if root else None
    parts = _parts(root, at["parts"], issues)
    services = references(contents.services, (*refs, subject), issues) if contents.services else {}
    needs = (list(map(_ref, contents.dependencies)), list(map(_needed, contents.dependencies)))
    where = at["dependencies"]
    found = _edges.resolve(
        refs, parts, needs, contents.places, issues, subject=subject, elsewhere=services, where=where
    )
    return services, needs, found


def _taken_off(entries: list[Component]) -> list[str | None]:
    """Take the references off all entries, as they are no part of their descriptions, and return them."""
    refs = list(map(_ref, entries))
    deque(map(setattr, entries, repeat("ref"), repeat(None)), maxlen=0)
    return refs


def _leave_out_nameless(contents: Contents, said: Grouped) -> bool:
    """Say which entries have no name; leave out those that have nothing else either, and tell whether any was."""
    entries, places = contents.entries, contents.places
    if all(map(_name, entries)):
        return False
    kept: list[Component] = []
    exceptions: dict[int, str] = {}
    for number, entry in enumerate(entries):
        if entry.name or entry.purl or entry.ref or entry.cpe or entry.swid is not NOTHING:
            if number != len(kept) or number in places.exceptions:
                exceptions[len(kept)] = places(number)
            kept.append(entry)
            if not entry.name:
                said.say(places(number), _("component without a name"))
        else:
            hint = _("ask its author what stands here")
            said.say(places(number), _("a component that says nothing of what it is: left out"), hint)
    contents.entries = kept
    contents.places = Places(places.pattern, exceptions, places.joint)
    return len(kept) < len(entries)


def _flag_repeats(refs: Sequence[str | None], described: Sequence[int], places: Places, said: Grouped) -> None:
    """Flag entries that say just the same as another one and that no reference tells apart: all are kept."""
    if None not in refs:
        return
    seen: set[int] = set()
    for number, (ref, description) in enumerate(zip(refs, described, strict=True)):
        if not ref and description in seen:
            said.say(places(number), _("says just the same as an entry before it: both are counted"))
        seen.add(description)


def _parts(root: Component | None, place: str, issues: list[Issue]) -> list[str]:
    """List the references of the parts nested in the document's own subject."""
    if root is None:
        return []
    refs: list[str] = []
    count = 0
    waiting = list(root.components or ())
    while waiting:
        part = waiting.pop()
        count += 1
        refs += [part.ref] if part.ref else []
        waiting += part.components or ()
    if count:
        text = _("parts nested in the document's own subject, taken as the subject itself: {count}")
        issues.append(Issue(place, text.format(count=count)))
    return refs


def _subject(contents: Contents, said: Grouped) -> Subject:
    """Make the subject; who supplies it may be said of it or of the whole document."""
    metadata, root = contents.metadata, contents.metadata.component
    if root is None:
        return Subject()
    found = describe_one(root, lambda member: f"{contents.at['subject']}{contents.places.joint}{member}", said)
    supplier, country = found.supplier, found.supplier_country
    if not (root.supplier or root.manufacturer):
        lost: list[Issue] = []
        who = organisation(bytes(metadata.supplier), "supplier", lost)
        who = who or organisation(bytes(metadata.manufacture), "manufacture", lost)
        for each in lost:
            said.add(Issue(f"{contents.at['metadata']}{contents.places.joint}{each.place}", each.message), each.place)
        if who is not None:
            supplier = who.name or supplier
            country = ((who.address.country if who.address else None) or "").strip().upper()
    return Subject(
        name=found.name,
        version=found.version,
        purl=found.purl,
        type=found.type,
        supplier=supplier,
        supplier_country=country,
        licences=found.licences,
        cpe=found.cpe,
    )
