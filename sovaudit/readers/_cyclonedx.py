# SPDX-License-Identifier: EUPL-1.2
"""What a CycloneDX document is, as types: what its JSON and XML readers both make, and what `_cyclonedx_bom` reads.

Source: https://cyclonedx.org/docs/1.7/json/ and https://cyclonedx.org/docs/1.7/xml/
"""

from __future__ import annotations

from msgspec import Raw, Struct, field

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Issue

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
NOTHING = Raw(b"")
MADE: list[object] = []
"""Every component and dependency that was made since it was last cleared: more than are kept when a member stands
twice, as the decoder keeps the last one. Telling so costs a fiftieth of reading; looking in the bytes, a tenth."""


class Component(Struct, gc=False):
    """One entry; members that repeat from file to file stay raw bytes until a distinct one is seen.

    In the order of the schema, which most writers keep: the decoder looks for the next member first.
    """

    ref: str | None = field(name="bom-ref", default=None)
    type: str = ""
    supplier: Raw = NOTHING
    manufacturer: Raw = NOTHING
    authors: Raw = NOTHING
    author: str | None = None
    publisher: str | None = None
    group: str | None = None
    name: str = ""
    version: str | None = None
    hashes: Raw = NOTHING
    licenses: Raw = NOTHING
    cpe: str | None = None
    purl: str | None = None
    swid: Raw = NOTHING
    pedigree: Raw = NOTHING
    components: list[Component] | None = None
    evidence: Raw = NOTHING

    __post_init__ = MADE.append  # type: ignore[misc]  # no method: it is given each object as it is made


LOST = Component(components=[Component()])
"""Stands in a list for what was no component, so that the places of the others stay right."""


class Dependency(Struct, gc=False):
    ref: str
    dependsOn: list[str] = []

    __post_init__ = MADE.append  # type: ignore[misc]  # no method: it is given each object as it is made


class Metadata(Struct):
    """What the document says of itself and of its subject.

    `manufacturer` (1.6) is who made the document, and left alone; `manufacture` (1.2 to 1.5) who made the subject.
    """

    timestamp: str | None = None
    component: Component | None = None
    supplier: Raw = NOTHING
    manufacture: Raw = NOTHING


class Licence(Struct):
    id: str | None = None
    name: str | None = None
    url: str | None = None
    acknowledgement: str | None = None
    text: Raw = NOTHING


class LicenceChoice(Struct):
    license: Licence | None = None
    expression: str | None = None
    acknowledgement: str | None = None


class LicenceText(Struct):
    content: str = ""
    encoding: str | None = None


class Evidence(Struct):
    licenses: Raw = NOTHING


class Ancestor(Struct):
    name: str = ""
    group: str | None = None
    version: str | None = None
    purl: str | None = None


class Pedigree(Struct):
    ancestors: list[Ancestor] | None = None


class Swid(Struct):
    tagId: str = ""


class Person(Struct):
    name: str | None = None


class Address(Struct):
    country: str | None = None


class Organisation(Struct):
    name: str | None = None
    address: Address | None = None


class Hash(Struct):
    alg: str = ""
    content: str = ""


class ServiceData(Struct):
    classification: str = ""
    flow: str = ""


class Service(Struct):
    name: str = ""
    ref: str | None = field(name="bom-ref", default=None)
    group: str | None = None
    version: str | None = None
    provider: Organisation | None = None
    endpoints: list[str] | None = None
    authenticated: bool | None = None
    boundary: bool | None = field(name="x-trust-boundary", default=None)
    data: list[ServiceData] | None = None


class Affected(Struct):
    ref: str = ""


class Analysis(Struct):
    state: str | None = None
    justification: str | None = None
    detail: str | None = None
    firstIssued: str | None = None
    lastUpdated: str | None = None


class OtherId(Struct):
    id: str = ""


class Advisory(Struct):
    url: str = ""


class Vulnerability(Struct):
    id: str = ""
    references: list[OtherId] | None = None
    recommendation: str | None = None
    advisories: list[Advisory] | None = None
    updated: str | None = None
    analysis: Analysis | None = None
    affects: list[Affected] | None = None


class CompositionSaid(Struct):
    aggregate: str = "not_specified"
    assemblies: list[str] | None = None
    dependencies: list[str] | None = None
    vulnerabilities: list[str] | None = None


class Reference(Struct):
    """An external reference of the document or of something in it."""

    url: str
    type: str
    place: str


class Places:
    """Where each entry stands: as the pattern says, or an exception.

    Args:
        pattern: the place of the n-th entry.
        exceptions: the place of entries that the pattern does not fit.
        joint: what stands between the place of an entry and the name of a member in it.
    """

    def __init__(self, pattern: str, exceptions: dict[int, str], joint: str) -> None:
        self.pattern = pattern
        self.exceptions = exceptions
        self.joint = joint

    def __call__(self, number: int) -> str:
        return self.exceptions.get(number) or self.pattern.format(number)

    def inside(self, number: int, member: str) -> str:
        """Say where a member of an entry stands."""
        return f"{self(number)}{self.joint}{member}"


class Contents(Struct):
    """A whole document, whatever its syntax; what is no list of entries comes with its places.

    Args:
        at: the places of what there is one of: `metadata`, `timestamp`, `subject`, `parts` (of it), `serial`,
            `revision`, `dependencies`.
        revision: version of the document itself, as it is written.
        entries: all of them, in the order of the document; none has its parts in it.
        services: place, service, position of the one that holds it (-1: none).
        layout: equal for files in which the same is likely written the same, blanks included.
        lost: true when something of it could not be kept.
    """

    version: str
    entries: list[Component]
    places: Places
    metadata: Metadata
    at: dict[str, str]
    dependencies: list[Dependency] = []
    serial: str = ""
    revision: str = ""
    services: list[tuple[str, Service, int]] = []
    vulnerabilities: list[tuple[str, Vulnerability]] = []
    compositions: list[tuple[str, CompositionSaid]] = []
    references: list[Reference] = []
    layout: bytes = b""
    lost: bool = False


def check_version(version: str, place: str, path: str, issues: list[Issue]) -> None:
    """Say that a version is unknown: a newer minor version may be read, another major version may not.

    Raises:
        InputError: not version 1 of the format.
    """
    if version in VERSIONS:
        return
    hint = _("versions {first} to {last} are known").format(first=VERSIONS[0], last=VERSIONS[-1])
    stated = version[:40] or _("none")
    major, _point, minor = version.partition(".")
    if version and not (major == "1" and minor.isdecimal()):
        text = _("unknown version of CycloneDX: {version}").format(version=stated)
        raise InputError(text, f"{path}: {place}", hint)
    issues.append(Issue(place, _("unknown version: {version}").format(version=stated), hint))
