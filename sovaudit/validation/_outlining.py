# SPDX-License-Identifier: EUPL-1.2
"""Which outline a format has."""

from __future__ import annotations

from sovaudit.validation import _cyclonedx, _spdx2, _spdx3
from sovaudit.validation.documents import Document
from sovaudit.validation.outline import Outline


def outline_of(document: Document) -> Outline:
    """Look a document through, whatever its format."""
    if document.form.startswith("cyclonedx"):
        return _cyclonedx.outline(document.content, document.version)
    if document.form == "spdx3-jsonld":
        return _spdx3.outline(document.content, document.version)
    return _spdx2.outline(document.content)
