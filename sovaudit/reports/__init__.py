# SPDX-License-Identifier: EUPL-1.2
"""Audit -> bytes. One file per output format."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from typing import Protocol, TypeVar

import sovaudit.reports
from sovaudit.errors import UsageError
from sovaudit.language import _
from sovaudit.model import Audit

T = TypeVar("T")


class Report(Protocol):
    """The contract of a module in this room: `SUFFIX` is the file extension it answers to, empty for none."""

    NAME: str
    SUFFIX: str

    def render(self, audit: Audit) -> bytes:
        """Write the audit; the same audit gives the same bytes."""


@cache
def names() -> tuple[str, ...]:
    """Return the names of all formats without importing them."""
    modules = pkgutil.iter_modules(sovaudit.reports.__path__)
    return tuple(sorted(each.name for each in modules if not each.name.startswith("_") and not each.ispkg))


def report(name: str) -> Report:
    """Return a format by name.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in names():
        hint = _("known formats: {names}").format(names=", ".join(names()))
        raise UsageError(_("unknown format: {name}").format(name=name), hint=hint)
    return importlib.import_module(f"sovaudit.reports.{name}")


def pieces(form: Report, audit: Audit, begun: Callable[[], Iterator[T]] | None = None) -> Iterator[bytes | T]:
    """Yield a report in pieces when its format can be written so (`pieces`), else whole.

    Args:
        form: the format.
        audit: the audit.
        begun: gives the part of the report that was begun before the rules had judged, in pieces of any kind.
    """
    by_piece = getattr(form, "pieces", None)
    if by_piece is None:
        yield form.render(audit)
    else:
        yield from by_piece(audit, begun() if begun else None)
