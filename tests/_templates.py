# SPDX-License-Identifier: EUPL-1.2
"""Templates compiled once: that takes ten times longer than to fill them for a small audit."""

from __future__ import annotations

from functools import partialmethod
from types import CodeType

import jinja2
import pytest
from jinja2.bccache import Bucket

from sovaudit.language import spoken


class Compiled(jinja2.BytecodeCache):
    """The code of templates, by language too: what is constant in a template is said when that is compiled."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((spoken(), bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[spoken(), bucket.key, bucket.checksum] = bucket.code


def compile_once(patch: pytest.MonkeyPatch) -> None:
    """Give every environment of templates that is made from now on the same code."""
    patch.setattr(jinja2.Environment, "__init__", partialmethod(jinja2.Environment.__init__, bytecode_cache=Compiled()))
