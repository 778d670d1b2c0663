# SPDX-License-Identifier: EUPL-1.2
"""Bytes -> standard output, after what was already printed."""

from __future__ import annotations

import sys


def write(content: bytes) -> None:
    """Write a document as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
