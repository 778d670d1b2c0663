# SPDX-License-Identifier: EUPL-1.2
"""The language people are spoken to: French first, English second.

Texts are written in English in the code and marked with `_`; `locale/fr/*.po` holds the French. Machine values
(ids, outcomes, licence classes) are never translated in machine formats.
"""

from __future__ import annotations

import errno
import functools
import gettext
import os
from pathlib import Path

LANGUAGES = ("fr", "en")
_LOCALE = Path(__file__).parent / "locale"
_spoken = "fr"


def speak(language: str) -> None:
    """Choose the language of every text from now on, Click's own included."""
    global _spoken
    _spoken = language if language in LANGUAGES else "fr"
    os.environ["LANGUAGE"] = _spoken
    gettext.bindtextdomain("sovaudit", str(_LOCALE))
    gettext.textdomain("sovaudit")


def spoken() -> str:
    """Return the language in use, `fr` or `en`."""
    return _spoken


@functools.lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("sovaudit", str(_LOCALE), languages=[language])


def _(message: str) -> str:
    """Translate one text into the language in use."""
    return _catalogue(_spoken).gettext(message)


def worded(text: str) -> str:
    """Translate a text that stands in a data file, such as the title of a data set (`locale/fr/datasets.po`).

    What a publisher calls its own data has no translation, and is shown as it is.
    """
    return _(text) if text else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate a text that depends on a number into the language in use."""
    return _catalogue(_spoken).ngettext(singular, plural, number)


def localised(texts: dict[str, str]) -> str:
    """Choose among the texts of a data file (`{fr: ..., en: ...}`) the one in the language in use."""
    return texts.get(_spoken) or texts.get("fr") or next(iter(texts.values()), "")


def system_reason(error: OSError) -> str:
    """Say why the system refused, in the language in use; the system's own words for what is rare."""
    reasons = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("access is denied"),
        errno.EPERM: _("access is denied"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("a part of its path is no folder"),
        errno.ELOOP: _("it is a link"),
        errno.ENOSPC: _("the disk is full"),
        errno.EROFS: _("the disk is read-only"),
        errno.ENAMETOOLONG: _("its name is too long"),
    }
    return reasons.get(error.errno or 0) or error.strerror or str(error)


_BLANKS = " \u00a0\u202f"


def safe(text: str) -> str:
    r"""Make a text of unknown origin safe for a terminal, on one line: what does not print is written out.

    Control characters, escape sequences, line breaks, marks of writing direction, lone surrogates.

    >>> print(safe("red\x1b[31m\nfac\u202egnp.exe"))
    red\x1b[31m\x0afac\u202egnp.exe
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each in _BLANKS else _written_out(ord(each)) for each in text)


def _written_out(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
