# SPDX-License-Identifier: EUPL-1.2
"""Rewrite the tables of README that the program knows better: `tests/test_docs.py` makes them and holds them true.

usage: docs.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Put each table between its markers."""
    sys.path.insert(0, str(ROOT))
    from tests.test_docs import WRITTEN

    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    for name, write in WRITTEN.items():
        first, last = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, opened, rest = text.partition(first)
        _old, closed, after = rest.partition(last)
        if not (opened and closed):
            sys.exit(f"docs: README has no block between {first.strip()} and {last}")
        text = f"{before}{first}\n{write()}\n\n{last}{after}"
    path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
