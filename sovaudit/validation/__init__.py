# SPDX-License-Identifier: EUPL-1.2
"""Bytes -> Validation: what a bill of materials breaks of its official schema, what no schema sees, what it leaves out.

Schema and meaning are kept apart: a file is valid when it keeps its schema; what is wrong beyond it is a remark, and
how complete it is, a score. One rule is an exception: a package URL in CycloneDX JSON. There the schema says in words
that it « MUST be valid » and has no keyword for it; in XML the schema has a type (`xs:anyURI`), and holds it itself.
"""

from __future__ import annotations

import codecs
import itertools
from collections.abc import Callable, Iterator

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.readers._envelopes import Unwrapped, unwrap
from sovaudit.readers._foreign import refuse_foreign
from sovaudit.validation import completeness, documents, json_schema, schemas, semantics, xml_schema
from sovaudit.validation._outlining import outline_of
from sovaudit.validation._spdx_syntaxes import SCHEMA_FOR
from sovaudit.validation.completeness import PROFILES
from sovaudit.validation.documents import Document
from sovaudit.validation.outcome import LISTED, Completeness, Defect, Element, Remark, Validation

__all__ = ["PROFILES", "Completeness", "Defect", "Element", "Remark", "Validation", "rejected", "validate"]

_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def validate(
    data: bytes, path: str, profile: str = "", *, grown: Callable[[int], None] = lambda _size: None
) -> Validation:
    """Hold one file to the rules of its format, whatever it holds.

    Args:
        data: the content, as it lay on the disk: what it is packed or held in is taken off.
        path: how to name the file.
        profile: one of `PROFILES`, or nothing.
        grown: told how many bytes it unpacks to, before they are parsed.
    """
    try:
        inside = unwrap(data, path)
        grown(len(inside.data))
        refuse_foreign(inside.data, path)
        document = documents.parse(inside.data, path)
    except InputError as error:
        return rejected(path, error)
    errors = list(itertools.islice(_defects(document, inside.data), LISTED + 1))
    if document.lines is None and data.startswith(_WIDE):
        errors.insert(0, Defect("", _("not UTF-8, which JSON is exchanged in")))
    return _judged(document, errors, inside, path, profile)


def _judged(document: Document, errors: list[Defect], inside: Unwrapped, path: str, profile: str) -> Validation:
    """Put together what the schema says, what it does not see, and how much there is."""
    outline = outline_of(document)
    remarks = semantics.remarks(outline)
    if document.form == "cyclonedx-json":
        errors += [Defect(each.place, each.message) for each in remarks if _is_wrong_purl(each)]
        remarks = [each for each in remarks if not _is_wrong_purl(each)]
    if len(errors) > LISTED:
        text = _("and more: the search ended after {count} errors").format(count=LISTED)
        errors = [*errors[:LISTED], Defect(errors[LISTED].place, text)]
    held = inside.pointer if document.lines is None else ""
    return Validation(
        path,
        document.form,
        document.version,
        tuple(Defect(held + each.place, each.message) for each in errors),
        (
            *(Remark(each.place, each.message, "information", "wrapping") for each in inside.issues),
            *(Remark(held + document.place(each.place), each.message, each.level, each.kind) for each in remarks),
            *document.remarks,
        ),
        completeness.score(outline, profile) if profile and document.content else None,
    )


def _defects(document: Document, data: bytes) -> Iterator[Defect]:
    """Yield what is wrong with the text, then what breaks the official schema of the format and version it states."""
    yield from document.defects
    form, version = document.form, document.version
    if form == "spdx-rdfxml":
        if version not in SCHEMA_FOR:
            yield _no_schema(document)
        return
    if form == "cyclonedx-xml":
        schema = schemas.xml_schema(version)
        if schema is not None:
            yield from xml_schema.defects(schema, data)
            return
    elif form in ("spdx-xml", "spdx-yaml", "spdx-tagvalue"):
        form, version = "spdx-json", SCHEMA_FOR.get(version, "")
    validator = schemas.json_validator(form, version)
    if validator is None:
        yield _no_schema(document)
        return
    for each in json_schema.defects(validator, document.content):
        yield Defect(document.place(each.place), each.message)


def _no_schema(document: Document) -> Defect:
    place = {"cyclonedx-json": "/specVersion", "spdx-json": "/spdxVersion"}.get(document.form, "")
    known = ", ".join(schemas.versions(document.form) or SCHEMA_FOR)
    text = _("there is no official schema for version « {version} », only for {known}")
    return Defect(document.place(place), text.format(version=document.version, known=known))


def _is_wrong_purl(remark: Remark) -> bool:
    return remark.kind == "purl" and remark.level == "error"


def rejected(path: str, error: InputError) -> Validation:
    """Return the validation of a file that cannot be read: not valid, and why."""
    place = error.where.removeprefix(path).removeprefix(": ")
    return Validation(path, "", "", (Defect(place, error.message, error.hint),))
