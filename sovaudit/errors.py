# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong, by who can mend it.

    SovauditError
    ├── InputError            one file among many: `collect` records an Issue and goes on
    ├── UsageError            the command line: exit 2
    ├── ConfigurationError    inventory.toml or another file of ours: exit 2
    ├── PolicyError           a rule, with file, line and caret: exit 2
    ├── StoreError            the folder of imported data: exit 2
    └── NothingToAssessError  no evidence at all: exit 3

Anything else that escapes is a defect of ours: exit 70. Every error says what and where, and what to do.
"""

from __future__ import annotations


class SovauditError(Exception):
    """Say what is wrong, where, and what to do about it.

    Args:
        message: one line: what is wrong.
        where: file, with line, cell or JSON pointer; empty when there is no place.
        hint: one line: what to do.
        detail: further lines shown as they are (an excerpt with a caret).
    """

    exit_code = 2

    def __init__(self, message: str, where: str = "", hint: str = "", detail: str = "") -> None:
        """Keep the four parts apart: the caller decides how to show them."""
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint
        self.detail = detail


class InputError(SovauditError):
    """One input file cannot be read; the others can."""


class UsageError(SovauditError):
    """The command line asks for something that does not exist."""


class ConfigurationError(SovauditError):
    """A file of the city's own settings is wrong."""


class PolicyError(SovauditError):
    """A rule cannot be understood."""


class StoreError(SovauditError):
    """The folder of imported data cannot be used as it is; nothing in it was changed."""


class NothingToAssessError(SovauditError):
    """There is no evidence to assess."""

    exit_code = 3
