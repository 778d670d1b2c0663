# SPDX-License-Identifier: EUPL-1.2
"""What a document's own `LicenseRef-…` stand for: by their name, by a tag in their text, by a short text.

Only a reference that comes to licences which are known counts as them; every other one stays as it is, unrecognised.

Source: SPDX 2.3, clause 10; annex E (the tag of licence identifiers in texts).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sovaudit.knowledge import licences
from sovaudit.measures.licensing._expression import MAX_TERMS, Leaf, Tree, join, leaves, read, weigh
from sovaudit.model import Declared

WHOLE = 2000
"""A text as long as this may be the beginning of a longer one: it is not taken for the licence that it begins like."""
_TAG = re.compile(r"SPDX-License-" r"Identifier:[ \t]*([^\n\r]{1,200})")
_COMMENT_END = re.compile(r"\s*(?:\*/|-->|\*\)|#}).*$")


def defined(statements: tuple[Declared, ...], understand: Callable[[str], Tree | None]) -> dict[str, Tree]:
    """Return the references that are understood. One that two documents define is both (AND).

    Args:
        understand: reads a name or a text.
    """
    told: dict[str, list[Tree | None]] = {}
    for one in dict.fromkeys(statements):
        if one.kind == "reference":
            name, _equals, text = one.value.partition("=")
            told.setdefault(name, []).append(_understood(text, understand))
    found: dict[str, Tree] = {}
    for name, trees in told.items():
        known = [tree for tree in trees if tree is not None]
        if len(known) == len(trees):
            found[name] = join("AND", known)
    return found


def _understood(text: str, understand: Callable[[str], Tree | None]) -> Tree | None:
    tags = dict.fromkeys(_COMMENT_END.sub("", each).strip() for each in _TAG.findall(text))
    if tags:
        trees = [read(each) for each in tags]
        known = [tree for tree in trees if tree is not None]
        tree = join("AND", known) if len(known) == len(trees) else None
    else:
        tree = understand(text) if len(text) < WHOLE else None
    return tree if tree is not None and weigh(tree).understood else None


def resolved(tree: Tree, known: Mapping[str, Tree]) -> Tree:
    """Put in the place of each reference what it stands for."""
    if sum(1 for _leaf in leaves(tree)) * max(map(_size, known.values())) > MAX_TERMS:
        return tree
    return _replaced(tree, known)


def _size(tree: Tree) -> int:
    return sum(1 for _leaf in leaves(tree))


def _replaced(tree: Tree, known: Mapping[str, Tree]) -> Tree:
    if not isinstance(tree, Leaf):
        return join(tree.op, [_replaced(part, known) for part in tree.parts])
    other = known.get(tree.licence)
    if other is None or licences.licence(tree.licence) is not None:
        return tree
    if tree.exception is None:
        return other
    if isinstance(other, Leaf) and other.exception is None:
        return Leaf(other.licence, tree.exception)
    return tree
