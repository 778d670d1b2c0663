# SPDX-License-Identifier: EUPL-1.2
"""Folder -> files -> readers: every file is accounted for, whatever lies there and however many processes read."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sovaudit.collect import Found, find, name_one_by_one, open_input, read_all, read_city
from sovaudit.errors import ConfigurationError, InputError
from sovaudit.identity import Unifier
from sovaudit.language import speak, spoken
from sovaudit.limits import MIB, limits
from sovaudit.model import ABSENT, City, Inventory

SBOM = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "a"}]})
REGISTER = "id;nom\nged;GED\n"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = spoken()
    speak("en")
    yield
    speak(before)


@pytest.fixture
def alarm() -> Iterator[None]:
    """A test that hangs fails."""

    def ring(_signal, _frame):
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def write(root: Path, path: str, content: str = SBOM) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return file


def paths(root: Path) -> list[str]:
    return [each.path for each in find(root)]


def read(files: tuple[Found, ...], jobs: int = 1, chance: random.Random | None = None) -> Inventory:
    batches = list(read_all(files, jobs, lambda _done: None))
    if chance is not None:
        chance.shuffle(batches)
    unifier = Unifier()
    for batch, registers in batches:
        unifier.add(batch, registers)
    return unifier.inventory(City())


def rejected(root: Path, path: str) -> str:
    """Read a folder of which one file must be rejected, and return why; the sound file beside it is read."""
    write(root, "zz-sound.json")
    found = {each.path: each for each in read(find(root)).files}
    assert found["zz-sound.json"].status == "read"
    assert found[path].status == "rejected"
    (issue,) = found[path].issues
    assert issue.hint
    return issue.message


def test_files_are_sorted_and_hidden_ones_and_reports_left_out(tmp_path):
    wanted = ["b.json", "a/z.json", "a/b/c.json", "B.json", "été.json", "a/rapport/kept.json", "a/inventory.toml"]
    left_out = [".hidden.json", ".git/config", "a/.cache/x.json", "rapport/audit.json", "rapport/x/y", "inventory.toml"]
    for path in wanted + left_out:
        write(tmp_path, path)
    assert paths(tmp_path) == sorted(wanted)


def test_the_folder_may_be_named_in_any_way(tmp_path, monkeypatch):
    write(tmp_path, "a.json")
    write(tmp_path, "inventory.toml")
    write(tmp_path, "rapport/x.json")
    monkeypatch.chdir(tmp_path)
    for root in (Path(), tmp_path, Path(f"{tmp_path}/./")):
        assert paths(root) == ["a.json"]


def test_an_empty_folder_has_no_file(tmp_path):
    assert find(tmp_path) == ()
    assert list(read_all((), 4, lambda _done: None)) == []


def test_a_file_is_known_by_its_bytes(tmp_path):
    data = write(tmp_path, "a.json").read_bytes()
    (file,) = read(find(tmp_path)).files
    assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert (file.format, file.version, file.status, file.components) == ("cyclonedx-json", "1.6", "read", 1)


def test_names_that_are_not_utf_8_are_read_and_shown(tmp_path):
    raw = os.fsencode(tmp_path) + b"/caf\xe9.json"
    try:
        Path(os.fsdecode(raw)).write_text(SBOM)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (file,) = read(find(tmp_path)).files
    assert (file.path, file.status) == ("caf\\xe9.json", "read")
    assert file.path.encode("utf-8")


def test_a_link_is_rejected_wherever_it_leads(tmp_path):
    target = write(tmp_path, "outside/secret.json")
    root = tmp_path / "city"
    root.mkdir()
    (root / "link.json").symlink_to(target)
    assert "cannot be opened" in rejected(root, "link.json")


def test_a_linked_folder_is_rejected_not_passed_over(tmp_path):
    write(tmp_path, "outside/secret.json")
    root = tmp_path / "city"
    root.mkdir()
    (root / "linked").symlink_to(tmp_path / "outside")
    assert rejected(root, "linked")
    assert paths(root) == ["linked", "zz-sound.json"]


def test_a_link_in_a_circle_ends(tmp_path, alarm):
    root = tmp_path / "city"
    root.mkdir()
    (root / "again").symlink_to(root)
    (root / "itself").symlink_to(root / "itself")
    assert paths(root) == ["again", "itself"]


def test_a_broken_link_is_rejected(tmp_path):
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere")
    assert "cannot be opened" in rejected(tmp_path, "gone.json")


def test_a_named_pipe_does_not_hang(tmp_path, alarm):
    os.mkfifo(tmp_path / "pipe.json")
    assert rejected(tmp_path, "pipe.json") == "not a regular file"


def test_a_file_that_vanishes_is_rejected(tmp_path):
    write(tmp_path, "a.json")
    files = find(tmp_path)
    (tmp_path / "a.json").unlink()
    (file,) = read(files).files
    assert (file.status, file.sha256) == ("rejected", "")
    assert "there is no such file" in file.issues[0].message


def test_a_folder_among_files_named_one_by_one_is_rejected(tmp_path):
    (file,) = read(name_one_by_one([str(tmp_path)])).files
    assert (file.path, file.status) == (str(tmp_path), "rejected")
    assert file.issues[0].message == "cannot be opened: it is a folder"


def test_files_named_one_by_one_are_echoed_and_read_once(tmp_path):
    given = str(write(tmp_path, "a.json"))
    odd = f"{tmp_path}/../{tmp_path.name}/a.json"
    missing = f"{tmp_path}/missing.json"
    found = read(name_one_by_one([given, odd, given, missing]))
    assert {each.path: each.status for each in found.files} == {given: "read", odd: "read", missing: "rejected"}


@pytest.fixture
def ordinary() -> Iterator[Path]:
    """A folder, seen by an ordinary user: to root every file is open."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        yield Path(folder)
        if root:
            os.seteuid(0)


