# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit audit`: what it writes and where, which code it ends with, and that nothing but the input decides."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from sovaudit.cli.audit import LONG
from tests.cli._here import program as sovaudit
from tests.cli.test_main import CITY, HINT, assert_error, fill
from tests.cli.test_main import sovaudit as installed

DEMO = Path(__file__).resolve().parents[2] / "inventories" / "demo"
SEVERITIES = ("blocking", "major", "minor")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of the made-up city, to be spoilt."""
    return Path(shutil.copytree(CITY, tmp_path / "city"))


@pytest.fixture
def sound(city: Path) -> Path:
    """The same without the file that nobody can read."""
    (city / "notes.txt").unlink()
    return city


def document(folder: Path, *options: str, code: int = 0) -> dict[str, Any]:
    """Audit a folder and return the document, which standard output holds alone."""
    done = sovaudit("audit", folder, "-f", "json", *options)
    assert done.code == code, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_the_three_reports_and_the_summary(tmp_path):
    done = sovaudit("audit", CITY, cwd=tmp_path)
    assert done.code == 0
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert written.keys() == {"rapport/rapport.html", "rapport/rapport.xlsx", "rapport/audit.json"}
    assert written["rapport/rapport.html"].startswith(b"<!DOCTYPE html>")
    assert written["rapport/rapport.xlsx"].startswith(b"PK")
    assert json.loads(written["rapport/audit.json"])["sovaudit"] == "1"
    assert "Valdormois" in done.out
    assert [line.split()[-1] for line in done.err.splitlines()] == [
        "rapport/rapport.html",
        "rapport/rapport.xlsx",
        "rapport/audit.json",
    ]


def test_reports_in_the_folder_itself_are_no_input_of_the_next_audit(sound):
    first = document(sound)
    for _time in range(2):
        assert sovaudit("audit", ".", cwd=sound).code == 0
    assert (sound / "rapport" / "audit.json").is_file()
    assert document(sound) == first


def test_only_what_is_asked_for(tmp_path):
    done = sovaudit("audit", CITY, "-o", "deep/a.json", "-o", "html=page.htm", "-o", "B.XLSX", cwd=tmp_path)
    assert done.code == 0, done.err
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {"deep/a.json", "page.htm", "B.XLSX"}
    assert (tmp_path / "page.htm").read_bytes().startswith(b"<!DOCTYPE html>")
    assert (tmp_path / "B.XLSX").read_bytes().startswith(b"PK")


def test_an_equals_sign_in_a_file_name(tmp_path):
    assert sovaudit("audit", CITY, "-o", "v=2.json", cwd=tmp_path).code == 0
    assert json.loads((tmp_path / "v=2.json").read_bytes())


def test_a_format_on_standard_output_writes_no_file(tmp_path):
    done = sovaudit("audit", CITY, "-f", "json", cwd=tmp_path)
    assert done.err == ""
    assert list(tmp_path.iterdir()) == []
    assert done.out == sovaudit("audit", CITY, "-q", "-f", "json").out


def test_quiet_is_silent(tmp_path):
    done = sovaudit("audit", CITY, "-q", cwd=tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert len(list((tmp_path / "rapport").iterdir())) == 3


@pytest.mark.parametrize("folder", [CITY, DEMO], ids=lambda folder: folder.parent.name)
def test_the_document_keeps_the_schema_that_is_printed(folder):
    schema = json.loads(sovaudit("schema", "audit").out)
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    assert [error.message for error in validator.iter_errors(document(folder))] == []


def test_gate_never(sound):
    assert not any(each["gating"] for each in document(sound)["findings"])
    assert document(sound, "--fail-on", "never") == document(sound)


@pytest.mark.parametrize("gate", [*SEVERITIES, "unknown"])
def test_the_gate_marks_what_caused_it_and_hides_nothing(sound, gate):
    plain, gated = document(sound), document(sound, "--fail-on", gate, code=1)
    severities = SEVERITIES[: SEVERITIES.index(gate) + 1] if gate in SEVERITIES else (*SEVERITIES, "info")
    outcomes = {"fail"} if gate in SEVERITIES else {"fail", "unknown"}
    for each, before in zip(gated["findings"], plain["findings"], strict=True):
        assert each["gating"] == (each["severity"] in severities and each["outcome"] in outcomes), each["id"]
        assert {**each, "gating": False} == before
    assert {**gated, "findings": []} == {**plain, "findings": []}


def test_the_blocking_finding_is_the_one_worked_out_by_hand(sound):
    """SSPL in the vital service: see expected.toml."""
    gating = [each for each in document(sound, "--fail-on", "blocking", code=1)["findings"] if each["gating"]]
    assert [(each["rule"], each["subject"]) for each in gating] == [
        ("axe6.licence.source_available_vital", "component:pkg:npm/beta@2.0.0")
    ]


def test_nothing_at_the_gate_is_0(sound):
    (sound / "services.csv").unlink()
    assert not any(each["gating"] for each in document(sound, "--fail-on", "blocking")["findings"])


def test_reports_are_written_before_the_gate_closes(sound, tmp_path):
    done = sovaudit("audit", sound, "--fail-on", "blocking", cwd=tmp_path)
    assert done.code == 1
    assert {path.name for path in (tmp_path / "rapport").iterdir()} == {"rapport.html", "rapport.xlsx", "audit.json"}
    assert "--fail-on" in done.out, "the summary marks what closed it"


def test_too_much_unknown_is_4(sound):
    """15 of 52 answers are unknown, 28.8 %: see the sum over expected.toml's population."""
    totals = document(sound)["totals"]
    applicable = sum(n for each in totals["outcomes"].values() for k, n in each.items() if k != "not_applicable")
    share = 100 * totals["unknown"] / applicable
    for limit, code in ((share + 0.01, 0), (share - 0.01, 4), (0, 4), (100, 0)):
        done = sovaudit("audit", sound, "-q", "-f", "json", "--max-unknown", f"{limit:.4f}")
        assert done.code == code, limit
        assert bool(done.err) == (code == 4)
        assert json.loads(done.out)["totals"] == totals
    assert (
        f"réponses inconnues, {totals['unknown']} sur {applicable}"
        in sovaudit("audit", sound, "-q", "-f", "json", "--max-unknown", "1").err
    )


