# SPDX-License-Identifier: EUPL-1.2
"""Files of the city's own decisions: sections of entries, read strictly, each defect with its line and a suggestion."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from sovaudit.errors import ConfigurationError, InputError
from sovaudit.language import _
from sovaudit.readers._yaml import Document, load

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Entry(Struct, frozen=True):
    """One entry of a section.

    Args:
        document, path: where it stands.
        pointer: its place in the document.
        values: its keys, as written.
    """

    document: Document
    path: str
    pointer: str
    values: dict[str, Any]

    @property
    def line(self) -> int:
        """Return the line on which it begins."""
        return self.document.lines.get(self.pointer, 1)

    def wrong(self, key: str, text: str, hint: str) -> ConfigurationError:
        """Return the error for the value of a key, or for the entry when there is no key."""
        pointer = f"{self.pointer}/{key}" if key else self.pointer
        return ConfigurationError(text, f"{self.path}: {self.document.line(pointer)}", hint)

    def check(self, known: Sequence[str], needed: Sequence[str] = ()) -> None:
        """Refuse keys that are not known, values that are no text, and needed keys that are missing or blank.

        Raises:
            ConfigurationError: one of these.
        """
        check_keys(self.document, self.path, self.pointer, self.values, known)
        for key, value in self.values.items():
            if not isinstance(value, str):
                text = _("the value of « {key} » is no text").format(key=key)
                raise self.wrong(key, text, _("write it in double quotes"))
        for key in needed:
            if not self.values.get(key, "").strip():
                keys = _("every entry has: {keys}").format(keys=", ".join(needed))
                raise self.wrong(key if key in self.values else "", _("« {key} » is missing").format(key=key), keys)

    def text(self, key: str) -> str:
        """Return the text of a key; empty when it is not there."""
        return str(self.values.get(key, "")).strip()

    def day(self, key: str) -> date | None:
        """Return the day of a key; None when it is not there.

        Raises:
            ConfigurationError: it is none.
        """
        written = self.text(key)
        try:
            if written and not _DAY.fullmatch(written):
                raise ValueError
            return date.fromisoformat(written) if written else None
        except ValueError:
            text = _("the value of « {key} » is not a day: {written}").format(key=key, written=written[:80])
            raise self.wrong(key, text, _("write it as 2026-12-31")) from None


def sections(data: bytes, path: str, known: Sequence[str]) -> Document:
    """Read a file of sections; an empty file has none.

    Raises:
        ConfigurationError: it cannot be understood, or has a section that is not known.
    """
    try:
        document = load(data, path)
    except InputError as error:
        raise ConfigurationError(error.message, error.where, error.hint) from None
    if document.value is None:
        document.value = {}
    if not isinstance(document.value, dict):
        hint = _("begin it with « {section} »").format(section=f"{known[0]}:")
        raise ConfigurationError(_("a list of sections was expected"), path, hint)
    check_keys(document, path, "", document.value, known)
    return document


def entries(document: Document, path: str, section: str) -> Iterator[Entry]:
    """Yield the entries of a section; none when it is not there.

    Raises:
        ConfigurationError: the section is no list, or an entry has no keys.
    """
    whole = Entry(document, path, "", document.value)
    listed = document.value.get(section) or []
    if not isinstance(listed, list):
        raise whole.wrong(section, _("a list was expected"), _("begin each entry with « - »"))
    for number, values in enumerate(listed):
        entry = Entry(document, path, f"/{section}/{number}", values)
        if not isinstance(values, dict):
            hint = _("write each key as « {example} »").format(example="key: value")
            raise entry.wrong("", _("an entry with keys was expected"), hint)
        yield entry


def check_keys(document: Document, path: str, pointer: str, stated: dict[str, Any], known: Sequence[str]) -> None:
    """Refuse keys that are not known: a slip of the pen is no silence.

    Raises:
        ConfigurationError: there is one.
    """
    for key in stated:
        if key not in known:
            keys = _("known keys: {keys}").format(keys=", ".join(known))
            text = _("unknown key: {key}").format(key=key[:80])
            where = f"{path}: {document.line(f'{pointer}/{key}')}"
            raise ConfigurationError(text, where, meant(key, known) or keys)


def meant(written: str, known: Sequence[str], cutoff: float = 0.6) -> str:
    """Suggest what somebody may have meant; an empty text when nothing is near."""
    near = difflib.get_close_matches(written, known, n=1, cutoff=cutoff)
    return _("did you mean « {near} »?").format(near=near[0]) if near else ""