def test_what_may_not_be_opened_is_rejected(ordinary):
    write(ordinary, "closed.json").chmod(0)
    write(ordinary, "closed/inside.json")
    write(ordinary, "open.json")
    (ordinary / "closed").chmod(0)
    said = {}
    for each in find(ordinary):
        try:
            said[each.path] = open_input(each).decode()
        except InputError as error:
            said[each.path] = error.message
    (ordinary / "closed").chmod(0o700)
    assert said.pop("open.json") == SBOM
    assert said.keys() == {"closed", "closed.json"}
    assert all("cannot be opened" in message for message in said.values())


def test_a_file_over_the_limit_is_rejected_unread(tmp_path, alarm):
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(limits().file_mib * MIB + 1)  # a hole: nothing is written
    assert f"a file of {limits().file_mib + 1} MiB; the limit « file_mib » is {limits().file_mib}" in rejected(
        tmp_path, "huge.json"
    )


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no /proc")
def test_a_file_that_cannot_be_read_once_opened_is_rejected():
    (file,) = read(name_one_by_one(["/proc/self/mem"])).files
    assert file.status == "rejected"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", "{", "not recognised"),
        ("empty.json", "", "the file is empty"),
        ("a.cdx.json", '{"bomFormat": "CycloneDX", "components": [', "ends too early"),
        ("services.csv", 'id;nom\n"a', "the quote that opens on line 2 is not closed"),
        ("photo.jpg", "\x00\x01", "not recognised"),
    ],
)
def test_a_file_that_cannot_be_understood_is_rejected_and_the_rest_read(tmp_path, name, content, message):
    write(tmp_path, name, content)
    assert message in rejected(tmp_path, name)


def test_the_place_of_a_rejection_does_not_repeat_the_path(tmp_path):
    write(tmp_path, "a.json", '{"bomFormat": "CycloneDX",\n !}')
    (file,) = read(find(tmp_path)).files
    assert file.issues[0].place == "line 2, column 2"


def test_what_is_kept_in_part_is_partial(tmp_path):
    write(tmp_path, "a.json", SBOM.replace('"a"', "3"))
    write(tmp_path, "services.csv", "id;nom\na;A\n;B\n")
    write(tmp_path, "applications.csv", REGISTER)
    found = {each.path: each for each in read(find(tmp_path)).files}
    assert {path: each.status for path, each in found.items()} == {
        "a.json": "partial",
        "services.csv": "partial",
        "applications.csv": "read",
    }
    assert (found["services.csv"].rows, found["applications.csv"].rows) == (2, 1)


def test_a_package_url_that_cannot_be_trusted_is_said_at_its_entry_in_every_file(tmp_path):
    component = {"type": "library", "name": "a", "purl": "pkg:npm/a%2Fb@1"}
    text = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "x"}, component]})
    write(tmp_path, "a.json", text)
    write(tmp_path, "b.json", text)
    found = read(find(tmp_path))
    for file in found.files:
        said = [each for each in file.issues if "package URL" in each.message]
        assert [each.place for each in said] == ["/components/1"]
    assert {each.id for each in found.components} == {"?/a@?", "?/x@?"}


def test_a_rejected_file_leaves_no_component_behind(tmp_path):
    write(tmp_path, "a.json", SBOM[:-3])
    write(tmp_path, "b.json", '{"bomFormat":"CycloneDX","components":[{"name":"b"}],"x":' + "[" * 50_000 + "}")
    assert read(find(tmp_path)).components == ()


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Path:
    """Files that share components, with registers and files that are wrong."""
    root: Path = tmp_path_factory.mktemp("city")
    chance = random.Random(7)
    for number in range(10):
        picked = chance.sample(range(1700), 900)
        components = [
            {
                "type": "library",
                "bom-ref": f"r{each}",
                "name": f"lib-{each}",
                "version": "1",
                **({"purl": f"pkg:npm/lib-{each}@1"} if each % 3 else {}),
                "licenses": [{"license": {"id": chance.choice(("MIT", "Apache-2.0"))}}],
                "description": "x" * 60,
            }
            for each in picked
        ]
        needs = [{"ref": f"r{each}", "dependsOn": [f"r{chance.choice(picked)}"]} for each in picked]
        bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components, "dependencies": needs}
        write(root, f"sboms/{number}.json", json.dumps(bom))
    write(
        root, "applications.csv", "id;sbom\nun;sboms/1.json; sboms/2.json\n" + 'deux;"sboms/2.json;sboms/none.json"\n'
    )
    write(root, "broken.json", '{"bomFormat": ')
    write(root, "odd.json", '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"x","licenses":3}, 4]}')
    write(
        root, "odd-too.json", '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"x","licenses":3}]}'
    )
    return root


