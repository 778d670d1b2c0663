# SPDX-License-Identifier: EUPL-1.2
"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from sovaudit.language import speak
from tests._templates import compile_once

settings.register_profile("sovaudit", deadline=None, derandomize=True, database=None)
settings.load_profile("sovaudit")

ROOT = Path(__file__).resolve().parent.parent
UNPACK = ROOT.parent / "shared" / "unpack"

# What was compiled is kept, whatever the person's habit: else every process that is started compiles it all again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_finish() -> None:
    """Collect garbage seldom, and not what the tests themselves are made of: that took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of the real SBOMs that lie beside the checkout; skip where they do not."""
    if not UNPACK.exists():
        pytest.skip(f"the corpus of real SBOMs is absent: no {UNPACK}")
    return Path(subprocess.check_output([UNPACK, "corpus"], text=True).strip())


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of answers that publishers gave, which lies beside the checkout; skip where it does not."""
    if not UNPACK.exists():
        pytest.skip(f"the publishers' own answers are absent: no {UNPACK}")
    return Path(subprocess.check_output([UNPACK, "samples"], text=True).strip())


@pytest.fixture(scope="session", autouse=True)
def _nothing_imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test see what the person who runs it has imported, or has chosen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        for name in [each for each in os.environ if each.startswith("SOVAUDIT")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once() -> Iterator[None]:
    """Do not compile the templates of the page anew for each audit that is written."""
    with pytest.MonkeyPatch.context() as patch:
        compile_once(patch)
        yield


@pytest.fixture(autouse=True)
def _in_french() -> None:
    """Begin each test in the language that everybody is spoken to in, whatever the one before chose."""
    speak("fr")


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `snapshots/NAME` beside the test; `make snapshots` rewrites the file instead."""

    def compare(name: str, text: str) -> None:
        expected = request.path.parent / "snapshots" / name
        if os.environ.get("SNAPSHOTS") == "rewrite":
            expected.parent.mkdir(exist_ok=True)
            expected.write_text(text, encoding="utf-8", newline="\n")
        assert expected.exists(), f"no {expected}: make snapshots"
        assert text == expected.read_text(encoding="utf-8"), f"{expected}: if the difference is right, make snapshots"

    return compare
