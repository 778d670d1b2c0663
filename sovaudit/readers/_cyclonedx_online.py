# SPDX-License-Identifier: EUPL-1.2
"""Services of a CycloneDX file -> online services, with who calls them.

Who needs a service, by `dependencies`: a component, the subject or another service. A service that holds others needs
them. One that nothing is said to need is called by the subject: the file lists it as part of it. A service is no
component: it is not counted, and what it is said to need among the components is counted in an Issue only.

Source: https://cyclonedx.org/docs/1.7/json/#services and https://cyclonedx.org/capabilities/saasbom/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sovaudit.language import _
from sovaudit.model import ROOT, Issue, OnlineService
from sovaudit.readers._cyclonedx import Service

Listed = Sequence[tuple[str, Service, int]]


def references(services: Listed, taken: Iterable[str | None], issues: list[Issue]) -> dict[str, int]:
    """Map references to services, and say which ones something else has too."""
    if not services:
        return {}
    others = frozenset(filter(None, taken))
    found: dict[str, int] = {}
    for number, (place, service, _holder) in enumerate(services):
        if service.ref and (service.ref in others or service.ref in found):
            hint = _("edges to it are taken as edges to the first that has it, components before services")
            text = _("reference of a service that stands for something else too: {ref}")
            issues.append(Issue(place, text.format(ref=service.ref), hint))
        elif service.ref:
            found[service.ref] = number
    return found


def online(
    services: Listed,
    by_ref: Mapping[str, int],
    needs: Iterable[tuple[str, Sequence[str]]],
    positions: Mapping[str | None, int],
    issues: list[Issue],
) -> tuple[OnlineService, ...]:
    """Make the online services of a file.

    Args:
        services: as `_cyclonedx_sections.services` gives them.
        by_ref: reference -> position in `services`.
        needs: (reference, references it needs).
        positions: reference -> entry number, ROOT for the subject.
        issues: receives what cannot be followed.
    """
    if not services:
        return ()
    refs = {number: ref for ref, number in by_ref.items()}
    ids = [refs.get(number) or place for number, (place, _service, _holder) in enumerate(services)]
    called: list[set[str]] = [set() for _service in services]
    callers: list[set[int]] = [set() for _service in services]
    held = {number for number, (_place, _service, holder) in enumerate(services) if holder >= 0}
    for number in held:
        called[services[number][2]].add(ids[number])
    needed = set(held)
    on_components = 0
    for ref, targets in needs:
        caller, position = by_ref.get(ref), positions.get(ref)
        for each in targets:
            target = by_ref.get(each)
            if target is None:
                on_components += caller is not None and positions.get(each) is not None
            elif caller is not None:
                called[caller].add(ids[target])
                needed.add(target)
            elif position is not None:
                callers[target].add(position)
                needed.add(target)
    if on_components:
        text = _("services that need components of the file, which is not followed: {count}")
        issues.append(Issue("", text.format(count=on_components)))
    for number in set(range(len(services))) - needed:
        callers[number].add(ROOT)
    return tuple(
        _made(service, place, ids[number], called[number], callers[number])
        for number, (place, service, _holder) in enumerate(services)
    )


def _made(service: Service, place: str, own_id: str, called: set[str], callers: set[int]) -> OnlineService:
    provider = service.provider
    address = provider.address if provider else None
    flows = (f"{each.flow} {each.classification}".strip() for each in service.data or ())
    return OnlineService(
        id=own_id,
        name=f"{service.group}/{service.name}" if service.group else service.name,
        version=service.version or "",
        provider=(provider.name if provider else None) or "",
        provider_country=((address.country if address else None) or "").strip().upper(),
        endpoints=tuple(service.endpoints or ()),
        crosses_boundary=_yes_no(service.boundary),
        authenticated=_yes_no(service.authenticated),
        data=tuple(filter(None, flows)),
        needs=tuple(sorted(called)),
        dependants=tuple(sorted(callers)),
        place=place,
    )


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"