def comparable(inventory: Inventory) -> dict[str, Any]:
    fields = {field: getattr(inventory, field) for field in inventory.__struct_fields__}
    return {field: value.tolist() if isinstance(value, np.ndarray) else value for field, value in fields.items()}


@pytest.fixture(scope="module")
def alone(city) -> dict[str, Any]:
    before = spoken()
    speak("en")
    read_alone = comparable(read(find(city)))
    speak(before)
    return read_alone


def test_two_processes_give_the_same_inventory_as_one(city, alone):
    assert comparable(read(find(city), jobs=2)) == alone


def test_the_order_of_the_files_and_of_the_batches_does_not_matter(city, alone):
    chance = random.Random(3)
    files = find(city)
    for jobs in (1, 2, 3):
        shuffled = tuple(chance.sample(files, len(files)))
        assert comparable(read(shuffled, jobs, chance)) == alone


def test_every_entry_of_every_file_is_an_occurrence(city, alone):
    plain = [json.loads(path.read_text()) for path in sorted((city / "sboms").iterdir())]
    expected = {each["name"] for one in plain for each in one["components"]} | {"x"}
    assert len(alone["components"]) == len(expected)
    # the components of odd.json and of odd-too.json: the number beside the first is no component
    assert len(alone["occurrence_component"]) == 10 * 900 + 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_other_work_is_done_once_and_all_bytes_are_told(city, jobs):
    files = find(city)
    done: list[int] = []
    meanwhile: list[str] = []
    for _batch in read_all(files, jobs, done.append, lambda: meanwhile.append("done")):
        assert meanwhile == ["done"]
    assert meanwhile == ["done"]
    assert sum(done) == sum(each.bytes for each in files)


def test_processes_speak_the_language_of_the_caller(city):
    speak("fr")
    said = {issue.message for file in read(find(city), jobs=2).files for issue in file.issues}
    speak("en")
    assert not said & {issue.message for file in read(find(city), jobs=2).files for issue in file.issues}


def settings(root: Path, text: str) -> City:
    (root / "inventory.toml").write_bytes(text.encode())
    return read_city(root)


def test_a_city_without_settings_is_unknown(tmp_path):
    assert read_city(tmp_path) == City()
    assert settings(tmp_path, "") == City()


def test_the_settings_of_a_city(tmp_path):
    named = 'city = "Port-Méliande"\nsiren = "000000001"\nas_of = "2026-11-01"\n'
    text = named + 'policy = "axe6"\nfictitious = true\nnote = "x"\n'
    assert settings(tmp_path, text) == City("Port-Méliande", "000000001", date(2026, 11, 1), ("axe6",), True, "x")


def test_a_day_may_be_a_toml_date_and_policies_a_list(tmp_path):
    found = settings(tmp_path, 'as_of = 2026-11-01\npolicy = ["axe6", "own"]\n')
    assert (found.as_of, found.policies, found.name) == (date(2026, 11, 1), ("axe6", "own"), ABSENT)


@pytest.mark.parametrize(
    ("text", "said", "advised"),
    [
        ('citty = "x"', "citty", "did you mean « city »"),
        ('colour = "x"', "colour", "city, siren, as_of"),
        ("city = !", "TOML", "quotes"),
        ("city = 3", "city", "quotes"),
        ('as_of = "2026-02-30"', "2026-02-30", "2026-12-31"),
        ('as_of = "demain"', "demain", "2026-12-31"),
        ("as_of = 12:00:00", "as_of", "quotes"),
        ("policy = 3", "policy", "quotes"),
        ('fictitious = "oui"', "fictitious", "true or false"),
    ],
)
def test_wrong_settings_stop_and_say_what_to_write(tmp_path, text, said, advised):
    with pytest.raises(ConfigurationError) as error:
        settings(tmp_path, text)
    assert error.value.where.startswith(str(tmp_path / "inventory.toml"))
    assert said in error.value.message
    assert advised in error.value.hint


def test_settings_that_are_not_toml_are_placed(tmp_path):
    with pytest.raises(ConfigurationError) as error:
        settings(tmp_path, 'city = "Exempleville"\nsiren = !\n')
    assert error.value.where == f"{tmp_path / 'inventory.toml'}: line 2, column 9"


def test_settings_that_are_not_utf_8_stop(tmp_path):
    (tmp_path / "inventory.toml").write_bytes('city = "Méliande"'.encode("cp1252"))
    with pytest.raises(ConfigurationError):
        read_city(tmp_path)
