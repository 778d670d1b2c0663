# SPDX-License-Identifier: EUPL-1.2
"""Facts about the world, from dated snapshots. One file per data set; `data/` holds the snapshots and their sources."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from sovaudit.model import KnowledgeUsed

DATA = Path(__file__).parent / "data"


@cache
def knowledge_used() -> tuple[KnowledgeUsed, ...]:
    """Return every data set that an audit rests on, with its date, its source and its licence."""
    found = []
    for path in sorted(DATA.glob("*.source.toml")):
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(
            KnowledgeUsed(
                name=path.name.removesuffix(".source.toml"),
                as_of=str(stated["as_of"]),
                source=f"{stated['title']} {stated.get('href', '')}".strip(),
                licence=stated["licence"],
            )
        )
    return tuple(found)
