# SPDX-License-Identifier: EUPL-1.2
"""P6: a file is opened once, never through a link; what the report says of its bytes is of the bytes that were read."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys

import pytest

from tests.promises._making import cdx, component
from tests.promises._running import inputs, shown, sovaudit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need POSIX")


def test_the_digest_and_the_size_are_those_of_the_file(hostile):
    for case in hostile.cases:
        found = hostile.found[shown(case.name)]
        assert (found["sha256"], found["bytes"]) == (hashlib.sha256(case.data).hexdigest(), len(case.data)), case.name


def test_only_regular_files_inside_are_opened(tmp_path):
    folder, outside = tmp_path / "city", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    data = gzip.compress(cdx([component("a")]), mtime=0)
    (folder / "good.json.gz").write_bytes(data)
    (outside / "secret.cdx.json").write_bytes(cdx([component("outside-the-inventory")]))
    (folder / "link.json").symlink_to(outside / "secret.cdx.json")
    (folder / "folder").symlink_to(outside, target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere.json").symlink_to(outside / "ghost")
    (folder / "zero").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.json")
    (folder / "closed.json").write_bytes(data)
    (folder / "closed.json").chmod(0o000)
    run = sovaudit("inventory", folder, "-f", "json", folder=folder)
    found = inputs(json.loads(run.out))
    assert run.code == 0, run.err
    assert run.seconds < 10
    assert found["good.json.gz"]["sha256"] == hashlib.sha256(data).hexdigest()
    assert found["good.json.gz"]["components"] == 1
    others = {"link.json", "folder", "loop", "nowhere.json", "zero", "pipe.json"}
    assert others <= found.keys()
    for name in others:
        assert found[name]["status"] == "rejected"
        assert found[name]["issues"], name
    assert b"outside-the-inventory" not in run.out
