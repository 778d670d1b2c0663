# SPDX-License-Identifier: EUPL-1.2
"""(schema, bytes) -> what breaks the XML schema, each with its line, in the language in use.

libxml2 holds a whole document to its schema in the time of its errors squared (each error's path counts all siblings
before it: 4 s for 20,000). So the text is handed over line by line while it is parsed: errors come with the line that
was just read, in linear time, and the search ends when enough is known.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sovaudit.language import _
from sovaudit.validation.outcome import Defect

if TYPE_CHECKING:
    from lxml import etree

PIECE = 64 * 1024
"""Bytes handed over at once of a line that is longer."""
SHOWN = 80
"""Characters of a value that are shown."""
_SUBJECT = re.compile(r"Element '(?:\{[^}]*\})?([^']*)'(?:, attribute '(?:\{[^}]*\})?([^']*)')?: ", re.DOTALL)
_FACET = re.compile(r"^\[facet '[^']*'\] ")
_QUOTED = re.compile(r"'([^']*)'")
_NAMESPACE = re.compile(r"\{[^}]*\}")


def defects(schema: etree.XMLSchema, data: bytes) -> Iterator[Defect]:
    """Yield what breaks the schema, in the order of the text.

    Args:
        data: a well-formed document without a document type: the door for XML has let it through.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        events=(),
        schema=schema,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    known = 0
    line = 1
    for line, piece in _pieces(data):
        parser.feed(piece)
        log = parser.feed_error_log
        for entry in list(log)[known:]:
            yield Defect(_("line {line}").format(line=line), sentence(entry.type_name, entry.message))
        known = len(log)
    try:
        parser.close()
    except etree.XMLSyntaxError:  # so it says that the document breaks the schema
        for entry in list(parser.feed_error_log)[known:]:
            yield Defect(_("line {line}").format(line=line), sentence(entry.type_name, entry.message))


def _pieces(data: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(io.BytesIO(data), start=1):
        for start in range(0, len(line), PIECE):
            yield number, line[start : start + PIECE]


def sentence(kind: str, said: str) -> str:
    """Say in the language in use what libxml2 said; its own words for what our formats' schemas do not use.

    Args:
        kind: its name for the rule that is broken.
    """
    subject = _SUBJECT.match(said)
    rest = _FACET.sub("", said[subject.end() :] if subject else said)
    made = _RULES.get(kind)
    message = made(rest) if made else _NAMESPACE.sub("", rest)
    if not subject:
        return message
    if subject.group(2):
        return _("element « {name} », attribute « {attribute} »: {message}").format(
            name=subject.group(1), attribute=subject.group(2), message=message
        )
    return _("element « {name} »: {message}").format(name=subject.group(1), message=message)


def _value(rest: str) -> str:
    found = _QUOTED.search(rest)
    value = found.group(1) if found else ""
    return value if len(value) <= SHOWN else value[:SHOWN] + "…"


def _cut(text: str) -> str:
    return text if len(text) <= 2 * SHOWN else text[: 2 * SHOWN] + "…"


def _content(rest: str) -> str:
    expected = _NAMESPACE.sub("", rest.partition("Expected is")[2]).removeprefix(" one of").strip(" .()")
    if rest.startswith("Missing child"):
        return _("it lacks an element: {expected}").format(expected=_cut(expected))
    if expected:
        return _("not expected here, where there should be: {expected}").format(expected=_cut(expected))
    return _("not expected here")


def _datatype(rest: str) -> str:
    name = _QUOTED.findall(rest)[-1]
    return _("« {value} » is no {type}").format(value=_value(rest), type=_NAMESPACE.sub("", name))


def _enumeration(rest: str) -> str:
    allowed = ", ".join(_QUOTED.findall(rest.partition("of the set")[2]))
    return _("« {value} » is not one of the values allowed: {allowed}").format(
        value=_value(rest), allowed=_cut(allowed)
    )


def _pattern(rest: str) -> str:
    pattern = rest.partition("the pattern '")[2].rstrip("'.")
    return _("« {value} » is not of the form {pattern}").format(value=_value(rest), pattern=_cut(pattern))


def _attribute_missing(rest: str) -> str:
    return _("the attribute « {name} » is missing").format(name=_value(rest))


_RULES: dict[str, Callable[[str], str]] = {
    "SCHEMAV_ELEMENT_CONTENT": _content,
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": _datatype,
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_3": _datatype,
    "SCHEMAV_CVC_ENUMERATION_VALID": _enumeration,
    "SCHEMAV_CVC_PATTERN_VALID": _pattern,
    "SCHEMAV_CVC_MINLENGTH_VALID": lambda _rest: _("the text is too short"),
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": lambda _rest: _("this attribute is not allowed"),
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2": lambda _rest: _("this attribute is not allowed"),
    "SCHEMAV_CVC_COMPLEX_TYPE_4": _attribute_missing,
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": lambda _rest: _("there should be elements here, and no text"),
    "SCHEMAV_CVC_ELT_1": lambda _rest: _("not a root element that the schema knows"),
    "SCHEMAV_CVC_IDC": lambda rest: _("the reference « {value} » is used twice").format(value=_value(rest)),
}
