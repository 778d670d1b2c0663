# SPDX-License-Identifier: EUPL-1.2
"""Names of SPDX 3: classes, relationships and contexts, however a tool spells them.

| relationship of A (`from`) to B (`to`), both packages | edge |
| --- | --- |
| dependsOn, contains, hasStaticLink, hasDynamicLink, hasPrerequisite, usesTool | A needs B |
| hasOptionalDependency, hasProvidedDependency, hasOptionalComponent | A needs B |
| the document or one of its collections describes or contains B, or has it as `rootElement` | the subject needs B |
| descendantOf; ancestorOf | none: B is an ancestor (pedigree) of A; A of B |
| hasDeclaredLicense, hasConcludedLicense | none: licences |
| affects, doesNotAffect, fixedIn, underInvestigationFor, hasAssociatedVulnerability | none: statements |
| hasDistributionArtifact to a file | none: its digests are those of the package |
| every other one | none; counted in an Issue |

A LifecycleScopedRelationship is read as a Relationship, whatever its scope: what builds or tests is needed too.

Source: https://spdx.github.io/spdx-spec/v3.0.1/model/Core/Vocabularies/RelationshipType/
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Raw

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Issue
from sovaudit.readers._spdx3_types import Element

PACKAGES = frozenset(("package", "softwarepackage", "aipackage", "datasetpackage", "aiaipackage"))
COLLECTIONS = frozenset(("spdxdocument", "sbom", "softwaresbom", "bom", "bundle", "elementcollection"))
AGENTS = frozenset(("agent", "organization", "person", "softwareagent"))
DEPENDENCIES = frozenset(
    (
        "dependson",
        "contains",
        "hasstaticlink",
        "hasdynamiclink",
        "hasprerequisite",
        "usestool",
        "hasoptionaldependency",
        "hasprovideddependency",
        "hasoptionalcomponent",
    )
)
LICENCES = {"hasdeclaredlicense": "expression", "hasconcludedlicense": "concluded"}
PEDIGREE = frozenset(("descendantof", "ancestorof"))
STATUSES = {
    "affects": "affected",
    "doesnotaffect": "not_affected",
    "fixedin": "fixed",
    "underinvestigationfor": "under_investigation",
    "hasassociatedvulnerability": "reported",
}
NOASSERTION, NONE = "NOASSERTION", "NONE"
_INDIVIDUALS = {
    "noassertion": NOASSERTION,
    "noassertionelement": NOASSERTION,
    "noassertionlicense": NOASSERTION,
    "none": NONE,
    "noneelement": NONE,
    "nonelicense": NONE,
}
VERSIONS = ("3.0.0", "3.0.1")
_CONTEXT = re.compile(r"https?://(?:www\.)?spdx\.org/rdf/v?(3(?:\.\d{1,3}){0,2})/spdx-context\.json(?:ld)?")
_EXACT = re.compile(r"https://spdx\.org/rdf/3\.\d+\.\d+/spdx-context\.jsonld")
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
_SCHEMES = frozenset(("http", "https", "urn", "pkg", "cpe", "spdx", "did", "file", "data"))


@lru_cache(maxsize=1024)
def plain(stated: str) -> str:
    """Return a name without namespace, prefix, underscores and capitals.

    >>> plain("https://spdx.org/rdf/3.0.1/terms/Software/Package"), plain("software_Package"), plain("DEPENDS_ON")
    ('package', 'package', 'dependson')
    """
    tail = re.split(r"[/#:]", stated[:300])[-1]
    if "_" in tail and not tail.isupper():
        tail = tail.rpartition("_")[2]
    return tail.replace("_", "").lower()


def individual(ref: str) -> str:
    """Return NOASSERTION or NONE when the reference is one of the named individuals that say so, else nothing.

    >>> individual("https://spdx.org/rdf/3.0.1/terms/Licensing/None")
    'NONE'
    """
    tail = ref.rpartition("/")[2]
    if len(tail) > 40 or not (tail == ref or "spdx.org/rdf/" in ref):
        return ""
    return _INDIVIDUALS.get(plain(tail), "")


def context(raw: Raw, path: str, issues: list[Issue]) -> tuple[str, dict[str, str]]:
    """Check the context of a document by its known address; nothing is ever fetched.

    Returns:
        The version that the address states, and the prefixes by which the document shortens its own names.

    Raises:
        InputError: a context that gives the names another meaning than SPDX's, or could.
    """
    stated = msgspec.json.decode(bytes(raw)) if bytes(raw) else None
    listed = stated if isinstance(stated, list) else [] if stated is None else [stated]
    version = ""
    prefixes: dict[str, str] = {}
    for index, each in enumerate(listed):
        pointer = f"/@context/{index}" if isinstance(stated, list) else "/@context"
        if isinstance(each, str):
            version = _known(each, pointer, path, issues)
        else:
            prefixes.update(_prefixes(each, pointer, path))
    if not version:
        hint = _("the names of SPDX 3.0.1 are taken to be meant")
        issues.append(Issue("/@context", _("no context: nothing says what the names mean"), hint))
    if prefixes:
        text = _("a second context, of prefixes only: {names}").format(names=", ".join(sorted(prefixes)[:20]))
        issues.append(Issue("/@context", text, _("they are put in full; the format allows its own context alone")))
    return version, prefixes


def _known(url: str, pointer: str, path: str, issues: list[Issue]) -> str:
    found = _CONTEXT.fullmatch(url)
    if not found:
        said = _("a context that is not SPDX's: it may change the meaning of every name; it is not fetched")
        raise InputError(said, f"{path}: {pointer}", _("ask its author for a document with SPDX's own context alone"))
    if not _EXACT.fullmatch(url):
        issues.append(Issue(pointer, _("not the address of SPDX's context as SPDX writes it: taken for it")))
    if found.group(1) not in VERSIONS and not "3.0.1".startswith(found.group(1)):
        hint = _("versions {first} to {last} are known").format(first=VERSIONS[0], last=VERSIONS[-1])
        issues.append(Issue(pointer, _("unknown version: {version}").format(version=found.group(1)), hint))
    return found.group(1)


def _prefixes(stated: object, pointer: str, path: str) -> dict[str, str]:
    """Take an in-line context that only shortens identifiers; refuse one that could give a name another meaning."""
    pairs: dict[str, Any] = stated if isinstance(stated, dict) else {"": None}
    for name, value in pairs.items():
        harmless = (
            isinstance(value, str)
            and len(value) <= 2000
            and value[-1:] in ("/", "#", ":", "?")
            and ":" in value
            and "spdx.org/rdf" not in value
            and _PREFIX.fullmatch(name)
            and name.lower() not in _SCHEMES
            and not _is_term(name)
        )
        if not harmless:
            said = _("a second context may change the meaning of the names: « {name} »").format(name=name[:40])
            hint = _("ask its author for a document with SPDX's own context alone")
            raise InputError(said, f"{path}: {pointer}", hint)
    return pairs


def _is_term(name: str) -> bool:
    """Tell whether a name may be one of SPDX's; those of its classes have a capital or an underscore."""
    return name[0].isupper() or "_" in name or name in _MEMBERS or plain(name) in _WORDS


_VALUES = frozenset(("complete", "incomplete", "noassertion", "packageurl", "cpe22", "cpe23", "swid", "cve"))
_WORDS = _VALUES | PACKAGES | COLLECTIONS | AGENTS | DEPENDENCIES | LICENCES.keys() | PEDIGREE | STATUSES.keys()
_MEMBERS = frozenset(each.encode_name for each in msgspec.structs.fields(Element)) | {
    "comment",
    "summary",
    "description",
}
