# SPDX-License-Identifier: EUPL-1.2
"""Tags of SPDX 2 tag-value -> the JSON form.

A tag belongs to the element of its kind that was opened last (`PackageVersion` to the last `PackageName`), `SPDXID` to
the last element of any kind.

Source: SPDX 2.3, clauses 6 to 12; 2.1 for those since left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from sovaudit.language import _
from sovaudit.limits import limits, past
from sovaudit.model import Issue
from sovaudit.readers._spdx_bom import Reading
from sovaudit.readers._spdx_lines import Lines

Part: TypeAlias = dict[str, str] | str
_OPENS = {
    "PackageName": ("packages", "name"),
    "FileName": ("files", "fileName"),
    "SnippetSPDXID": ("snippets", "SPDXID"),
    "LicenseID": ("hasExtractedLicensingInfos", "licenseId"),
}
_MEMBERS = {
    "SPDXVersion": ("", "spdxVersion"),
    "DocumentName": ("", "name"),
    "DocumentNamespace": ("", "documentNamespace"),
    "PackageVersion": ("packages", "versionInfo"),
    "PackageSupplier": ("packages", "supplier"),
    "PackageOriginator": ("packages", "originator"),
    "PackageDownloadLocation": ("packages", "downloadLocation"),
    "PackageHomePage": ("packages", "homepage"),
    "PackageLicenseDeclared": ("packages", "licenseDeclared"),
    "PackageLicenseConcluded": ("packages", "licenseConcluded"),
    "PrimaryPackagePurpose": ("packages", "primaryPackagePurpose"),
    "LicenseConcluded": ("files", "licenseConcluded"),
    "ExtractedText": ("hasExtractedLicensingInfos", "extractedText"),
    "LicenseName": ("hasExtractedLicensingInfos", "name"),
}
_UNUSED = frozenset(
    """
    DataLicense LicenseListVersion Creator CreatorComment DocumentComment Reviewer ReviewDate ReviewComment
    Annotator AnnotationDate AnnotationComment AnnotationType SPDXREF RelationshipComment
    PackageFileName FilesAnalyzed PackageVerificationCode PackageSourceInfo
    PackageLicenseInfoFromFiles PackageLicenseComments PackageCopyrightText PackageSummary PackageDescription
    PackageComment PackageAttributionText ExternalRefComment ReleaseDate BuiltDate ValidUntilDate
    LicenseInfoInFile LicenseComments FileCopyrightText FileComment FileNotice FileContributor FileAttributionText
    FileDependency ArtifactOfProjectName ArtifactOfProjectHomePage ArtifactOfProjectURI
    SnippetFromFileSPDXID SnippetByteRange SnippetLineRange SnippetLicenseConcluded LicenseInfoInSnippet
    SnippetLicenseComments SnippetCopyrightText SnippetComment SnippetName SnippetAttributionText
    LicenseCrossReference LicenseComment
    """.split()  # noqa: SIM905 -- a list of one a line is a page
)
"""Tags of the format that nothing here reads."""


def pairs(text: str, reading: Reading) -> Iterator[tuple[int, str, str]]:
    """Yield (line, tag, value) in order; a value in `<text>` is given whole, at the line of its tag.

    Raises:
        InputError: a text is longer than the limit.
    """
    tag, began, parts = "", 0, [""]
    length, longest = 0, limits().text
    for number, line in enumerate(text.split("\n"), start=1):
        if not tag:
            stripped = line.strip()
            if not stripped or stripped[0] == "#":
                continue
            name, colon, value = stripped.partition(":")
            name, value = name.rstrip(), value.lstrip()
            if not colon or not name.isalnum():
                reading.said.say(_at(number), _("neither a tag nor a comment: this line is left out"))
                continue
            if not value.startswith("<text>"):
                if len(value) > longest:
                    raise _too_long(len(value), number, reading)
                yield number, name, value
                continue
            line, tag, began, parts, length = value[len("<text>") :], name, number, [], 0
        inside, closing, after = line.partition("</text>")
        parts.append(inside)
        length += len(inside) + 1
        if length > longest:
            raise _too_long(length, began, reading)
        if closing:
            if after.strip():
                reading.said.say(_at(number), _("what stands after « </text> » on its line is left out"))
            yield began, tag, "\n".join(parts).strip()
            tag = ""
    if tag:
        hint = _("write « </text> » where the text ends; until then what follows is taken for text")
        reading.lost.append(Issue(_at(began), _("a text that opens here never ends: the rest was not read"), hint))
        reading.partial = True


def _at(line: int) -> str:
    return _("line {line}").format(line=line)


def _too_long(length: int, line: int, reading: Reading) -> Exception:
    found = _("a text of {count} characters").format(count=length)
    return past("text", found, f"{reading.path}: {_at(line)}", length)


class Tags:
    """Puts a document together from its tags."""

    def __init__(self, lines: Lines, reading: Reading) -> None:
        """Start empty."""
        self.document: dict[str, Any] = {}
        self._lines = lines
        self._reading = reading
        self._said = reading.said
        self._last: dict[str, tuple[dict[str, Any], str]] = {"": (self.document, "")}
        self._open = self._last[""]
        self._unknown: set[str] = set()

    def take(self, line: int, tag: str, value: str) -> None:
        """Take in one tag."""
        if tag in _MEMBERS:
            kind, member = _MEMBERS[tag]
            if kind in self._last:
                self._set(self._last[kind], member, value, line)
            else:
                self._misplaced(line, tag)
        elif tag in _OPENS:
            kind, member = _OPENS[tag]
            self._open = self._last[kind] = self._add(self.document, "", kind, {member: value}, line)
        elif tag == "SPDXID":
            self._set(self._open, tag, value, line)
        elif tag not in _UNUSED:
            self._take_parts(line, tag, value)

    def _take_parts(self, line: int, tag: str, value: str) -> None:
        """Take in a tag whose value has parts, or that nobody knows."""
        if tag == "Relationship":
            self._relationship(line, value)
        elif tag == "ExternalRef":
            _category, kind, locator = (*value.split(None, 2), "", "", "")[:3]
            self._within("packages", "externalRefs", {"referenceType": kind, "referenceLocator": locator}, line, tag)
        elif tag in ("PackageChecksum", "FileChecksum"):
            algorithm, _colon, digest = value.partition(":")
            found = {"algorithm": algorithm.strip(), "checksumValue": digest.strip()}
            self._within("packages" if tag == "PackageChecksum" else "files", "checksums", found, line, tag)
        elif tag == "FileType":
            self._within("files", "fileTypes", value, line, tag)
        elif tag == "ExternalDocumentRef":
            name, address, _digest = (*value.split(None, 2), "", "", "")[:3]
            found = {"externalDocumentId": name, "spdxDocument": address}
            self._add(self.document, "", "externalDocumentRefs", found, line)
        elif tag == "Created":
            self._set((self.document.setdefault("creationInfo", {}), "/creationInfo"), "created", value, line)
        elif tag not in self._unknown:
            self._unknown.add(tag)
            hint = _("if it is spelt wrongly, its value is missing")
            self._said.say(_at(line), _("unknown tag: {tag}"), hint, tag=tag[:40])

    def _relationship(self, line: int, value: str) -> None:
        words = value.split()
        if len(words) != 3:
            self._reading.partial = True
            self._said.say(_at(line), _("a relationship is two elements with its type between them"))
            return
        found = dict(zip(("spdxElementId", "relationshipType", "relatedSpdxElement"), words, strict=True))
        self._add(self.document, "", "relationships", found, line)

    def _within(self, kind: str, member: str, value: Part, line: int, tag: str) -> None:
        """Add to a list of the last element of a kind."""
        if kind in self._last:
            self._add(*self._last[kind], member, value, line)
        else:
            self._misplaced(line, tag)

    def _add(self, holder: dict[str, Any], pointer: str, member: str, value: Part, line: int) -> tuple[Any, str]:
        """Append to a list."""
        listed = holder.get(member)
        if listed is None:
            listed = holder[member] = []
            self._lines.of.setdefault(f"{pointer}/{member}", line)
        own = f"{pointer}/{member}/{len(listed)}"
        self._lines.of[own] = line
        listed.append(value)
        return value, own

    def _set(self, holder: tuple[dict[str, Any], str], member: str, value: str, line: int) -> None:
        """Set a member; the first of two counts."""
        own = f"{holder[1]}/{member}"
        if member in holder[0]:
            self._said.say(_at(line), _("« {name} » is given twice: the first one counts"), name=member)
            return
        holder[0][member] = value
        self._lines.of[own] = line

    def _misplaced(self, line: int, tag: str) -> None:
        self._reading.partial = True
        hint = _("it belongs below the element that it describes")
        self._said.say(_at(line), _("the tag {tag} stands before what it could belong to"), hint, tag=tag)