def test_a_finding_weighs_more_than_an_unknown(sound):
    document(sound, "--fail-on", "blocking", "--max-unknown", "0", code=1)


def test_strict_weighs_more_than_a_finding_and_says_which_file(city, tmp_path):
    done = sovaudit("audit", city, "--strict", "--fail-on", "blocking", "-q", "-o", "a.json", cwd=tmp_path)
    assert done.code == 2
    assert done.err.startswith("notes.txt")
    assert json.loads((tmp_path / "a.json").read_bytes())["totals"]["files"]["rejected"] == 1
    assert sovaudit("audit", city, "-q", "-f", "json").code == 0, "not without --strict"


def test_strict_with_nothing_to_reject_is_0(sound):
    assert document(sound, "--strict")


def test_an_empty_folder_is_3(tmp_path):
    said = assert_error(sovaudit("audit", tmp_path), 3)
    assert str(tmp_path) in said


def test_a_folder_of_rejected_files_is_3_and_says_which(tmp_path):
    for name in ("a.json", "b.txt"):
        (tmp_path / name).write_text("{", encoding="utf-8")
    done = sovaudit("audit", tmp_path)
    assert (done.code, done.out) == (3, "")
    lines = done.err.splitlines()
    assert {"a.json", "b.txt"} <= {line.split()[0] for line in lines}
    assert lines[-1].startswith(HINT)
    assert sovaudit("audit", tmp_path, "--strict").code == 2


def test_registers_without_any_software_are_3(tmp_path):
    shutil.copy(CITY / "organisations.csv", tmp_path)
    done = sovaudit("audit", tmp_path)
    assert done.code == 3
    assert sovaudit("audit", tmp_path, "--strict").code == 3, "nothing was rejected"


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ('citty = "X"', "citty"),
        ("city = 3", "city"),
        ('as_of = "hier"', "hier"),
        ('city = "X', "inventory.toml"),
        ("as_of = 2026-13-01", "inventory.toml"),
    ],
)
def test_a_wrong_setting_is_2(sound, settings, names):
    (sound / "inventory.toml").write_text(settings, encoding="utf-8")
    said = assert_error(sovaudit("audit", sound), 2)
    assert "inventory.toml" in said
    assert names in said


def test_the_settings_name_the_policy_and_the_day(sound, tmp_path):
    found = document(sound)
    assert [each["name"] for each in found["policy"]] == ["axe6"]
    assert found["as_of"] == "2026-11-01"
    assert document(sound, "--as-of", "2025-02-03")["as_of"] == "2025-02-03", "the option overrules it"
    (sound / "inventory.toml").write_text('policy = "no-such-policy"', encoding="utf-8")
    assert "no-such-policy" in assert_error(sovaudit("audit", sound), 2)
    document(sound, "--policy", "axe6")


def test_an_unknown_policy_is_2_and_lists_those_there_are(sound):
    done = sovaudit("audit", sound, "--policy", "axe7")
    assert "axe7" in assert_error(done, 2)
    assert "axe6" in done.err


def test_a_wrong_rule_is_2_with_its_file_and_line(sound, tmp_path):
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "policy.yaml").write_text('name: ours\nversion: "1"\ntitle: {fr: Nous}\n', encoding="utf-8")
    (folder / "rules.yaml").write_text("- id: ours.rule\n  subject: component\n  require: licence.klass == 1\n")
    done = sovaudit("audit", sound, "--policy", folder)
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    assert "rules.yaml:" in done.err
    assert not (tmp_path / "rapport").exists()


