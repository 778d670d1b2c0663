# SPDX-License-Identifier: EUPL-1.2
"""Compile `sovaudit/locale/fr/*.po` into one catalogue; `--missing` lists the texts that have no French yet.

usage: messages.py [--missing | --check]
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
FRENCH = ROOT / "sovaudit" / "locale" / "fr"
COMPILED = FRENCH / "LC_MESSAGES" / "sovaudit.mo"
DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Written into the compiled catalogue, whose bytes must not depend on the clock."""
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.jinja", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def merged() -> Catalog:
    """Read every .po file into one catalogue, in the order of their names."""
    catalogue = Catalog(
        locale="fr", project="sovaudit", charset="utf-8", fuzzy=False, creation_date=DAY, revision_date=DAY
    )
    for path in sorted(FRENCH.glob("*.po")):
        for message in read_po(io.BytesIO(path.read_bytes()), locale="fr"):
            if message.id and message.string:
                known = catalogue.get(message.id)
                if known is not None and known.string != message.string:
                    sys.exit(f"{path.name}: two translations of {message.id!r}: {known.string!r}, {message.string!r}")
                catalogue.add(message.id, message.string)
    return catalogue


def compiled() -> bytes:
    """Return the bytes of the compiled catalogue: the same for the same texts."""
    out = io.BytesIO()
    write_mo(out, merged())
    return out.getvalue()


def missing() -> list[str]:
    """List the texts of the code and the templates that no .po file translates."""
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in merged()}
    found = extract_from_dir(str(ROOT / "sovaudit"), METHODS, keywords=KEYWORDS)
    return sorted({(m[0] if isinstance(m, tuple) else m) for _file, _line, m, _comments, _context in found} - known)


def main() -> int:
    """Do what the arguments say."""
    if "--missing" in sys.argv:
        print("\n".join(missing()))
        return 1 if missing() else 0
    if "--check" in sys.argv:
        return 0 if COMPILED.read_bytes() == compiled() else 1
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    COMPILED.write_bytes(compiled())
    return 0


if __name__ == "__main__":
    sys.exit(main())
