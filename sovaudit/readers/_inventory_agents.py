# SPDX-License-Identifier: EUPL-1.2
"""What an inventory agent (GLPI, FusionInventory, OCS) found on a machine -> a bill of materials.

One entry for each program, database service, firmware and operating system of the file that has a name, in its order;
one without a name is left out, and said. The subject is the machine; hardware, networks and users are not software
and are not read.

A package URL is made for a package of a Linux distribution alone, where the file tells everything that it is made of:
the package's origin (`from` is `rpm` or `deb`), a distribution of the table below, a version and an architecture. An
RPM whose publisher is another than the distribution (a third party's repository) gets none. What the Windows registry
or an Android phone lists has a name that its publisher chose, and no package: it gets none either.

Source: https://github.com/package-url/purl-spec (types rpm and deb: the namespace is the vendor).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import quote

from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import Bom, Composition, Description, Descriptions, Issue, Subject
from sovaudit.readers._grouped import Grouped

DISTRIBUTIONS = (
    ("fedora", "rpm", "fedora", "fedora project"),
    ("centos", "rpm", "centos", "centos"),
    ("red hat enterprise", "rpm", "redhat", "red hat, inc."),
    ("redhatenterprise", "rpm", "redhat", "red hat, inc."),
    ("rocky", "rpm", "rocky", "rocky enterprise software foundation"),
    ("almalinux", "rpm", "almalinux", "almalinux"),
    ("opensuse", "rpm", "opensuse", "opensuse"),
    ("debian", "deb", "debian", ""),
    ("ubuntu", "deb", "ubuntu", ""),
)
"""Beginning of the operating system's name, kind of package, namespace, publisher that its own packages name."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9+._-]*")
_ARCHITECTURE = re.compile(r"[A-Za-z0-9_-]+")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:+~^_-]*")


class Found(Struct, frozen=True):
    """One thing that an agent lists.

    Args:
        place: where in the file.
        origin: who knows of it: rpm, deb, registry...
        type: application, firmware or operating-system (CycloneDX's words).
    """

    place: str
    name: str
    version: str = ""
    publisher: str = ""
    origin: str = ""
    architecture: str = ""
    type: str = "application"


class Machine(Struct):
    """What an inventory says of the machine itself.

    Args:
        id: the agent's own id of it (`host-2026-01-31-08-00-00`).
        count: machines in the file: a network query may list several.
        made: when the inventory was made, as written.
        partial: where the file says that it is only a part of the inventory; empty when it does not.
    """

    id: str = ""
    name: str = ""
    system: str = ""
    count: int = 1
    made: str = ""
    partial: str = ""


def bom_of(
    found: Iterable[Found], machine: Machine, path: str, pattern: str, descriptions: Descriptions, said: Grouped
) -> Bom:
    """Make the bill of materials of a machine.

    Args:
        found: in the order of the file.
        pattern: the place of the n-th entry, for those it fits.
        said: receives what is wrong; what is already there is kept.
    """
    described: list[int] = []
    places: dict[int, str] = {}
    left_out = 0
    for each in found:
        if not each.name:
            said.say(each.place, _("software without a name: it is left out"), _("see what the agent found there"))
            left_out += 1
            continue
        if each.place != pattern.format(len(described)):
            places[len(described)] = each.place
        number = descriptions.numbers.get(key := _key(each, machine.system))
        described.append(descriptions.add(key, _describe) if number is None else number)
    if machine.partial:
        hint = _("give the whole inventory of the machine beside it")
        said.say(machine.partial, _("a partial inventory: software that it does not list may be installed"), hint)
    if not described:
        hint = _("ask for an inventory with its software")
        said.say("", _("this inventory lists no software"), hint)
    return Bom(
        subject=Subject(
            name=machine.name or machine.id or PurePath(path).stem, type="machine" if machine.count < 2 else "fleet"
        ),
        version="",
        described=described,
        pattern=pattern,
        places=places,
        issues=said.issues(),
        partial=left_out > 0,
        names=(machine.id,) if machine.id else (),
        created=machine.made,
        compositions=(Composition("incomplete", place=machine.partial),) if machine.partial else (),
    )


def say_all(said: Grouped, issues: Iterable[Issue]) -> None:
    """Group issues that were found one by one; those with one message are of one kind."""
    for each in issues:
        said.say(each.place, each.message.replace("{", "{{").replace("}", "}}"), each.hint)


_Key = tuple[str, str, str, str, str, str, str, str]


def _key(each: Found, system: str) -> _Key:
    """Return everything that the description of an entry is made of."""
    package = system if each.origin.lower() in ("rpm", "deb") else ""
    return "agent", each.name, each.version, each.publisher, each.origin, each.architecture, each.type, package


def _describe(key: _Key) -> Description:
    _agent, name, version, publisher, origin, architecture, kind, system = key
    return Description(
        purl=purl_of(Found("", name, version, publisher, origin, architecture), system),
        name=name,
        version=version,
        type=kind,
        supplier=publisher,
        supplier_country="",
        licences=(),
        hashes=(),
    )


def purl_of(each: Found, system: str) -> str:
    """Return the package URL of a distribution's package, empty where it would be a guess.

    >>> purl_of(Found("", "expat", "2.2.8-1.fc31", "Fedora Project", "rpm", "x86_64"), "Fedora")
    'pkg:rpm/fedora/expat@2.2.8-1.fc31?arch=x86_64'
    """
    distribution = next((row for row in DISTRIBUTIONS if system.lower().startswith(row[0])), None)
    if distribution is None or distribution[1] != each.origin.lower():
        return ""
    _beginning, kind, namespace, own = distribution
    if own and each.publisher and not each.publisher.lower().startswith(own):
        return ""
    parts = ((_NAME, each.name), (_VERSION, each.version), (_ARCHITECTURE, each.architecture))
    if not all(form.fullmatch(part) for form, part in parts):
        return ""
    name, version = quote(each.name, safe=""), quote(each.version, safe=":~")
    return f"pkg:{kind}/{namespace}/{name}@{version}?arch={each.architecture}"
