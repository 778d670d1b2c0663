# SPDX-License-Identifier: EUPL-1.2
"""Which application a bill of materials describes; one that no register claims becomes an application of its own."""

from __future__ import annotations

from pathlib import PurePosixPath

import msgspec

from sovaudit.credentials import masked
from sovaudit.identity.purls import canonical
from sovaudit.identity.stated import slug
from sovaudit.language import _
from sovaudit.model import ABSENT, INSTALLED, Application, InputFile, Issue, Origin, Subject


def claim(
    applications: list[Application], files: list[InputFile], issues: list[Issue]
) -> tuple[list[Application], list[tuple[int, int]]]:
    """Match applications with their bills of materials; a file that none claims becomes an application of its own."""
    positions = {each.path: number for number, each in enumerate(files)}
    claims = []
    for number, application in enumerate(applications):
        source = application.origin.source("sbom")
        for path in application.sbom:
            position = positions.get(str(PurePosixPath(path.replace("\\", "/"))))
            place = f"{source.path} {source.place}"
            if position is None:
                hint = _("check the path: it is relative to the inventory folder")
                issues.append(Issue(place, _("bill of materials not found: {path}").format(path=path), hint))
            elif files[position].subject is None:
                hint = _("see the file's own issues")
                issues.append(Issue(place, _("not read as a bill of materials: {path}").format(path=path), hint))
            elif (position, number) not in claims:
                claims.append((position, number))
    claimed = {position for position, _number in claims}
    adopted = list(applications)
    ids = {each.id for each in applications}
    numbers: dict[tuple[str, str], int] = {}
    for position, each in enumerate(files):
        if each.subject is None or position in claimed or not _stands_alone(each):
            continue
        keys = product_keys(each.subject)
        number = next((numbers[key] for key in keys if key in numbers), len(adopted))
        if number == len(adopted):
            adopted.append(_adopt(each, ids))
            text = _("no application claims this file: it stands for an application of its own, {id}")
        else:
            adopted[number] = _joined(adopted[number], _adopt(each, set()))
            text = _(
                "no application claims this file: it describes the same product as another one, both stand for {id}"
            )
        numbers |= dict.fromkeys(keys, number)
        claims.append((position, number))
        hint = _("name it in the « sbom » column of the applications register")
        issue = Issue("", text.format(id=adopted[number].id), hint)
        files[position] = msgspec.structs.replace(each, issues=(*each.issues, issue))
    return adopted, sorted(claims)


def product_keys(subject: Subject) -> tuple[tuple[str, str], ...]:
    """Return what tells that two files describe one product: its package URL, its name with its version.

    A name alone does not: many files are called « app ».
    """
    purl = canonical(subject.purl).partition("?")[0] if subject.purl else ""
    named = " ".join(subject.name.casefold().split())
    keys = (("purl", purl), ("name", f"{named}@{subject.version}" if named and subject.version else ""))
    return tuple(key for key in keys if key[1])


def _joined(one: Application, other: Application) -> Application:
    """Fill what the first file does not say of a product with what another one says."""
    gained = {
        name: getattr(other, name)
        for name in ("kind", "publisher", "version", "licence", "purl", "cpe")
        if getattr(one, name) == ABSENT
    }
    return msgspec.structs.replace(one, sbom=(*one.sbom, *other.sbom), **gained)


def _stands_alone(file: InputFile) -> bool:
    """Tell whether an unclaimed file describes an application: an inventory of machines does not, nor a VEX file."""
    subject = file.subject
    if subject is None or subject.type in INSTALLED:
        return False
    return not file.rows or bool(file.components or subject.name)


def _adopt(file: InputFile, ids: set[str]) -> Application:
    """Make the application that an unclaimed bill of materials stands for, with an id that nobody has."""
    subject = file.subject or Subject()
    stem = PurePosixPath(file.path.replace("\\", "/")).name.split(".")[0]
    name = masked(subject.name) or stem
    wanted = slug(name) or slug(stem) or "application"
    chosen = next(each for each in (wanted, *(f"{wanted}-{n}" for n in range(2, len(ids) + 3))) if each not in ids)
    ids.add(chosen)
    declared = [each.value for each in subject.licences if each.kind not in ("concluded", "evidence", "reference")]
    return Application(
        id=chosen,
        name=name,
        kind=subject.kind or ABSENT,
        publisher=subject.supplier or ABSENT,
        version=subject.version or ABSENT,
        licence=(" AND ".join(f"({each})" for each in declared) if declared[1:] else "".join(declared)) or ABSENT,
        purl=masked(subject.purl) or ABSENT,
        cpe=subject.cpe or ABSENT,
        sbom=(file.path,),
        origin=Origin(file.path),
        adopted=True,
    )
