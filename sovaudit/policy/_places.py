# SPDX-License-Identifier: EUPL-1.2
"""Where a value stands in a YAML file: the YAML library gives values without their places.

Only block style is followed: the lines of a mapping's keys stand at its own indentation, everything below them deeper
(a list may stand level with its key). Inside a flow collection (`{...}`, `[...]`) the place is where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

_KEY = re.compile(r"""(["']?)(?P<key>[^\s"'#:{}\[\],][^"'#:{}\[\],]*?)\1\s*:(?=\s|$)""")
_BLOCK_SCALAR = re.compile(r"[|>][-+0-9]*\s*(#.*)?$")


class Spot(Struct, frozen=True):
    """A place in a text; line and column count from 1."""

    line: int
    column: int


class _Block(Struct, frozen=True):
    """A node of the file: it begins at (first, column), counted from 0, and ends before the line `end`."""

    first: int
    end: int
    column: int


Entry: TypeAlias = tuple[str | int, int, int]
"""The key or position of an entry, its line, and the column after its key or dash."""
Known: TypeAlias = dict[_Block, list[Entry]]


def find(lines: Sequence[str], path: Sequence[str | int], known: Known | None = None) -> Spot:
    """Return where the value at a path begins, or the nearest thing around it that can be found.

    Args:
        lines: of the file.
        path: keys and positions.
        known: entries of the blocks of these very lines, remembered from one call to the next.
    """
    known = {} if known is None else known
    block = _block_below(lines, 0, len(lines))
    spot = Spot(block.first + 1, block.column + 1)
    for step in path:
        if block not in known:
            known[block] = list(_entries(lines, block))
        starts = known[block]
        here = _nth(starts, step) if isinstance(step, int) else _keyed(starts, step)
        if here is None:
            return spot
        level = [start for start in starts if isinstance(start[0], int) == isinstance(step, int)]
        end = next((first for _name, first, _after in level if first > here[1]), block.end)
        _name, first, after = here
        spot, block = _value(lines, first, after, end)
    return spot


def align(lines: Sequence[str], start: Spot, value: str, offset: int) -> Spot | None:
    """Return where a character of a scalar stands in the file, however the scalar is folded, indented or quoted.

    The scalar begins at `start`. An offset past the end of the value, or on white space, is answered with the next
    place that can be told.
    """
    line, column = start.line - 1, start.column - 1
    spot = None
    for position, character in enumerate(value):
        if character.isspace():
            continue
        while line < len(lines) and not lines[line][column:].strip():
            line, column = line + 1, 0
        if line == len(lines):
            return None
        column += len(lines[line][column:]) - len(lines[line][column:].lstrip())
        column += lines[line][column] != character and lines[line][column] in "\\'\""
        if lines[line][column : column + 1] != character:
            return None
        spot = Spot(line + 1, column + 1)
        if position >= offset:
            return spot
        column += 1
    return spot and Spot(spot.line, spot.column + 1)


def excerpt(lines: Sequence[str], spot: Spot) -> str:
    """Show a line with its number, and a caret under the column."""
    number = str(spot.line)
    shown = lines[spot.line - 1].replace("\t", " ").rstrip()
    return f"{number} | {shown}\n{' ' * len(number)} | {' ' * (spot.column - 1)}^"


def duplicate(lines: Sequence[str], key: str) -> int:
    """Return the line on which a key comes a second time in its mapping; 0 when none is found."""
    seen: list[tuple[int, set[str]]] = []
    for number, line in enumerate(lines, start=1):
        body = line.lstrip(" ")
        while body.startswith("- "):
            indent = len(line) - len(body)
            seen = [(column, keys) for column, keys in seen if column <= indent]
            body = body[2:].lstrip(" ")
        found = _KEY.match(body)
        if found is None:
            continue
        indent = len(line) - len(body)
        seen = [(column, keys) for column, keys in seen if column <= indent]
        if not seen or seen[-1][0] < indent:
            seen.append((indent, set()))
        if found["key"] == key and key in seen[-1][1]:
            return number
        seen[-1][1].add(found["key"])
    return 0


def _entries(lines: Sequence[str], block: _Block) -> Iterator[Entry]:
    """Yield the entries of a block as (key or position, line, column after the key or dash)."""
    count = 0
    for number in range(block.first, block.end):
        line = lines[number]
        if number > block.first and _indent(line) != block.column:
            continue
        body = line[block.column :]
        if body.startswith("- ") or body.rstrip() == "-":
            yield count, number, block.column + 1
            count += 1
        elif found := _KEY.match(body):
            yield found["key"], number, block.column + found.end()


def _keyed(starts: Sequence[Entry], key: str) -> Entry | None:
    return next((start for start in starts if start[0] == key), None)


def _nth(starts: Sequence[Entry], position: int) -> Entry | None:
    return next((start for start in starts if start[0] == position and isinstance(start[0], int)), None)


def _value(lines: Sequence[str], first: int, after: int, end: int) -> tuple[Spot, _Block]:
    """Return where the value after a key or dash begins, and the block it makes."""
    rest = lines[first][after:]
    text = rest.strip()
    if not text or text.startswith("#"):
        block = _block_below(lines, first + 1, end)
        return Spot(block.first + 1, block.column + 1), block
    column = after + len(rest) - len(rest.lstrip())
    if _BLOCK_SCALAR.match(text):
        block = _block_below(lines, first + 1, end)
        return Spot(block.first + 1, block.column + 1), block
    return Spot(first + 1, column + 1), _Block(first, end, column)


def _block_below(lines: Sequence[str], first: int, end: int) -> _Block:
    """Return the block that begins at the first line with content."""
    for number in range(first, end):
        text = lines[number].strip()
        if text and not text.startswith("#") and text != "---":
            return _Block(number, end, _indent(lines[number]))
    return _Block(max(min(first, len(lines)) - 1, 0), end, 0)


def _indent(line: str) -> int:
    """Count the spaces before the content; -1 on a blank line or a comment, which stand at no level."""
    body = line.lstrip(" ")
    return -1 if not body.strip() or body.startswith("#") else len(line) - len(body)