def test_the_last_reports_stay_when_a_later_one_fails(tmp_path):
    """All are put in place together, or none."""
    (tmp_path / "taken.html").mkdir()
    before = b"of the last run"
    (tmp_path / "a.json").write_bytes(before)
    done = sovaudit("audit", CITY, "-q", "-o", "a.json", "-o", "taken.html", cwd=tmp_path)
    assert "taken.html" in assert_error(done, 2)
    assert (tmp_path / "a.json").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"a.json", "taken.html"}


def test_no_folder_can_be_made_below_a_file(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = sovaudit("audit", CITY, "-q", "-o", "a.json", "-o", "file/b.json", cwd=tmp_path)
    assert "file" in assert_error(done, 2)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path):
    (tmp_path / "shut").mkdir(mode=0o500)
    assert "shut" in assert_error(sovaudit("audit", CITY, "-q", "-o", "shut/a.json", cwd=tmp_path), 2)


def test_what_is_no_file_is_not_replaced(tmp_path):
    """As root, `-o json=/dev/null` would put a report in the place of the device."""
    os.mkfifo(tmp_path / "pipe")
    done = sovaudit("audit", CITY, "-q", "-o", "json=pipe", cwd=tmp_path)
    assert "pipe" in assert_error(done, 2)
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_keeps_pointing_where_it_does(tmp_path):
    (tmp_path / "share").mkdir()
    (tmp_path / "a.json").symlink_to("share/real.json")
    assert sovaudit("audit", CITY, "-q", "-o", "a.json", cwd=tmp_path).code == 0
    assert (tmp_path / "a.json").is_symlink()
    assert json.loads((tmp_path / "share" / "real.json").read_bytes())


def test_a_report_may_be_read_by_those_whom_the_umask_lets(tmp_path):
    before = os.umask(0o027)
    try:
        sovaudit("audit", CITY, "-q", "-o", "a.json", cwd=tmp_path)
    finally:
        os.umask(before)
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o640


def reports(folder: Path, env: dict[str, str]) -> dict[str, bytes]:
    """Return the three reports that the installed program writes."""
    folder.mkdir()
    assert installed("audit", CITY, "-q", cwd=folder, env=env).code == 0
    return {path.name: path.read_bytes() for path in (folder / "rapport").iterdir()}


def test_nothing_around_it_changes_a_byte(tmp_path):
    """Neither the zone of the clock, nor the order of sets, nor the locale, nor the terminal."""
    plain = reports(tmp_path / "one", {"PYTHONHASHSEED": "0", "TZ": "UTC"})
    around = {"LANG": "en_US.UTF-8", "LC_ALL": "C", "COLUMNS": "40", "NO_COLOR": "1"}
    assert len(plain) == 3
    assert reports(tmp_path / "other", {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", **around}) == plain


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of more components than `audit.LONG`."""
    folder = tmp_path_factory.mktemp("large")
    assert LONG < 24 * 420
    fill(folder, 420)
    return folder


def test_the_number_of_processes_changes_no_byte(large, tmp_path):
    """The folder is large enough that the inventory is written by another process: see `audit.LONG`."""
    one, two = (sovaudit("audit", large, "-f", "json", "--as-of", "2026-01-01", "--jobs", n) for n in "12")
    assert one.code == two.code == 0
    assert one.out == two.out
    sovaudit("audit", large, "-o", "a.json", "--as-of", "2026-01-01", cwd=tmp_path)
    assert (tmp_path / "a.json").read_bytes() == one.out.encode(), "written by two processes, printed by one"


def test_progress_goes_to_the_other_output(large):
    done = sovaudit("inventory", large, "-f", "json", "--progress", "on", "--jobs", "2")
    assert "Lecture" in done.err
    assert json.loads(done.out)["sovaudit"] == "1"
    assert sovaudit("--progress", "on", "--lang", "en", "inventory", CITY, "-f", "json").err.startswith("Reading")
    assert sovaudit("inventory", CITY, "-f", "json").err == "", "nobody watches a redirected output"
    assert sovaudit("inventory", CITY, "-f", "json", "--progress", "off").err == ""


def test_reports_are_in_the_language_asked_for(tmp_path):
    for language, word in (("fr", "Inconnu"), ("en", "Unknown")):
        done = sovaudit("audit", CITY, "--lang", language, "-f", "table")
        assert word in done.out
        found = document(CITY, "--lang", language)
        assert found["language"] == language
        assert f'lang="{language}"' in sovaudit("audit", CITY, "--lang", language, "-f", "html").out


def test_machine_words_are_of_no_language():
    french, english = (document(CITY, "--lang", language) for language in ("fr", "en"))
    for name in ("scores", "totals"):
        assert french[name] == english[name]
    for name in ("components", "dependencies", "applications", "contracts"):
        assert french["inventory"][name] == english["inventory"][name]
    keys = ("id", "rule", "subject", "outcome", "severity", "unknown")
    assert [[each[key] for key in keys] for each in french["findings"]] == [
        [each[key] for key in keys] for each in english["findings"]
    ]
