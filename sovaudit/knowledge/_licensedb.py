# SPDX-License-Identifier: EUPL-1.2
"""ScanCode LicenseDB, as PyPI ``license-expression`` brings it: of that library its data alone is wanted here.

So it is looked for and not imported, which would take longer than reading the data.
"""

from __future__ import annotations

import functools
from importlib.util import find_spec
from pathlib import Path

import msgspec

_LIBRARY, _INDEX = "license_expression", "scancode-licensedb-index.json"


class Entry(msgspec.Struct, frozen=True):
    """One licence; its field names are outside names."""

    license_key: str
    category: str
    spdx_license_key: str | None
    other_spdx_license_keys: tuple[str, ...]
    is_exception: bool
    is_deprecated: bool


@functools.cache
def licensedb() -> tuple[Entry, ...]:
    """Return every licence.

    Raises:
        ModuleNotFoundError: our own installation is broken.
    """
    found = find_spec(_LIBRARY)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(_LIBRARY)
    return msgspec.json.decode((Path(found.origin).parent / "data" / _INDEX).read_bytes(), type=tuple[Entry, ...])
