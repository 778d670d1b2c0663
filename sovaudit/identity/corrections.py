# SPDX-License-Identifier: EUPL-1.2
"""`corrections.yaml` -> what people decided about names and about facts; and back.

The file lies beside the data, which nobody changes. A section or a key that is not known is refused, so that a slip of
the pen is no silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from sovaudit.identity._facts import FactCorrection, fact_correction
from sovaudit.identity._names import firm, program
from sovaudit.language import _
from sovaudit.readers._entries import Entry, entries, meant, sections

FILE = "corrections.yaml"
SECTIONS = ("matches", "facts")
NOTHING = "nothing"
TARGETS = ("application", "organisation", "component", "catalogue")
_KEYS = ("name", "publisher", "is", "is_not", "by", "on", "why")


class Correction(Struct, frozen=True):
    """One decision: this name is, or is not, that thing.

    Args:
        name: of a program; empty when the decision is about its publisher.
        publisher: beside it; empty: whoever it is.
        target: `application:x`, `organisation:x`, `component:pkg:…`, `catalogue:sill:42`, or `nothing`.
        holds: false when the name is *not* that thing.
        by, on, why: who decided, which day (ISO 8601), for which reason.
        line: in the file, 0 for one that is not written yet.
    """

    name: str
    publisher: str
    target: str
    holds: bool = True
    by: str = ""
    on: str = ""
    why: str = ""
    line: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What it decides: two decisions on the same are one, the later."""
        kind = self.target.partition(":")[0] if self.holds and self.target != NOTHING else self.target
        return program(self.name).plain, firm(self.publisher).plain, kind


class Corrections(Struct, frozen=True):
    """Everything that people decided.

    Args:
        path: of the file, as it is named to people.
        facts: values that take the place of others.
    """

    matches: tuple[Correction, ...] = ()
    path: str = FILE
    facts: tuple[FactCorrection, ...] = ()


def read_corrections(data: bytes, path: str) -> Corrections:
    """Read the file.

    Raises:
        ConfigurationError: it cannot be understood; the line and what was meant are said.
    """
    document = sections(data, path, SECTIONS)
    facts: dict[tuple[str, str], FactCorrection] = {}
    for entry in entries(document, path, "facts"):
        found = fact_correction(entry)
        if found.key in facts:
            text = _("{subject} has two corrections of « {fact} », the first on line {line}")
            first = facts[found.key].line
            said = text.format(subject=found.subject, fact=found.fact, line=first)
            raise entry.wrong("", said, _("remove one of them"))
        facts[found.key] = found
    matches = tuple(map(_correction, entries(document, path, "matches")))
    return Corrections(matches, path, tuple(facts.values()))


def _correction(entry: Entry) -> Correction:
    entry.check(_KEYS)
    stated: dict[str, Any] = entry.values
    if ("is" in stated) == ("is_not" in stated):
        raise entry.wrong("", _("an entry says either « is » or « is_not »"), "is: application:…")
    holds = "is" in stated
    verb = "is" if holds else "is_not"
    said = stated[verb]
    if not (said == NOTHING and holds) and not (said.partition(":")[0] in TARGETS and said.partition(":")[2]):
        expected = ", ".join(f"{each}:…" for each in TARGETS) + f", {NOTHING}"
        text = _("not the name of a thing: {text}").format(text=said[:80])
        raise entry.wrong(verb, text, meant(said.partition(":")[0], (*TARGETS, NOTHING)) or expected)
    if not stated.get("name") and not stated.get("publisher"):
        raise entry.wrong("", _("an entry names a program, a publisher or both"), "name: …")
    entry.day("on")
    by, on, why = (stated.get(key, "") for key in ("by", "on", "why"))
    return Correction(stated.get("name", ""), stated.get("publisher", ""), said, holds, by, on, why, entry.line)


def updated(known: Corrections, decided: Iterable[Correction]) -> Corrections:
    """Add decisions to those known; a new one takes the place of what was decided on the same before."""
    kept = {each.key: each for each in known.matches}
    for each in decided:
        names = each.key[:2]
        overruled = [key for key in kept if key[:2] == names] if each.target == NOTHING else []
        # what it is now is neither nothing, nor what it is not any more
        overruled += [each.key, (*names, NOTHING), (*names, each.target)] if each.holds else [each.key]
        for key in overruled:
            kept.pop(key, None)
        kept[each.key] = each
    order = sorted(kept.values(), key=lambda each: (each.name, each.publisher, each.target, not each.holds))
    return Corrections(tuple(order), known.path, known.facts)


def written(corrections: Corrections) -> bytes:
    """Write the file: sorted, one entry a decision, the same decisions giving the same bytes."""
    import yaml

    matches = []
    for each in corrections.matches:
        verb = "is" if each.holds else "is_not"
        entry = {"name": each.name, "publisher": each.publisher, verb: each.target}
        entry.update({"by": each.by, "on": each.on, "why": each.why})
        matches.append({key: value for key, value in entry.items() if value})
    facts = [each.written() for each in sorted(corrections.facts, key=lambda each: each.key)]
    whole = {"matches": matches} | ({"facts": facts} if facts else {})
    head = _("Decisions on names. « sovaudit inventory --confirm » sorts and rewrites this file: comments are lost.")
    body = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=10_000)
    return f"# {head}\n{body}".encode()
