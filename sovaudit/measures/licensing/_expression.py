# SPDX-License-Identifier: EUPL-1.2
"""SPDX licence expressions as trees: read, write, and weigh (class, recognised) in three values.

Read by our own grammar, not by `license-expression`: that one accepts a hundred words as one symbol, raises
IndexError on `()` and recurses without a limit (reliability.md, 5.2). Ours is one pass with a stack, and refuses what
is longer than `MAX_TERMS` licences or deeper than `MAX_DEPTH`. A test compares the two on random expressions.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from sovaudit.knowledge import licences
from sovaudit.knowledge.licences import CLASSES, LicenceClass

MAX_TERMS = 200
MAX_DEPTH = 64

BODIES = ("DINUM", "OSI", "FSF")
_RANK = {name: rank for rank, name in enumerate(CLASSES)}
_TOKEN = re.compile(r"[()]|[^\s()]+")
_ID = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?[A-Za-z0-9][A-Za-z0-9.-]*\+?")
_REF = re.compile(r"(?:documentref-[a-z0-9.-]+:)?licenseref-[a-z0-9.-]+", re.IGNORECASE)
_OPERATORS = {"AND", "OR", "WITH"}


class Leaf(msgspec.Struct, frozen=True):
    """One licence, perhaps with an exception.

    Args:
        licence: canonical SPDX id, `LicenseRef-…`, or an id that nobody lists.
        exception: canonical id of the exception, or the one that nobody lists.
        family: names of the families it may stand for ("gpl"): not empty for a name without its version.
    """

    licence: str
    exception: str | None = None
    family: frozenset[str] = frozenset()


class Node(msgspec.Struct, frozen=True):
    """Two or more trees joined by one operator."""

    op: Literal["AND", "OR"]
    parts: tuple[Tree, ...]


Tree = Leaf | Node


def join(op: Literal["AND", "OR"], parts: Iterable[Tree]) -> Tree:
    """Join trees with one operator: same operators are flattened, duplicates dropped, order kept."""
    flat: dict[Tree, None] = {}
    for part in parts:
        for piece in part.parts if isinstance(part, Node) and part.op == op else (part,):
            flat[piece] = None
    if len(flat) == 1:
        return next(iter(flat))
    return Node(op, tuple(flat))


def leaves(tree: Tree) -> Iterator[Leaf]:
    """Every leaf, in order."""
    stack = [tree]
    while stack:
        top = stack.pop()
        if isinstance(top, Leaf):
            yield top
        else:
            stack.extend(reversed(top.parts))


def write(tree: Tree) -> str:
    """Write a tree as an SPDX expression, every inner group in parentheses."""
    if isinstance(tree, Leaf):
        return f"{tree.licence} WITH {tree.exception}" if tree.exception else tree.licence
    return f" {tree.op} ".join(f"({write(part)})" if isinstance(part, Node) else write(part) for part in tree.parts)


@functools.lru_cache(maxsize=4096)
def known(expression: str) -> Tree:
    """Read an expression of our own tables.

    Raises:
        ValueError: it is not an SPDX expression; a defect of the table, which the tests look for.
    """
    tree = read(expression)
    if tree is None:
        raise ValueError(expression)
    return tree


def read(statement: str, *, lax: bool = False) -> Tree | None:
    """Read a statement that is an SPDX expression; None when it is not one.

    Ids are accepted in any case and made modern.

    Args:
        statement: the text.
        lax: keep, as written, an id that nobody lists when an upper-case operator shows that an id was meant.
    """
    words = _TOKEN.findall(statement)
    if not words or len(words) > 4 * MAX_TERMS or (lax and _OPERATORS.isdisjoint(words)):
        return None
    return _parse(words, lax)


def _parse(words: list[str], lax: bool) -> Tree | None:
    """Operator precedence: WITH, AND, OR. Each frame of the stack is an OR of ANDs."""
    items = _terms(words, lax)
    stack: list[list[list[Tree]]] = [[[]]]
    after_term = False
    for item in items or ():
        if item == "(":
            if after_term or len(stack) > MAX_DEPTH:
                return None
            stack.append([[]])
        elif after_term == (item not in (")", "AND", "OR")):
            return None
        elif item == "OR":
            stack[-1].append([])
        elif item == ")":
            if len(stack) == 1:
                return None
            inner = stack.pop()
            stack[-1][-1].append(_close(inner))
        elif not isinstance(item, str):
            stack[-1][-1].append(item)
        after_term = item == ")" or not isinstance(item, str)
    if not after_term or len(stack) != 1:
        return None
    tree = _close(stack[0])
    return tree if sum(1 for _ in leaves(tree)) <= MAX_TERMS else None


def _terms(words: list[str], lax: bool) -> list[Tree | str] | None:
    """Replace ids (with their exceptions) by leaves; parentheses, AND and OR stay."""
    items: list[Tree | str] = []
    waiting = iter(range(len(words)))
    for place in waiting:
        word = words[place]
        if word in "()" or word.upper() in ("AND", "OR"):
            items.append(word.upper())
            continue
        exception = None
        if place + 2 < len(words) and words[place + 1].upper() == "WITH":
            exception = words[place + 2]
            next(waiting)
            next(waiting)
        term = _term(word, exception, lax)
        if term is None:
            return None
        items.append(term)
    return items


def _close(frame: list[list[Tree]]) -> Tree:
    return join("OR", [join("AND", group) for group in frame])


def _term(identifier: str, exception: str | None, lax: bool) -> Tree | None:
    """Make the leaf of one id (with its exception); a deprecated id may stand for a WITH."""
    if exception is not None:
        named = licences.exception(exception)
        if named is None and not (_ID.fullmatch(exception) and lax and exception.upper() not in _OPERATORS):
            return None
        exception = named or exception
    base = _licence(identifier, lax)
    if base is None or exception is None:
        return base
    return None if base.exception else Leaf(base.licence, exception)


def _licence(identifier: str, lax: bool) -> Leaf | None:
    modern = licences.modern(identifier)
    if modern is not None:
        licence, _, exception = modern.partition(" WITH ")
        return Leaf(licence, exception or None)
    if identifier.endswith("+"):
        plain = licences.licence(identifier[:-1])
        if plain is not None and plain.on_spdx_list:
            later = licences.licence(re.sub(r"-only$", "", plain.id) + "-or-later")
            return Leaf(later.id if later else plain.id + "+")
        return None
    if _REF.fullmatch(identifier):
        return Leaf(identifier)
    if lax and _ID.fullmatch(identifier) and identifier.upper() not in _OPERATORS:
        return Leaf(licences.exception(identifier) or identifier)
    return None


class Weight(msgspec.Struct, frozen=True):
    """What an expression comes to.

    Args:
        licence_class: one of `licences.CLASSES`.
        recognised: whether DINUM, OSI or FSF recognise it.
        recognised_by: the bodies that recognise the whole of it, by the same logic; none when each part has another
            body.
        understood: whether every part is a licence that we know.
    """

    licence_class: LicenceClass
    recognised: bool | None
    recognised_by: tuple[str, ...]
    understood: bool


def weigh(tree: Tree) -> Weight:
    """Weigh a tree. OR lets us choose the best part; AND binds us to the worst.

    The order of classes is that of `licences.CLASSES`: *unknown* is worse than everything open and better than
    everything closed, which is how *recognised* works too (false < unknown < true: Kleene's strong three-valued
    logic). So `MIT OR unknown` is permissive (we choose MIT), `MIT AND unknown` is unknown, `SSPL-1.0 AND unknown`
    stays source_available.
    """
    if isinstance(tree, Leaf):
        return _weigh_leaf(tree)
    parts = [weigh(part) for part in tree.parts]
    values = [part.recognised for part in parts]
    pick, decisive, lists = (min, True, any) if tree.op == "OR" else (max, False, all)
    recognised = decisive if decisive in values else None if None in values else not decisive
    return Weight(
        licence_class=pick((part.licence_class for part in parts), key=_RANK.__getitem__),
        recognised=recognised,
        recognised_by=tuple(body for body in BODIES if lists(body in part.recognised_by for part in parts)),
        understood=all(part.understood for part in parts),
    )


@functools.lru_cache(maxsize=4096)
def _weigh_leaf(leaf: Leaf) -> Weight:
    """Weigh one licence.

    A licence on the SPDX list that no body lists is known not to be recognised. One that only LicenseDB knows is so
    when its class is closed; otherwise we cannot tell, since the OSI and FSF flags come with the SPDX list.
    """
    found = licences.licence(leaf.licence.removesuffix("+"))
    if found is None:
        return Weight("unknown", None, (), False)
    licence_class = _softened(found.licence_class, leaf.exception)
    if _RANK[licence_class] > _RANK["unknown"]:
        return Weight(licence_class, False, (), True)
    if found.on_spdx_list:
        understood = leaf.exception is None or licences.exception(leaf.exception) is not None
        return Weight(licence_class, bool(found.recognised_by), found.recognised_by, understood)
    return Weight(licence_class, None, (), False)


def _softened(licence_class: LicenceClass, exception: str | None) -> LicenceClass:
    """Apply an exception: it may weaken a copyleft (never below weak), or close what was open.

    GPL-2.0-only WITH Classpath-exception-2.0 is weak_copyleft; Apache-2.0 WITH Commons-Clause is source_available.
    """
    other = licences.exception_class(exception) if exception else None
    if other is None:
        return licence_class
    if _RANK[other] > _RANK["unknown"]:
        return max(licence_class, other, key=_RANK.__getitem__)
    copyleft = _RANK["weak_copyleft"] < _RANK[licence_class] < _RANK["unknown"]
    return "weak_copyleft" if copyleft and _RANK[other] <= _RANK["weak_copyleft"] else licence_class
