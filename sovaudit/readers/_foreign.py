# SPDX-License-Identifier: EUPL-1.2
"""What a file is when it is no evidence, so that it is refused by its own name and not as "unknown".

Looked at before the readers: a schema of bills of materials has all the members of a bill of materials.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.readers._xml import check_prolog, looks_like_xml, root_of

HEAD = 4096


class _Kind(Struct, frozen=True):
    """One kind of file that is refused.

    Args:
        name: what it is, for a person.
        hint: what to do instead.
        starts: its first bytes; or
        matches: a pattern in its head.
    """

    name: Callable[[], str]
    hint: Callable[[], str]
    starts: tuple[bytes, ...] = ()
    matches: re.Pattern[bytes] | None = None


def _make_sbom() -> str:
    return _("make a bill of materials from it (CycloneDX or SPDX) and put that into the inventory")


def _not_evidence() -> str:
    return _("it says nothing of the city's software: take it out of the inventory")


def _unpack() -> str:
    return _("unpack it and put what it holds into the inventory")


_KINDS = (
    _Kind(
        lambda: _("a Git LFS pointer: the file itself was not fetched"),
        lambda: _("fetch it with « git lfs pull » and put the file itself into the inventory"),
        starts=(b"version https://git-lfs.github.com/spec/",),
    ),
    _Kind(
        lambda: _("a JSON Schema, not a document that keeps it"),
        _not_evidence,
        matches=re.compile(rb'\A\s*\{\s*"\$schema"\s*:\s*"https?://json-schema\.org/'),
    ),
    _Kind(
        lambda: _("a JSON-LD context, not a document that uses it"),
        _not_evidence,
        matches=re.compile(rb'\A\s*\{\s*"@context"\s*:\s*\{\s*"[A-Za-z_@]+"\s*:\s*"?https?://spdx\.org/rdf/'),
    ),
    _Kind(
        lambda: _("a dependency snapshot of GitHub, not a bill of materials"),
        lambda: _("export the bill of materials of the repository instead (Insights, Dependency graph, Export SBOM)"),
        matches=re.compile(rb'\A\s*\{(?=.*"manifests"\s*:)(?=.*"detector"\s*:)', re.DOTALL),
    ),
    _Kind(
        lambda: _("a result of Syft in its own format"),
        lambda: _("ask for CycloneDX or SPDX: « syft convert FILE -o cyclonedx-json »"),
        matches=re.compile(rb'\A\s*\{\s*"artifacts"\s*:\s*\['),
    ),
    _Kind(
        lambda: _("a result of ScanCode in its own format"),
        _make_sbom,
        matches=re.compile(rb'\A\s*\{\s*"headers"\s*:\s*\[\s*\{\s*"tool_name"'),
    ),
    _Kind(
        lambda: _("a SARIF report: results of an analysis, not software"),
        _not_evidence,
        matches=re.compile(rb'\A\s*\{(?=.*"runs"\s*:\s*\[)(?=.*sarif)', re.DOTALL),
    ),
    _Kind(
        lambda: _("a lock file of npm"),
        _make_sbom,
        matches=re.compile(rb'\A\s*\{(?=.*"lockfileVersion"\s*:)', re.DOTALL),
    ),
    _Kind(
        lambda: _("a lock file of Composer"),
        _make_sbom,
        matches=re.compile(rb'\A\s*\{\s*"_readme"\s*:\s*\[\s*"This file locks the dependencies'),
    ),
    _Kind(
        lambda: _("an HTML page, perhaps an error page saved in place of the file"),
        lambda: _("fetch the file again and look at it before sending it"),
        matches=re.compile(rb"\A\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL),
    ),
    _Kind(
        lambda: _("an XHTML page, not an SPDX document"),
        _not_evidence,
        matches=re.compile(rb'<html[^>]*\bxmlns="http://www\.w3\.org/1999/xhtml"'),
    ),
    _Kind(lambda: _("a PDF document"), lambda: _("ask for the data itself, not its picture"), starts=(b"%PDF-",)),
    _Kind(lambda: _("an archive compressed by Zstandard"), _unpack, starts=(b"\x28\xb5\x2f\xfd",)),
    _Kind(lambda: _("an archive (7-Zip or RAR)"), _unpack, starts=(b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")),
    _Kind(lambda: _("a Parquet table"), lambda: _("fetch the same data as CSV"), starts=(b"PAR1",)),
    _Kind(
        lambda: _("a definition of Protocol Buffers, not a document"),
        _not_evidence,
        matches=re.compile(rb'\A\s*(?://[^\n]*\n\s*)*syntax\s*=\s*"proto[23]"'),
    ),
)
_ROOTS = {
    ("http://www.w3.org/2001/XMLSchema", "schema"): lambda: (
        _("an XML schema, not a document that keeps it"),
        _not_evidence(),
    ),
    ("http://maven.apache.org/POM/4.0.0", "project"): lambda: (_("a Maven project (pom.xml)"), _make_sbom()),
}
_ONTOLOGY = re.compile(rb"owl:Ontology|http://www\.w3\.org/2002/07/owl#")


def refuse_foreign(data: bytes, path: str) -> None:
    """Refuse what is recognised and is no evidence, and XML with a document type, whatever format it would be in.

    Raises:
        InputError: with the name of what it is.
    """
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        text = _("the file is empty") if not data else _("there is nothing in the file but blanks or a byte-order mark")
        raise InputError(text, path, _("ask its author for the file again"))
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf")
    for kind in _KINDS:
        if (kind.starts and head.startswith(kind.starts)) or (kind.matches and kind.matches.search(head)):
            raise InputError(_("refused: {what}").format(what=kind.name()), path, kind.hint())
    if looks_like_xml(data):
        check_prolog(data, path)
        _refuse_root(root_of(data), head, path)


def _refuse_root(root: tuple[str, str], head: bytes, path: str) -> None:
    if root in _ROOTS:
        what, hint = _ROOTS[root]()
    elif root[1] == "RDF" and _ONTOLOGY.search(head) and b"SpdxDocument" not in head:
        what, hint = _("an ontology (OWL), not a document"), _not_evidence()
    else:
        return
    raise InputError(_("refused: {what}").format(what=what), path, hint)
