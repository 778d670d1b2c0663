# SPDX-License-Identifier: EUPL-1.2
"""What a licence statement means: its SPDX expression, its class, and who recognises it.

Statements are read as people write them: expressions, names, addresses, fields of manifests, short texts. First as an
SPDX expression (`_expression`), then taken apart as a package manager's field (`_manifest`), each part read as a
phrase (`_phrase`). What is not understood is unknown, with its reason; nothing is guessed.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from sovaudit.knowledge import licences
from sovaudit.knowledge.licences import LicenceClass
from sovaudit.language import _
from sovaudit.measures.licensing import _references, _texts
from sovaudit.measures.licensing._expression import MAX_TERMS, Leaf, Tree, join, known, leaves, read, weigh, write
from sovaudit.measures.licensing._joining import family_of, merge, settle
from sovaudit.measures.licensing._manifest import Entry, addresses, bare_address, named_by, take_apart
from sovaudit.measures.licensing._phrase import means_choice, says_nothing, understand_phrase
from sovaudit.measures.licensing._words import normalise
from sovaudit.model import Declared

MAX_CHARACTERS = 16_384
"""What lies beyond is not read; a statement that long which is not a licence text is unrecognised."""

Unknown = Literal["absent", "noassertion", "none", "unrecognised"]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_ELSEWHERE = re.compile(r"\s*-?\s*see\s+licen[cs]e\s+in\b", re.IGNORECASE)
_EXCEPTION = re.compile(r"\bexceptions?\b", re.IGNORECASE)


class Reading(msgspec.Struct, frozen=True):
    """What a statement means.

    Args:
        statement: as given; empty for None.
        expression: normalised SPDX expression with canonical ids, or None.
        licence_class: one of `licences.CLASSES`.
        recognised: whether DINUM, OSI or FSF recognise it; None when that cannot be told.
        recognised_by: the bodies that recognise the whole of it, in the order DINUM, OSI, FSF; none when they do so
            each in part.
        unknown: why it is not (wholly) understood: nothing was declared ("absent"), the author did not want to say
            ("noassertion"), the author says that there is no licence ("none"), or we do not understand
            ("unrecognised").
    """

    statement: str
    expression: str | None
    licence_class: LicenceClass
    recognised: bool | None
    recognised_by: tuple[str, ...] = ()
    unknown: Unknown | None = None


def understand(statement: str | None) -> Reading:
    r"""Read one licence statement; never raises, whatever the text.

    Newlines may be real ones or the two characters `\n`.
    """
    text = statement or ""
    said_nothing = silence(text)
    if said_nothing is not None:
        return Reading(text, None, "unknown", None, (), said_nothing)
    return _reading(text, _tree(text))


def combine(statements: tuple[Declared, ...]) -> Reading:
    """Read the several licences that one component declares; all of them apply (AND).

    The CycloneDX specification does not say what a list of licences means (CycloneDX/specification issue #349, open
    since 2023). AND is the prudent reading: it forgets no obligation, and the class is the worst of the parts. Who
    means a choice has `expression` to say so. An address or a text just after a name belongs to that name, and only
    tells when it does not. A `LicenseRef-…` counts as the licence that its document says it is, when that is known.
    """
    shown = show(statements)
    parts: list[Tree | None] = []
    silences: list[Unknown] = []
    named = False
    defined = _references.defined(statements, _told)
    for one in dict.fromkeys(statements):
        if one.kind == "reference":
            continue
        said_nothing = silence(one.value)
        if said_nothing is not None:
            silences.append(said_nothing)
            continue
        tree = _told(one.value) if one.kind == "text" else _tree(one.value)
        if defined and tree is not None:
            tree = _references.resolved(tree, defined)
        if one.kind in ("url", "text") and named:
            if parts and parts[-1] is None:
                parts[-1] = tree
            named = False
            continue
        parts.append(tree)
        named = one.kind in ("id", "name")
    if not parts:
        return Reading(shown, None, "unknown", None, (), silences[0] if silences else "absent")
    return _reading(shown, *parts, *(None for each in silences if each != "absent"))


def show(statements: tuple[Declared, ...]) -> str:
    """Write statements in one line, as a person should see them: found or declared, and what a reference is."""
    return "; ".join(dict.fromkeys(_shown(one) for one in statements if one.value))


def _shown(one: Declared) -> str:
    if one.kind == "evidence":
        return _("{statement} (found in the files, not declared)").format(statement=one.value)
    if one.kind == "reference":
        name, _equals, told = one.value.partition("=")
        return f"{name} = {' '.join(told.split())[:200]}"
    return one.value


def _told(text: str) -> Tree | None:
    """Read a text that may be a whole licence."""
    return _texts.recognise(text) or _tree(text)


def silence(text: str) -> Unknown | None:
    """Which kind of nothing a statement says, None when it says something."""
    word = text[:64].strip().lower()
    if not word and not text[:MAX_CHARACTERS].strip():
        return "absent"
    if word.replace(" ", "_") in licences.words("silent"):
        return "noassertion"
    return "none" if word == "none" else None


def _reading(statement: str, *trees: Tree | None) -> Reading:
    """Weigh trees that all apply; a missing one is a licence that we do not know."""
    known_trees = [tree for tree in trees if tree is not None]
    complete = len(known_trees) == len(trees)
    if not known_trees:
        return Reading(statement, None, "unknown", None, (), "unrecognised")
    tree = join("AND", known_trees)
    if sum(1 for _ in leaves(tree)) > MAX_TERMS:
        return Reading(statement, None, "unknown", None, (), "unrecognised")
    weight = weigh(tree if complete else join("AND", [*known_trees, Leaf("LicenseRef-unrecognised")]))
    return Reading(
        statement=statement,
        expression=write(tree) if complete else None,
        licence_class=weight.licence_class,
        recognised=weight.recognised,
        recognised_by=weight.recognised_by,
        unknown=None if weight.understood else "unrecognised",
    )


def _tree(text: str) -> Tree | None:
    """Read a statement that says something."""
    text = text[:MAX_CHARACTERS].replace("\\n", "\n").replace("\\t", " ")
    text = _CONTROL.sub(" ", text).strip()
    if _ELSEWHERE.match(text):
        return None
    bare = text.strip("'\" ")
    whole = read(bare)
    if whole is None and len(text) > 400:
        whole = _texts.recognise(text)
    return whole or _parts(text) or read(bare, lax=True)


def _parts(text: str) -> Tree | None:
    """Take a statement apart and read each part."""
    manifest = take_apart(text)
    if manifest.relation == "SAME":
        return settle(_same(manifest.entries))
    trees = [_entry(entry) for entry in manifest.entries]
    settled = [settle(tree) for tree in trees]
    present = [tree for tree in settled if tree is not None]
    if not present or len(present) < len(settled):
        return None
    return settle(join(manifest.relation, present))


def _same(entries: tuple[Entry, ...]) -> Tree | None:
    """Merge what is said of one thing; what says nothing is left out, what is not understood leaves all unknown."""
    telling = [entry for entry in entries if not all(says_nothing(text) for text in entry.texts)]
    trees = [_entry(entry) for entry in telling]
    present = [tree for tree in trees if tree is not None]
    if not present or len(present) < len(trees):
        return None
    if len(telling) < len(entries) and any(means_choice(text) for entry in entries for text in entry.texts):
        return join("OR", present)
    return merge(present)


def _entry(entry: Entry) -> Tree | None:
    """The first text that is understood tells; a later one of the same family may add the version."""
    found: Tree | None = None
    for text in entry.texts:
        tree = _one(text)
        if tree is None:
            continue
        if found is None or _sharpens(tree, found):
            found = tree
    if _EXCEPTION.search(entry.remark) and found is not None and not any(leaf.exception for leaf in leaves(found)):
        return None
    return found


def _sharpens(tree: Tree, bare: Tree) -> bool:
    """Whether a tree names the very member of a family of which only the bare name was known."""
    if not isinstance(tree, Leaf) or not isinstance(bare, Leaf) or tree.family:
        return False
    return bool(family_of(tree) & bare.family)


def _one(text: str) -> Tree | None:
    """Read one text: expression, LicenseDB key, address, phrase with or without addresses."""
    expression = read(text)
    if expression is not None:
        return expression
    key = licences.licensedb_keys().get(text.lower())
    if key is not None and not text.isalpha() and (tree := read(key)) is not None:
        return tree
    found, rest = addresses(text)
    if not found and re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}/\S+", text, re.IGNORECASE):
        found, rest = [text], ""
    phrase = understand_phrase(rest)
    if phrase is not None and not (isinstance(phrase, Leaf) and phrase.family):
        return phrase
    linked = [_address(address) for address in found]
    present = [tree for tree in linked if tree is not None]
    if phrase is not None:
        return merge([phrase, *present])
    if normalise(rest).strip("(),;/& ") or len(present) < len(linked) or not present:
        return None
    return merge(present)


def _address(address: str) -> Tree | None:
    """The licence at an address that our table or the address itself tells."""
    bare = bare_address(address)
    expression = licences.urls().get(bare)
    if expression is not None:
        return known(expression)
    name = named_by(bare)
    return (read(name) or understand_phrase(name, prose=False)) if name else None
