# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit policy list|check|test`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovaudit.cli import run

POLICIES = Path(__file__).resolve().parent.parent / "data" / "policies"
SOUND, BROKEN, MISTAKEN = (str(POLICIES / name) for name in ("sound", "broken", "mistaken"))


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]):
    """Run a command in English, and return its code, what it prints and what it complains of."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(["--lang", "en", *arguments])
        return code, *capfd.readouterr()

    return command


def test_list_names_the_policies(say):
    code, out, _err = say("policy", "list", "-f", "json")
    assert code == 0
    assert {"axe6"} <= {row["name"] for row in json.loads(out)}


def test_list_of_one_policy_shows_its_rules(say):
    code, out, _err = say("policy", "list", SOUND)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[2:]] == ["sound.open", "sound.share"]


@pytest.mark.parametrize("form", ["table", "json"])
def test_check_of_a_sound_policy(say, form):
    code, out, err = say("policy", "check", SOUND, "-f", form)
    assert (code, err) == (0, "")
    if form == "json":
        assert json.loads(out) == [{"policy": SOUND, "valid": True, "errors": []}]
    else:
        assert "2 rules, 3 cases, nothing wrong" in out
        assert "without a case: sound.share" in out


def test_check_says_everything_that_is_wrong(say):
    code, out, err = say("policy", "check", BROKEN)
    assert (code, out) == (2, "")
    assert "2 errors in the policy" in err
    for part in (
        ":6: nothing is called licence.recognized",
        "did you mean licence.recognised?",
        ":17: majeur is none of",
    ):
        assert part in err
    lines = err.splitlines()
    caret = next(number for number, line in enumerate(lines) if line.rstrip().endswith("^"))
    assert lines[caret - 1][lines[caret].index("^") :].startswith("licence.recognized")
    assert "Traceback" not in err


def test_check_as_json_gives_each_error_apart(say):
    code, out, _err = say("policy", "check", BROKEN, "-f", "json")
    assert code == 2
    errors = json.loads(out)[0]["errors"]
    assert [error["where"] for error in errors] == [f"{BROKEN}/rules.yaml:6", f"{BROKEN}/rules.yaml:17"]


def test_the_cases_of_every_policy_come_out(say):
    code, out, _err = say("policy", "test")
    assert code == 0
    assert out.strip().endswith("0 not as expected")


def test_a_case_that_does_not_come_out_is_shown(say):
    code, out, _err = say("policy", "test", MISTAKEN)
    assert code == 2
    assert "2 cases, 1 not as expected" in out
    row = next(line for line in out.splitlines() if "mistaken.open" in line)
    assert row.split()[-2:] == ["unknown", "fail"]


def test_cases_as_json(say):
    code, out, _err = say("policy", "test", MISTAKEN, "-f", "json")
    assert code == 2
    assert [(row["expected"], row["outcome"], row["passed"]) for row in json.loads(out)] == [
        ("pass", "pass", True),
        ("unknown", "fail", False),
    ]


def test_an_unknown_policy(say):
    code, out, err = say("policy", "check", "axe9")
    assert (code, out) == (2, "")
    assert "there is no policy axe9" in err
    assert "axe6" in err


def test_french_is_spoken_by_default(capfd):
    assert run(["policy", "check", "axe6"]) == 0
    assert "rien à redire" in capfd.readouterr().out


def test_one_rule_is_said_in_the_singular(tmp_path, capfd):
    """The second rule of the sound policy alone, with no case."""
    kept = (Path(SOUND) / "rules.yaml").read_text(encoding="utf-8").partition("- id: sound.share")
    (tmp_path / "policy.yaml").write_bytes((Path(SOUND) / "policy.yaml").read_bytes())
    (tmp_path / "rules.yaml").write_text("".join(kept[1:]), encoding="utf-8")
    assert run(["policy", "check", str(tmp_path)]) == 0
    assert "1 règle, 0 cas, rien à redire" in capfd.readouterr().out
