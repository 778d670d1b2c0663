# SPDX-License-Identifier: EUPL-1.2
"""Nothing from an input runs, loads or links in the page: the few functions through which every text goes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from sovaudit.language import _
from sovaudit.reports._format import number

LONGEST = 300
"""Characters of one text shown in the page; the rest is cut visibly and stays in audit.json."""

# Characters that reorder, hide or break text: C0 and C1 but tab and newline, zero-width and bidirectional marks,
# line separators, the byte order mark, tags, and what UTF-8 or XML cannot hold.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_DATA_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


class Verbatim(Markup):
    """A text of ours that is printed to the byte, because a hash or a parser holds us to it."""


def visible(text: str) -> str:
    r"""Show characters that reorder or hide text as escapes.

    >>> visible("fac\u202egnp")
    'fac\\u202egnp'
    """
    if not _UNSAFE.search(text):
        return text
    return _UNSAFE.sub(lambda found: _escape(found[0]), text)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def shown(text: str, longest: int = LONGEST) -> str:
    """Make a text of an input fit to be shown: hidden characters visible, the end cut visibly."""
    if len(text) <= longest:
        return visible(text)
    cut = text[:longest].rstrip()
    note = _("cut: %(count)s characters, the whole text is in audit.json") % {"count": number(len(text))}
    return f"{visible(cut)}… [{note}]"


def finalised(thing: object) -> object:
    """Let Jinja print a value: the last door, so that no template can forget it."""
    if isinstance(thing, Verbatim):
        return thing
    if isinstance(thing, Markup):
        return Markup(visible(str(thing)))  # noqa: S704 - it is mark-up already, and no character added is one of HTML's
    if isinstance(thing, str):
        return shown(thing, 4_000)
    if isinstance(thing, bool) or thing is None:
        raise TypeError(f"a template prints {thing!r}: say it in words")
    return thing


def href(address: str) -> str:
    """Return an address that may be linked, or an empty text: http, https and mailto only, after parsing.

    >>> href("https://www.legifrance.gouv.fr/"), href("javascript:alert(1)"), href(" jAvascript:1"), href("//x.fr/a")
    ('https://www.legifrance.gouv.fr/', '', '', '')
    """
    if address != address.strip() or _UNSAFE.search(address) or any(c in address for c in "\t\n \"'<>\\`"):
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme in ("http", "https"):
        return address if host and "@" not in parts.netloc else ""
    return address if parts.scheme == "mailto" and parts.path else ""


def breakable(name: str) -> Markup:
    """Let a dotted name go on to the next line after a dot or an underscore.

    >>> breakable("a.b_c <i>")
    Markup('a.<wbr>b_<wbr>c &lt;i&gt;')
    """
    return Markup(re.sub(r"([._])", r"\1<wbr>", str(escape(shown(name, 80)))))  # noqa: S704 - it is escaped


def slug(identifier: str) -> str:
    """Make a stable fragment of an identifier; what had to be changed is told apart by a digest.

    >>> slug("paie"), slug("Paie & RH")
    ('paie', 'paie-rh-94584692f0')
    """
    plain = unicodedata.normalize("NFKD", identifier).encode("ascii", "ignore").decode("ascii").lower()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
    if plain and plain == identifier:
        return plain
    digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{plain}-{digest}" if plain else digest


def embedded(data: object) -> Verbatim:
    """Write data for a `<script type="application/json">` element: no `<`, `>`, `&` nor line separator is left."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Verbatim(text.translate(_DATA_ESCAPES))


def csp_hash(content: str) -> str:
    """Return the CSP source that allows this very content."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii") + "'"
