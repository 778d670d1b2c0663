# SPDX-License-Identifier: EUPL-1.2
"""Issues of one file: the first of each kind one by one, the rest of its kind counted in one more."""

from __future__ import annotations

from sovaudit.language import _
from sovaudit.model import Issue

SAID_AT_MOST = 20
"""Issues of one kind listed one by one."""


class Grouped:
    """Collects issues without ever holding more than a few of a kind, however hostile the file."""

    def __init__(self, most: int = SAID_AT_MOST) -> None:
        """Begin with none; `most` of a kind are said one by one."""
        self._most = most
        self._said: list[Issue] = []
        self._count: dict[str, int] = {}
        self._next: dict[str, tuple[str, str]] = {}

    def say(self, place: str, template: str, hint: str = "", **found: object) -> None:
        """Say that something is wrong.

        Args:
            place: where, as `Issue` has it.
            template: the message, whose braces `found` fills; issues with the same template are of one kind.
            hint: what to do.
        """
        self.add(Issue(place, template.format(**found), hint), template)

    def add(self, issue: Issue, kind: str) -> None:
        """Take an issue that is worded already; `kind` tells which others it is counted with."""
        count = self._count[kind] = self._count.get(kind, 0) + 1
        if count <= self._most:
            self._said.append(issue)
        elif count == self._most + 1:
            self._next[kind] = (issue.place, issue.hint)

    def issues(self) -> tuple[Issue, ...]:
        """Return what was said in its order, then one line a kind that was said too often."""
        rest = [
            Issue(place, _("and {count} more of the same kind").format(count=self._count[kind] - self._most), hint)
            for kind, (place, hint) in self._next.items()
        ]
        return (*self._said, *rest)


def spans(numbers: list[int]) -> str:
    """Write sorted row numbers shortly: `3, 7-9`; past twenty spans, how many rows are left.

    >>> spans([3, 7, 8, 9])
    '3, 7-9'
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    written = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in found[:SAID_AT_MOST])
    rest = sum(b - a + 1 for a, b in found[SAID_AT_MOST:])
    return f"{written} (+ {rest})" if rest else written
