# SPDX-License-Identifier: EUPL-1.2
"""A file -> its bytes, read once: never through a link, never from what is no regular file."""

from __future__ import annotations

import os
import stat

from sovaudit.collect.finding import Found
from sovaudit.errors import InputError
from sovaudit.language import _, system_reason
from sovaudit.limits import MIB, limits, past


def open_input(found: Found) -> bytes:
    """Read a regular file once.

    Raises:
        InputError: it cannot be opened, is no regular file, or is larger than the limit.
    """
    try:
        with open(found.location, "rb", opener=_opener) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InputError(_("not a regular file"), found.path, _("put the file itself into the inventory"))
            if status.st_size > limits().file_mib * MIB:
                size = -(-status.st_size // MIB)
                raise past("file_mib", _("a file of {size} MiB").format(size=size), found.path, size)
            return stream.read()
    except OSError as error:
        text = _("cannot be opened: {reason}").format(reason=system_reason(error))
        hint = _("check that the file exists, is no link and may be read")
        raise InputError(text, found.path, hint) from None


def _opener(location: str, flags: int) -> int:
    """Open a file, never through a link, never waiting for the other end of a pipe."""
    return os.open(location, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
