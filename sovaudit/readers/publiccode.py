# SPDX-License-Identifier: EUPL-1.2
"""publiccode.yml 0.2 to 0.7: a public software and what it needs to run.

| key | becomes |
| --- | --- |
| name, softwareVersion, softwareType, legal/license | the subject: open source, its licence as declared |
| organisation/name, else legal/repoOwner, else legal/mainCopyrightOwner | who supplies it |
| dependsOn/open, /software, /proprietary, /hardware | components that the subject needs |

A proprietary dependency is declared « proprietary », which is what the file says of its licence; of an open one it
names none. `versionMin` and `versionMax` are a range, written `>=1.1,<=1.3`. An optional dependency is one all the
same: nothing says that the city does without it.

Source: https://yml.publiccode.tools/schema.core.html
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import ROOT, Bom, Declared, Description, Descriptions, Subject
from sovaudit.readers import _yaml
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._publiccode_checks import check

NAME = "publiccode"
HEAD = 65_536
_KEY = re.compile(rb"^(?:\xef\xbb\xbf)?[\"']?publiccode(?:YmlVersion|-yaml-version)[\"']?[ \t]*:", re.MULTILINE)
KINDS = ("open", "software", "proprietary", "hardware")


class _Need(Struct):
    """One dependency: what it is, and where it stands."""

    description: Description
    pointer: str


def recognises(data: bytes, name: str) -> bool:
    """Tell whether a top-level key states the version of publiccode.yml, or failing that whether it is called so."""
    if _KEY.search(data[:HEAD]):
        return True
    called = name.rpartition("/")[2].lower() in ("publiccode.yml", "publiccode.yaml")
    return called and re.search(rb"^name[ \t]*:", data[:HEAD], re.MULTILINE) is not None


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read the software and its dependencies; what breaks the standard is said, with its line.

    Raises:
        InputError: not YAML, or not keys and values.
    """
    document = _yaml.load(data, path)
    if not isinstance(document.value, dict):
        hint = _("check that this is the whole file")
        raise InputError(_("keys and values were expected"), f"{path}: {document.line('')}", hint)
    said = Grouped()
    check(document, said)
    needs = _needs(document.value)
    described = [descriptions.add(each.description, lambda found: found) for each in needs]
    places = {number: document.line(each.pointer) for number, each in enumerate(needs)}
    return Bom(
        subject=_subject(document.value),
        version=_text(document.value, "publiccodeYmlVersion"),
        described=described,
        pattern="",
        dependants=[ROOT] * len(needs),
        dependencies=list(range(len(needs))),
        edge_count=len(needs),
        places=places,
        issues=said.issues(),
        partial=not _fits(document.value.get("dependsOn")),
        names=tuple(filter(None, (_text(document.value, "url"),))),
    )


def _fits(held: Any) -> bool:  # noqa: ANN401 -- whatever YAML holds
    """Tell whether every dependency could be kept with its name."""
    if held is None:
        return True
    if not isinstance(held, dict) or held.keys() - set(KINDS):
        return False
    lists = [each for each in held.values() if each is not None]
    return all(isinstance(each, list) and all(_text(one, "name") for one in each) for each in lists)


def _text(holder: Any, key: str) -> str:  # noqa: ANN401
    """Return a text of a map; empty when there is none."""
    value = holder.get(key) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""


def _subject(document: dict[str, Any]) -> Subject:
    legal = document.get("legal")
    licence = _text(legal, "license")
    supplier = _text(document.get("organisation"), "name") or _text(legal, "repoOwner")
    return Subject(
        name=_text(document, "name"),
        version=_text(document, "softwareVersion"),
        type="library" if _text(document, "softwareType") == "library" else "application",
        supplier=supplier or _text(legal, "mainCopyrightOwner"),
        licences=(Declared("expression", licence),) if licence else (),
        kind="open_source",
    )


def _needs(document: dict[str, Any]) -> list[_Need]:
    """List the dependencies in the order of KINDS; one that says something else than keys and values has no name."""
    held = document.get("dependsOn")
    found = []
    for kind in KINDS:
        listed = held.get(kind) if isinstance(held, dict) else None
        for index, each in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(each, dict):
                found.append(_Need(_described(each, kind), f"/dependsOn/{kind}/{index}"))
    return found


def _described(need: dict[str, Any], kind: str) -> Description:
    licence = _text(need, "license") or ("proprietary" if kind == "proprietary" else "")
    return Description(
        purl="",
        name=_text(need, "name"),
        version=_version(need),
        type="device" if kind == "hardware" else "application",
        supplier="",
        supplier_country="",
        licences=(Declared("name", licence),) if licence else (),
        hashes=(),
    )


def _version(need: dict[str, Any]) -> str:
    """Write the version that is needed, or the range."""
    least, most = _text(need, "versionMin"), _text(need, "versionMax")
    ends = (f">={least}" if least else "", f"<={most}" if most else "")
    return _text(need, "version") or ",".join(filter(None, ends))
