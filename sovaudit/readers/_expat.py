# SPDX-License-Identifier: EUPL-1.2
"""XML of workbooks -> calls, by expat: no document type, no entity, nothing loaded, memory that does not grow.

expat is called directly, since every cell passes here: it takes half the time of a tree, and has no text it would
expand or file it would open once document types are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from sovaudit.errors import InputError
from sovaudit.language import _

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], object]


class Enough(Exception):
    """Raised by a handler to stop the parsing: it has seen what it wanted."""


def parse(
    xml: bytes,
    where: str,
    start: Start,
    end: End | None = None,
    text: Text | None = None,
    *,
    namespaces: bool = False,
    cut: bool = False,
) -> None:
    """Parse one document; a handler that raises `Enough` ends it early.

    Args:
        xml: the document.
        where: file and member, for errors.
        namespaces: names are given as `namespace name` instead of as they are written.
        cut: the document is the head of a longer one.

    Raises:
        InputError: it has a document type declaration, or is not well formed.
    """
    parser = expat.ParserCreate(namespace_separator=" ") if namespaces else expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = lambda *_found: _refuse(where)
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, not cut)
    except Enough:
        return
    except expat.ExpatError as error:
        hint = _("open it in a spreadsheet program and save it again")
        place = _("{path}: line {line}").format(path=where, line=error.lineno)
        raise InputError(_("damaged: XML that is not well formed"), place, hint) from None
    except (ValueError, LookupError):  # an encoding that expat or Python does not know
        raise InputError(_("damaged: XML in an unknown encoding"), where, _("save it again")) from None


def is_well_formed(xml: bytes) -> bool:
    """Tell whether a document is well formed, and without a document type."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_found: _refuse("")
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError, InputError):
        return False
    return True


def check_no_doctype(xml: bytes, where: str) -> None:
    """Refuse a document that declares a document type; what else is wrong with it does not matter.

    Raises:
        InputError: it does.
    """

    def stop(_name: str, _attributes: dict[str, str]) -> None:
        raise Enough

    try:
        parse(xml, where, stop, cut=True)
    except InputError as error:
        if error.message == _doctype():
            raise


def _doctype() -> str:
    return _("refused: a document type declaration (DOCTYPE), which no workbook needs")


def _refuse(where: str) -> None:
    hint = _("it can be made to read other files or to grow without end: ask who made this file")
    raise InputError(_doctype(), where, hint)


def local(name: str) -> str:
    """Return a name as written without its prefix."""
    return name.rpartition(":")[2]
