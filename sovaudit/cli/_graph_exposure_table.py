# SPDX-License-Identifier: EUPL-1.2
"""Which applications contain a component, for people: the most vital services first, what is not known last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

from tabulate import tabulate

from sovaudit.cli._errors import placed
from sovaudit.cli._graph import Loaded
from sovaudit.cli._graph_words import Names
from sovaudit.continuity._packages import parts
from sovaudit.continuity._serving import criticalities
from sovaudit.continuity.exposure import Exposure, Held, LookUp, Shared, Spread
from sovaudit.language import _, ngettext, safe
from sovaudit.reports import _format

ROWS = 30
"""Rows of a look-up that a table shows; the rest is counted."""
RANKED = 20
"""Rows of the ranking."""
LISTED = 3
"""Names in a cell."""
VITAL = 4


def looked_up(loaded: Loaded, exposure: Exposure, found: LookUp) -> Iterator[str]:
    """Yield where a component is, how it comes in and whom it exposes; then what nobody knows."""
    names, levels = Names(loaded), criticalities(loaded.inventory)
    rows = [(one.id, held) for one in found.components for held in one.applications]
    applications = {held.application for _component, held in rows}
    services = {each for _component, held in rows for each in held.services}
    yield _head(found, len(applications), services, levels)
    if found.near:
        yield "  → " + _("did you mean « {near} »?").format(near=" », « ".join(map(safe, found.near)))
    if rows:
        rows.sort(key=lambda row: (*_gravity(row[1].services, levels), row[1].application, row[0]))
        headers = [_("component"), _("application"), _("comes in"), _("services exposed")]
        told = told_apart([one.id for one in found.components])
        cells = [
            [
                told[component],
                _application(held.application, names),
                _way(held),
                _services(held.services, names, levels),
            ]
            for component, held in rows[:ROWS]
        ]
        yield ""
        yield tabulate(cells, headers, disable_numparse=True, maxcolwidths=[36, 40, 44, 44])
        if len(rows) > ROWS:
            yield _more(len(rows) - ROWS)
    yield from _rest(found)
    yield from _unbilled(loaded, exposure)


def ranked(loaded: Loaded, exposure: Exposure) -> Iterator[str]:
    """Yield what several applications contain: one row for all that the same applications contain."""
    names, levels = Names(loaded), criticalities(loaded.inventory)
    groups = _groups(exposure.ranked())
    if not groups:
        yield _("No component is known to be in several applications.")
    else:
        headers = [_("components"), _("versions"), _("applications"), _("services exposed"), _("vital ones")]
        cells = [
            [
                _listed([short(each.spread.package) for each in group]),
                _versions(group),
                placed(
                    _format.number(len(group[0].applications)),
                    _listed([names.name(f"application:{each}") for each in group[0].applications]),
                ),
                str(len(group[0].services)),
                str(sum(levels.get(each) == VITAL for each in group[0].services)),
            ]
            for group in groups[:RANKED]
        ]
        yield tabulate(cells, headers, disable_numparse=True, maxcolwidths=[50, 30, 50, None, None])
        yield ""
        text = _("Components in several applications: {count}; above: {shown}. `-f json` has them all.")
        shown = sum(map(len, groups[:RANKED]))
        yield text.format(count=_format.number(exposure.shared_count), shown=_format.number(shown))
        yield _("A row stands for all that the same applications contain.")
    yield from _unbilled(loaded, exposure)


def short(component: str) -> str:
    """Return a component or package as people call it: name and version, without type and qualifiers.

    >>> short("pkg:npm/%40scope/tool@1.0"), short("pkg:deb/debian/nginx@1.2?arch=source"), short("Acme/outil@2")
    ('@scope/tool 1.0', 'nginx 1.2 (source)', 'Acme/outil@2')
    """
    if not component.startswith("pkg:"):
        return safe(component)
    package, version, qualifiers = parts(component)
    kind, _slash, path = unquote(package[4:]).partition("/")
    name = path.rpartition("/")[2] if kind in ("apk", "deb", "rpm") else path
    source = " (source)" if qualifiers & {"arch=source", "arch=src"} else ""
    return safe(f"{name} {version}".strip() + source)


def told_apart(components: Sequence[str]) -> dict[str, str]:
    """Return what to call some components: as `short` does, those of one name and version by what else they differ in.

    >>> told_apart(["pkg:rpm/a/tool@1.0?arch=i686", "pkg:rpm/a/tool@1.0?arch=s390x", "pkg:npm/tool@2.0"]).values()
    dict_values(['tool 1.0 (arch=i686)', 'tool 1.0 (arch=s390x)', 'tool 2.0'])
    >>> told_apart(["pkg:npm/tool@1.0", "pkg:pypi/tool@1.0"]).values()
    dict_values(['pkg:npm/tool@1.0', 'pkg:pypi/tool@1.0'])
    """
    names = {each: short(each) for each in components}
    for more in (_qualified, safe):
        times = Counter(names.values())
        names = {each: name if times[name] == 1 else more(each) for each, name in names.items()}
    return names


def _qualified(component: str) -> str:
    """Return the short name of a component with the qualifiers of its package URL."""
    qualifiers = component.partition("#")[0].partition("?")[2]
    return f"{short(component)} ({safe(unquote(qualifiers).replace('&', ', '))})" if qualifiers else short(component)


def _head(found: LookUp, applications: int, services: set[str], levels: dict[str, int]) -> str:
    wanted = safe(found.wanted)
    if found.versions:
        wanted = _("{wanted} in versions {versions}").format(wanted=wanted, versions=safe(found.versions))
    if not applications:
        return _("No known application contains {wanted}.").format(wanted=wanted)
    text = _("{wanted}: in {applications}; services exposed: {services}, vital ones among them: {vital}")
    return text.format(
        wanted=wanted,
        applications=_applications(applications),
        services=_format.number(len(services)),
        vital=_format.number(sum(levels.get(each) == VITAL for each in services)),
    )


def _rest(found: LookUp) -> Iterator[str]:
    """Yield the versions in use, those that cannot be compared, and files that belong to no application."""
    if found.spread:
        yield ""
        yield _("Versions in use:")
        for each in found.spread[:ROWS]:
            yield "- " + placed(safe(each.package), _spread(each))
        if len(found.spread) > ROWS:
            yield _more(len(found.spread) - ROWS)
    if found.unknown:
        yield ""
        yield _("Nobody can say whether these versions are among them:")
        for one in found.unknown[:ROWS]:
            reason = _("no version stated") if one.reason.unknown == "absent" else one.reason.detail
            yield "- " + placed(f"{short(one.id)} ({_applications(len(one.applications))})", safe(reason))
        if len(found.unknown) > ROWS:
            yield _more(len(found.unknown) - ROWS)
    elsewhere = [each for each in found.components if each.elsewhere]
    if elsewhere:
        yield ""
        yield _("Also in files that no application claims:")
        for held in elsewhere[:ROWS]:
            yield "- " + placed(short(held.id), _listed(list(map(safe, held.elsewhere))))
        if len(elsewhere) > ROWS:
            yield _more(len(elsewhere) - ROWS)
    yield ""


def _unbilled(loaded: Loaded, exposure: Exposure) -> Iterator[str]:
    count, total = len(exposure.without_bill), len(loaded.inventory.applications)
    if not count:
        return
    text = ngettext(
        "{count} application of {total} has no bill of materials: nobody knows what it contains.",
        "{count} applications of {total} have no bill of materials: nobody knows what they contain.",
        count,
    )
    yield text.format(count=_format.number(count), total=_format.number(total))


def _application(own: str, names: Names) -> str:
    name, node = names.name(f"application:{own}"), safe(own)
    return node if name.endswith(f":{node}") else f"{name} ({node})"


def _way(held: Held) -> str:
    """Say how a component comes into an application."""
    if held.direct is None:
        return _("chain not known")
    others = len(held.through) - 1
    if held.direct:
        if not others:
            return _("direct dependency")
        text = ngettext("direct dependency, and by {count} other", "direct dependency, and by {count} others", others)
        return text.format(count=_format.number(others))
    between = [short(each) for each in held.chain[1:-1]]
    first = short(held.chain[0])
    if between:
        first = _("{first}, then {others}").format(first=first, others=_listed(between))
    if held.only_through:
        return _("only by {first}").format(first=first)
    text = ngettext("by {first}; and by {count} other", "by {first}; and by {count} others", others)
    return text.format(first=first, count=_format.number(others))


def _services(services: Sequence[str], names: Names, levels: dict[str, int]) -> str:
    if not services:
        return _("none, by the registers")
    order = sorted(services, key=lambda each: (-levels.get(each, 0), each))
    return _listed([f"{names.name(f'service:{each}')} ({levels.get(each, '?')})" for each in order])


def _gravity(services: Sequence[str], levels: dict[str, int]) -> tuple[int, int]:
    return -max((levels.get(each, 1) for each in services), default=0), -len(services)


def _groups(ranking: Iterable[Shared]) -> list[list[Shared]]:
    """Put together what the same applications contain, in the order of the ranking, as far as a table goes."""
    groups: dict[tuple[str, ...], list[Shared]] = {}
    rank = (0, 0)
    for each in ranking:
        own = (len(each.services), len(each.applications))
        if len(groups) > RANKED and own != rank:
            break
        rank = own
        groups.setdefault(each.applications, []).append(each)
    return list(groups.values())


def _versions(group: Sequence[Shared]) -> str:
    """Say how many versions of a package are in use; of several packages, of how many there are several."""
    if len(group) == 1:
        return _spread(group[0].spread)
    several = sum(len(each.spread.versions) > 1 for each in group)
    if not several:
        return _("one of each")
    text = ngettext("several of {count} component", "several of {count} components", several)
    return text.format(count=_format.number(several))


def _spread(one: Spread) -> str:
    return _listed([f"{safe(version) or _('not stated')} ({_format.number(count)})" for version, count in one.versions])


def _listed(names: Sequence[str]) -> str:
    text = ", ".join(names[:LISTED])
    if len(names) <= LISTED:
        return text
    return f"{text} " + _("and {count} more").format(count=_format.number(len(names) - LISTED))


def _more(count: int) -> str:
    return "… " + _("and {count} more").format(count=_format.number(count))


def _applications(count: int) -> str:
    return ngettext("{count} application", "{count} applications", count).format(count=_format.number(count))
