# SPDX-License-Identifier: EUPL-1.2
"""What stands side by side in a phrase, joined into one tree: choices, lists, and the same thing said twice."""

from __future__ import annotations

from typing import Literal

from sovaudit.knowledge import licences
from sovaudit.measures.licensing._expression import MAX_DEPTH, Leaf, Node, Tree, join, leaves
from sovaudit.measures.licensing._words import normalise

BLURRED = "~"
"""Beside the family of a leaf: "like" was said, so no version makes it certain."""

Piece = Tree | str
"""A tree, or what stands between two trees: `and`, `or`, `/`, `,`, a parenthesis. Two trees may stand side by side."""


def settle(tree: Tree | None) -> Tree | None:
    """Close a tree: open families take what their bare name means; None when one of them means nothing certain."""
    if tree is None:
        return None
    if isinstance(tree, Leaf):
        return Leaf(tree.licence, tree.exception) if tree.licence else None
    parts = [settle(part) for part in tree.parts]
    known = [part for part in parts if part is not None]
    return join(tree.op, known) if len(known) == len(parts) else None


def merge(trees: list[Tree]) -> Tree | None:
    """Join what is said of one thing: all applies, but a bare family name beside a member adds nothing."""
    kept: list[Tree] = []
    for place, tree in enumerate(trees):
        others = [(other, i < place) for i, other in enumerate(trees) if i != place]
        bare = isinstance(tree, Leaf) and bool(tree.family)
        if not (bare and any(_covers(other, tree, earlier=earlier) for other, earlier in others)):
            kept.append(tree)
    return join("AND", _without_echo(kept)) if kept else None


def _covers(other: Tree, bare: Tree, *, earlier: bool) -> bool:
    """Tell whether a tree says all that a bare family name does: a member, or a better or earlier bare name."""
    if not isinstance(bare, Leaf):
        return False
    for leaf in leaves(other):
        if (
            leaf.licence
            and family_of(leaf) & bare.family - {BLURRED}
            and (not leaf.family or not bare.licence or earlier)
        ):
            return True
    return (
        isinstance(other, Leaf) and not other.licence and not bare.licence and earlier and other.family == bare.family
    )


def _without_echo(trees: list[Tree]) -> list[Tree]:
    """Drop `GPL-2.0-only` beside its `-or-later` (`GPL v2 (GPLv2) or later`), and what a choice already holds."""
    held = {leaf for tree in trees if isinstance(tree, Node) for leaf in leaves(tree)}
    later = {tree for tree in trees if isinstance(tree, Leaf) and tree.licence.endswith("-or-later")}
    held |= {Leaf(tree.licence.replace("-or-later", "-only"), tree.exception) for tree in later}
    return [tree for tree in trees if tree not in held] or trees


def family_of(leaf: Leaf) -> frozenset[str]:
    """The families a leaf belongs to: every beginning of its id in words; PSF and CNRI licences are Python's."""
    if leaf.family:
        return leaf.family
    words = normalise(leaf.licence).split(" ")
    start = {" ".join(words[:size]) for size in range(1, len(words) + 1)}
    if words[0] in {"psf", "cnri"}:
        start.add("python")
    found = licences.licence(leaf.licence)
    if found is not None and found.licence_class == "public_domain":
        start.add("public domain")
    return frozenset(start)


def assemble(pieces: list[Piece], *, choice: bool) -> Tree | None:
    """Build the tree from pieces and operators; parentheses first, on a stack."""
    stack: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece == "(":
            if len(stack) > MAX_DEPTH:
                return None
            stack.append([])
        elif piece == ")":
            if len(stack) == 1:
                return None
            inner = _level(stack.pop(), choice)
            if inner is not None:
                stack[-1].append(inner)
        else:
            stack[-1].append(piece)
    return _level(stack[0], choice) if len(stack) == 1 else None


def _level(pieces: list[Piece], choice: bool) -> Tree | None:
    """One level without parentheses: or, then and, then the slash, then side by side."""
    if choice:
        pieces = ["or" if piece in ("and", ",", "/") else piece for piece in pieces]
    elif "," in pieces:
        last = next((piece for piece in reversed(pieces) if piece in ("or", "and")), "and")
        pieces = [str(last) if piece == "," else piece for piece in pieces]
    alternatives = [
        _joined(
            "AND",
            [_joined("OR", [merge(_trees(side)) for side in _split(group, "/")]) for group in _split(part, "and")],
        )
        for part in _split(pieces, "or")
    ]
    return _joined("OR", alternatives)


def _trees(pieces: list[Piece]) -> list[Tree]:
    return [piece for piece in pieces if not isinstance(piece, str)]


def _joined(op: Literal["AND", "OR"], parts: list[Tree | None]) -> Tree | None:
    present = [part for part in parts if part is not None]
    if not present:
        return None
    return join(op, present)


def _split(pieces: list[Piece], separator: str) -> list[list[Piece]]:
    groups: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece == separator:
            groups.append([])
        else:
            groups[-1].append(piece)
    return [group for group in groups if group]
