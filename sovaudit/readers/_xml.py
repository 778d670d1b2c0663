# SPDX-License-Identifier: EUPL-1.2
"""The one door for XML: no document type, no entity, no network, limits on depth and text; errors with their line.

Every reader of XML comes through here, because the hole is always in the second parser of the same bytes
(CVE-2024-38374, then CVE-2025-64518).

Source: OWASP ASVS 5.0, 1.5.1.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from typing import Any, TypeAlias

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.limits import flag, limits, past

Element: TypeAlias = Any
"""lxml's element: its stubs do not know all that it does."""
BOM = b"\xef\xbb\xbf"
HEAD = 4096
ENCODINGS = frozenset(("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "iso-8859-15", "windows-1252"))
"""Encodings that every parser understands alike; UTF-16 is made UTF-8 before a reader sees it."""
_DECLARATION = re.compile(rb"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"']*)[\"']")
_BEFORE_ROOT = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ROOT = re.compile(rb"<([A-Za-z_][^\s/>]*)")
_SPACE = re.compile(rb'\sxmlns(?::([A-Za-z0-9_.-]+))?\s*=\s*["\']([^"\']*)["\']')


def looks_like_xml(data: bytes) -> bool:
    """Tell whether the first character that is not white space opens a tag."""
    return data[:HEAD].removeprefix(BOM).lstrip()[:1] == b"<"


def root_of(data: bytes) -> tuple[str, str]:
    """Return the (namespace, local name) of the root element without parsing; empty when there is none in the head.

    >>> root_of(b'<?xml version="1.0"?><b:bom xmlns:b="urn:x"/>')
    ('urn:x', 'bom')
    """
    at = _prolog_end(data)
    found = _ROOT.match(data, at)
    if not found:
        return "", ""
    prefix, _colon, name = found.group(1).rpartition(b":")
    tag = data[at : data.find(b">", at) + 1][: 16 * HEAD]
    spaces = dict(_SPACE.findall(tag))
    return spaces.get(prefix, b"").decode("utf-8", "replace"), name.decode("utf-8", "replace")


def stream(data: bytes, path: str, wanted: Collection[str], *, root: bool = False) -> Iterator[Element]:
    """Yield each element of a wanted local name when it is complete, in document order of their ends.

    The caller may read the element and all it holds; it is emptied afterwards unless it stands inside another wanted
    one. `element.sourceline` is its line.

    Args:
        data: the document.
        path: how to name it.
        wanted: local names.
        root: yield the root too, last and emptied, for its attributes.

    Raises:
        InputError: not XML, a document type, an encoding that parsers disagree on, or past a limit.
    """
    from lxml import etree

    check_prolog(data, path)
    deepest, entities = limits().xml_depth, limits().entities
    inside = depth = 0
    try:
        for event, element in etree.iterparse(
            io.BytesIO(data),
            events=("start", "end"),
            resolve_entities="internal" if entities else False,
            no_network=True,
            load_dtd=False,
            huge_tree=not entities,  # libxml2 then holds entities to its own bounds
            remove_comments=True,
            remove_pis=True,
        ):
            name = local(element)
            if event == "start":
                depth += 1
                inside += name in wanted
                if depth > deepest:
                    found = _("elements nested {depth} deep").format(depth=depth)
                    raise past("xml_depth", found, f"{path}: {line_of(element)}")
                continue
            depth -= 1
            if name in wanted:
                inside -= 1
                yield element
            elif root and not depth:
                yield element
            if not inside and depth:
                element.clear(keep_tail=True)
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, path) from None


def tree(data: bytes, path: str) -> Element:
    """Return the root of a whole document, for formats whose files stay small.

    Raises:
        InputError: as `stream`.
    """
    name = root_of(data)[1]
    root = None
    for element in stream(data, path, (name,) if name else ()):
        root = element
    if root is None:
        hint = _("ask its author for the file again: it is damaged or incomplete")
        raise InputError(_("not readable as XML: there is no element in it"), path, hint)
    return root


def local(element: Element) -> str:
    """Return the name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """Return the namespace of an element, empty when it has none."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def text(element: Element | None, path: str = "") -> str | None:
    """Return all the text of an element, in one piece whatever comments stand in it; None when there is no element.

    Raises:
        InputError: longer than the limit.
    """
    if element is None:
        return None
    whole = "".join(element.itertext())
    if len(whole) > limits().text:
        found = _("a text of {count} characters").format(count=len(whole))
        raise past("text", found, f"{path}: {line_of(element)}".removeprefix(": "), len(whole))
    return whole


def child(element: Element, name: str) -> Element | None:
    """Return the first element of a local name directly in another one."""
    return next((each for each in element if local(each) == name), None)


def children(element: Element, name: str) -> list[Element]:
    """Return the elements of a local name directly in another one."""
    return [each for each in element if local(each) == name]


def line_of(element: Element) -> str:
    """Return where an element stands, for a person."""
    return _("line {line}").format(line=element.sourceline or 1)


def _prolog_end(data: bytes) -> int:
    at = len(BOM) if data.startswith(BOM) else 0
    while found := _BEFORE_ROOT.match(data, at):
        at = found.end()
    return at


def check_prolog(data: bytes, path: str) -> None:
    """Refuse encodings that parsers read differently, and a document type unless the limit on entities allows it.

    It is where entities, default values and outside files come from; none of our formats needs one.

    Raises:
        InputError: one of them.
    """
    declared = _DECLARATION.match(data.removeprefix(BOM)[:HEAD])
    if declared and declared.group(1).decode("ascii", "replace").lower() not in ENCODINGS:
        name = declared.group(1).decode("ascii", "replace")
        hint = _("save it as UTF-8")
        raise InputError(_("encoding not accepted for XML: {name}").format(name=name[:40]), path, hint)
    at = _prolog_end(data)
    if data[at : at + 9].upper() == b"<!DOCTYPE":
        declared_entities = data.count(b"<!ENTITY")
        line = _("line {line}").format(line=data.count(b"\n", 0, at) + 1)
        if not limits().entities:
            text = _("a document type (<!DOCTYPE>) is refused: no format that is read needs one")
            raise InputError(text, f"{path}: {line}", flag("entities", max(1, declared_entities)))
        if declared_entities > limits().entities:
            found = _("a document type (<!DOCTYPE>) with {count} entities").format(count=declared_entities)
            raise past("entities", found, f"{path}: {line}", declared_entities)


def _syntax_error(error: SyntaxError, path: str) -> InputError:
    line = _("line {line}, column {column}").format(line=error.lineno or 1, column=error.offset or 1)
    said = str(error.msg).partition(", line ")[0]
    hint = _("ask its author for the file again: it is damaged or incomplete")
    return InputError(
        _("not readable as XML (the parser says « {reason} »)").format(reason=said[:200]), f"{path}: {line}", hint
    )
