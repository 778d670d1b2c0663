# SPDX-License-Identifier: EUPL-1.2
"""Files -> their places: all of them whole, or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sovaudit.errors import SovauditError
from sovaudit.language import _, system_reason


def put_in_place(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its place, then put all in place; folders that lack are made, links keep pointing.

    Raises:
        SovauditError: one cannot be written; then none was.
    """
    waiting: list[tuple[Path, Path]] = []
    hint = _("check that the folder exists, may be written and has room")
    path = Path()
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            place = path.resolve()
            if place.exists() and not place.is_file():  # such as /dev/null, which would be replaced
                raise SovauditError(_("not a regular file"), str(path), hint)
            handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
            waiting.append((Path(temporary), place))
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(temporary).chmod(place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask())
        for temporary_path, path in waiting:
            temporary_path.replace(path)
    except OSError as error:
        text = _("cannot be written: {reason}").format(reason=system_reason(error))
        raise SovauditError(text, str(path), hint) from None
    finally:
        for temporary_path, _place in waiting:
            temporary_path.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current
