# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 tag-value -> the shape of SPDX JSON, with the line of each part and what is no tag-value.

Source: SPDX 2.3, clauses 6 to 13 and annex D (https://spdx.github.io/spdx-spec/v2.3/)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.limits import limits, past
from sovaudit.validation._tags import LISTS, MEMBERS, OTHERS, STARTS, TEXTS
from sovaudit.validation.outcome import LISTED, Defect

_LINE = re.compile(r"\s*([A-Za-z]+)\s*:\s*(.*)", re.DOTALL)
_CHECKSUM = re.compile(r"([A-Za-z0-9_-]+)\s*:\s*(\S*)$")
_CODE = re.compile(r"(\S+)\s*(?:\(\s*(?:excludes:)?\s*(.*?)\s*\))?$", re.DOTALL)


def load(data: bytes, path: str) -> tuple[dict[str, Any], dict[str, int], list[Defect]]:
    """Read a document.

    Returns:
        The document as SPDX JSON has it, JSON pointer -> line, and lines that are no tag-value, `LISTED` at most.

    Raises:
        InputError: not UTF-8, or a text past the limit.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _("line {line}").format(line=data.count(b"\n", 0, error.start) + 1)
        raise InputError(_("not UTF-8"), f"{path}: {place}", _("save it as UTF-8")) from None
    made = _Maker()
    for line, said in _statements(text, path):
        found = _LINE.fullmatch(said)
        if found is None:
            made.complain(line, _("no tag and value"))
        else:
            made.take(line, found.group(1), found.group(2).strip())
    return made.document, made.lines, made.defects[:LISTED]


def _statements(text: str, path: str) -> Iterator[tuple[int, str]]:
    """Yield each statement with its line: one line, or as many as a `<text>` takes; blanks and comments are passed."""
    open_at = 0
    held: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if held:
            held.append(line)
            if "</text>" not in line:
                continue
            said = "\n".join(held)
            held = []
            if len(said) > limits().text:
                found = _("a text of {count} characters").format(count=len(said))
                raise past("text", found, f"{path}: " + _("line {line}").format(line=open_at), len(said))
            yield open_at, said
        elif "<text>" in line and "</text>" not in line:
            held, open_at = [line], number
        elif line.strip() and not line.lstrip().startswith("#"):
            yield number, line
    if held:
        place = _("line {line}").format(line=open_at)
        hint = _("ask its author for the file again: it is damaged or incomplete")
        raise InputError(_("a <text> that is not closed"), f"{path}: {place}", hint)


class _Maker:
    """Puts a document together, statement by statement."""

    def __init__(self) -> None:
        self.document: dict[str, Any] = {}
        self.lines: dict[str, int] = {"": 1}
        self.defects: list[Defect] = []
        self._open: dict[str, tuple[dict[str, Any], str]] = {"document": (self.document, "")}
        self._element = "document"

    def complain(self, line: int, message: str) -> None:
        """Note what is wrong with a line."""
        if len(self.defects) < LISTED:
            self.defects.append(Defect(_("line {line}").format(line=line), message))

    def take(self, line: int, tag: str, value: str) -> None:
        """Take in one statement."""
        value = value.removeprefix("<text>").removesuffix("</text>")
        if tag in STARTS:
            self._start(line, *STARTS[tag], value)
        elif tag in _SPECIAL:
            if not _SPECIAL[tag](self, line, value):
                text = _("« {value} » is not what the tag « {tag} » holds")
                self.complain(line, text.format(value=value[:80], tag=tag))
        elif tag in LISTS:
            if not self._into(*LISTS[tag], value, line):
                self.complain(line, _("the tag « {tag} » stands before what it belongs to").format(tag=tag))
        elif tag == "SPDXID":
            self._once(line, tag, self._element, tag, value)
        elif tag in TEXTS:
            self._once(line, tag, *TEXTS[tag], value)
        elif tag not in OTHERS:
            self.complain(line, _("unknown tag: {tag}").format(tag=tag[:80]))

    def _once(self, line: int, tag: str, kind: str, name: str, value: str) -> None:
        holder, pointer = self._holder(kind)
        if holder is None:
            self.complain(line, _("the tag « {tag} » stands before what it belongs to").format(tag=tag))
        elif name in holder:
            self.complain(line, _("the tag « {tag} » stands twice").format(tag=tag))
        else:
            holder[name] = value
            self.lines[f"{pointer}/{name}"] = line

    def _start(self, line: int, kind: str, name: str, value: str) -> None:
        """Begin a package, file, snippet, licence, annotation or review."""
        holder: dict[str, Any] = {name: value}
        pointer = self._append(self.document, "", MEMBERS[kind], holder, line)
        self.lines[f"{pointer}/{name}"] = line
        self._open[kind] = holder, pointer
        if kind in ("package", "file", "snippet"):
            self._element = kind

    def _holder(self, kind: str) -> tuple[dict[str, Any] | None, str]:
        if kind == "creation":
            return self.document.setdefault("creationInfo", {}), "/creationInfo"
        return self._open.get(kind, (None, ""))

    def _append(self, holder: dict[str, Any], pointer: str, name: str, value: object, line: int) -> str:
        listed = holder.setdefault(name, [])
        below = f"{pointer}/{name}/{len(listed)}"
        self.lines.setdefault(f"{pointer}/{name}", line)
        self.lines[below] = line
        listed.append(value)
        return below

    def _into(self, kind: str, name: str, value: object, line: int) -> bool:
        holder, pointer = self._holder(kind)
        if holder is not None:
            self._append(holder, pointer, name, value, line)
        return holder is not None

    def _checksum(self, line: int, value: str) -> bool:
        found = _CHECKSUM.match(value)
        made = {"algorithm": found.group(1), "checksumValue": found.group(2)} if found else None
        kind = "file" if self._element == "file" else "package"
        return made is not None and self._into(kind, "checksums", made, line)

    def _reference(self, line: int, value: str) -> bool:
        parts = value.split(None, 2)
        names = ("referenceCategory", "referenceType", "referenceLocator")
        return len(parts) == 3 and self._into("package", "externalRefs", dict(zip(names, parts, strict=True)), line)

    def _reference_comment(self, _line: int, value: str) -> bool:
        holder, _pointer = self._holder("package")
        references = (holder or {}).get("externalRefs")
        if references:
            references[-1]["comment"] = value
        return bool(references)

    def _relationship(self, line: int, value: str) -> bool:
        parts = value.split()
        names = ("spdxElementId", "relationshipType", "relatedSpdxElement")
        return len(parts) == 3 and self._into("document", "relationships", dict(zip(names, parts, strict=True)), line)

    def _relationship_comment(self, _line: int, value: str) -> bool:
        relationships = self.document.get("relationships")
        if relationships:
            relationships[-1]["comment"] = value
        return bool(relationships)

    def _external_document(self, line: int, value: str) -> bool:
        parts = value.split(None, 2)
        found = _CHECKSUM.match(parts[2]) if len(parts) == 3 else None
        if found is None:
            return False
        checksum = {"algorithm": found.group(1), "checksumValue": found.group(2)}
        made = {"externalDocumentId": parts[0], "spdxDocument": parts[1], "checksum": checksum}
        return self._into("document", "externalDocumentRefs", made, line)

    def _files_analyzed(self, line: int, value: str) -> bool:
        holder, pointer = self._holder("package")
        if holder is None or value.lower() not in ("true", "false"):
            return False
        holder["filesAnalyzed"] = value.lower() == "true"
        self.lines[f"{pointer}/filesAnalyzed"] = line
        return True

    def _verification_code(self, line: int, value: str) -> bool:
        holder, pointer = self._holder("package")
        found = _CODE.fullmatch(value)
        if holder is None or found is None:
            return False
        made: dict[str, Any] = {"packageVerificationCodeValue": found.group(1)}
        if found.group(2):
            made["packageVerificationCodeExcludedFiles"] = [found.group(2)]
        holder["packageVerificationCode"] = made
        self.lines[f"{pointer}/packageVerificationCode"] = line
        return True

    def _range(self, line: int, value: str, unit: str) -> bool:
        holder, _pointer = self._holder("snippet")
        ends = value.split(":")
        if holder is None or len(ends) != 2 or not all(end.strip().isdecimal() and len(end) < 19 for end in ends):
            return False
        reference = holder.get("snippetFromFile", "")
        first, last = ({"reference": reference, unit: int(end)} for end in ends)
        return self._into("snippet", "ranges", {"startPointer": first, "endPointer": last}, line)


_SPECIAL: dict[str, Callable[[_Maker, int, str], bool]] = {
    "PackageChecksum": _Maker._checksum,
    "FileChecksum": _Maker._checksum,
    "ExternalRef": _Maker._reference,
    "ExternalRefComment": _Maker._reference_comment,
    "Relationship": _Maker._relationship,
    "RelationshipComment": _Maker._relationship_comment,
    "ExternalDocumentRef": _Maker._external_document,
    "FilesAnalyzed": _Maker._files_analyzed,
    "PackageVerificationCode": _Maker._verification_code,
    "SnippetByteRange": lambda maker, line, value: maker._range(line, value, "offset"),
    "SnippetLineRange": lambda maker, line, value: maker._range(line, value, "lineNumber"),
}
