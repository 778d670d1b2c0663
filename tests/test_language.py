# SPDX-License-Identifier: EUPL-1.2
"""Every text has its French, in French typography, and the compiled catalogue is that of the sources."""

from __future__ import annotations

import ast
import gettext
import importlib.util
import io
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from sovaudit import language

ROOT = Path(__file__).resolve().parent.parent
PO = sorted((ROOT / "sovaudit" / "locale" / "fr").glob("*.po"))

# What is code or a symbol in a French text, and written as code and symbols are.
CODE = (
    "!=",
    'timestamp("2027-01-01T00:00:00Z")',
    "'!…'",
    "- id:",
    "s’écrit !",
    "«\N{NO-BREAK SPACE}!\N{NO-BREAK SPACE}»",
    "(?)",
    ", ? ",
    "vers:npm/",
    "{path}: ",  # `collect` takes the path off again
)
WRONG = {
    "a straight quote": r"['\"]",
    "no U+202F before ; ! ?": r"(?<!\N{NARROW NO-BREAK SPACE})[;!?]",
    "no U+00A0 before :": r"(?<!\N{NO-BREAK SPACE}):",
    "no U+00A0 within « »": r"«(?!\N{NO-BREAK SPACE})|(?<!\N{NO-BREAK SPACE})»",
    "two spaces": r"[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]{2}",
    "three dots": r"\.\.\.",
}
# Texts in which a number stands before a plural, and is never 0 or 1.
MANY = frozenset((
    "{count} entries of {files} files are one by the same key: {key}",
    "one list of formats for {count} applications",
    "cut: %(count)s characters, the whole text is in audit.json",
    " … [cut: {length} characters; the whole is in audit.json]",
    "{kind} used in {count} places and never defined: {id}",
))  # fmt: skip
PLURAL = re.compile(
    r"(?:\{(?!name|sites|profile)\w+\}|%\(\w+\)s)[ \N{NO-BREAK SPACE}]"
    r"(?!(?:sur|sous|dans|plus|premiers|ans|années)\b)\w+[sx]\b"
)
"""A hole before a plural; not before a word that ends like one, nor before what is counted by constants of ours."""
HOLE = re.compile(r"\{[^{}]*\}|%\(\w+\)[sd]|%[sd]")


@pytest.fixture(autouse=True)
def _french_again() -> Iterator[None]:
    before = language.spoken()
    yield
    language.speak(before)


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    """The program behind `make messages`, which gathers the texts of the code once."""
    spec = importlib.util.spec_from_file_location("messages", ROOT / ".ci" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    gathered = list(module.extract_from_dir(str(ROOT / "sovaudit"), module.METHODS, keywords=module.KEYWORDS))
    vars(module)["extract_from_dir"] = lambda *_arguments, **_more: gathered  # reading all the code takes seconds
    return module


def texts(path: Path) -> Iterator[tuple[Message, str, str]]:
    """Yield each message with its English and its French, plural forms one by one."""
    for message in read_po(io.BytesIO(path.read_bytes()), locale="fr"):
        if message.id and isinstance(message.id, str):
            yield message, message.id, str(message.string)
        elif message.id:
            assert isinstance(message.string, tuple)
            for english, french in zip(message.id, message.string, strict=True):
                yield message, english, french


def faults(french: str) -> list[str]:
    """List what French typography has against a text."""
    for code in CODE:
        french = french.replace(code, "x")
    plain = HOLE.sub("x", french)
    return [name for name, pattern in WRONG.items() if re.search(pattern, plain)]


def test_nothing_is_said_in_english_only(messages):
    assert messages.missing() == []


def test_the_compiled_catalogue_is_fresh(messages):
    assert messages.COMPILED.read_bytes() == messages.compiled(), "make messages"


def test_one_text_has_one_translation(messages, monkeypatch, tmp_path):
    for name, french in (("a", "un"), ("b", "un"), ("c", "une")):
        header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        (tmp_path / f"{name}.po").write_text(f'{header}msgid "one"\nmsgstr "{french}"\n', encoding="utf-8")
    monkeypatch.setattr(messages, "FRENCH", tmp_path)
    with pytest.raises(SystemExit, match=r"c\.po: .*'one'.*'un'.*'une'"):
        messages.merged()
    (tmp_path / "c.po").unlink()
    assert messages.merged().get("one").string == "un", "the same twice does no harm"


@pytest.mark.parametrize("path", PO, ids=lambda path: path.stem)
def test_french_typography(path):
    assert {french: faults(french) for _message, _english, french in texts(path) if faults(french)} == {}


@pytest.mark.parametrize(
    "french",
    ["l'on", 'dit "non"', "a ; b", "a\N{NO-BREAK SPACE};", "quoi?", "erreur: x", "a : b", "« x »", "a  b", "a..."],
)
def test_bad_typography_is_seen(french):
    assert faults(french)


def test_what_passes_for_code_is_still_in_a_text():
    said = "\n".join(french for path in PO for _message, _english, french in texts(path))
    assert [code for code in CODE if code not in said] == []


def test_a_number_before_a_plural_has_its_singular(messages):
    """« 1 applications » is no French: such a text has two forms, or is written as « applications : 1 »."""
    french = {message.id: str(message.string) for message in messages.merged() if isinstance(message.id, str)}
    rooms = ("cli/", "reports/", "measures/", "policy/", "identity/")
    found = messages.extract_from_dir(str(ROOT / "sovaudit"), messages.METHODS, keywords=messages.KEYWORDS)
    said = {text for path, _line, text, *_rest in found if path.startswith(rooms) and isinstance(text, str)}
    assert {each: french[each] for each in said - MANY if PLURAL.search(french.get(each, ""))} == {}
    assert not MANY - said


@pytest.mark.parametrize("path", PO, ids=lambda path: path.stem)
def test_the_holes_of_a_text_are_those_of_its_translation(path):
    """A plural form may leave its number out: « une erreur »."""
    for message, english, french in texts(path):
        holes, filled = set(HOLE.findall(english)), set(HOLE.findall(french))
        if isinstance(message.id, str):
            assert filled == holes, french
        else:
            assert filled <= set(HOLE.findall(" ".join(message.id))), french


@pytest.mark.parametrize("path", PO, ids=lambda path: path.stem)
def test_every_entry_is_translated_and_none_is_in_doubt(path):
    for message, english, french in texts(path):
        assert french, english
        assert [french.startswith(" "), french.endswith(" ")] == [english.startswith(" "), english.endswith(" ")], (
            french
        )
        assert not message.fuzzy, english


def said_by(folder: Path) -> Iterator[tuple[Path, ast.Call]]:
    """Yield the calls that translate a text."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                yield path, node


def test_a_text_is_written_where_it_is_translated():
    """`_(name)` or `_(f"...")` would be passed over when texts are gathered, and speak English for ever."""
    gettexts = ROOT / "sovaudit" / "language.py"
    bad = [
        f"{path.name}:{node.lineno}"
        for path, node in said_by(ROOT / "sovaudit")
        if path != gettexts and not all(isinstance(each, ast.Constant) for each in node.args[: len(node.args) // 2 + 1])
    ]
    assert bad == []


# For programmers, for questions that we never ask, or for shells whose completion we do not offer.
NEVER_SHOWN = re.compile(
    "declaration|flag for true|Choice\\(|Confirm the action|option with|Bash|DeprecationWarning|Do you want|two entered"
    "|invalid input|start character|defined twice|No options defined|any key|Repeat for|Unknown color|Unknown standard"
    "|must be an iterable|Windows error|^d$|[Ee]diting failed|values are required|not executable|valid UUID"
)


def test_click_speaks_french_too():
    said = {
        node.args[0].value
        for _path, node in said_by(Path(click.__file__).parent)
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }
    assert len(said) > 40
    known = {english for path in PO for _message, english, _french in texts(path)}
    assert sorted(text for text in said - known if not NEVER_SHOWN.search(text)) == []


def test_french_is_what_is_spoken_when_nothing_else_is():
    for wish in ("fr", "de", "", "EN"):
        language.speak(wish)
        assert language.spoken() == "fr"
        assert language._("yes") == "oui"
    language.speak("en")
    assert language._("yes") == "yes"


def test_click_speaks_the_language_in_use():
    for wish, word in (("fr", "Utilisation"), ("en", "Usage:"), ("fr", "Utilisation")):
        language.speak(wish)
        assert gettext.gettext("Usage:").removesuffix("\N{NO-BREAK SPACE}:") == word


@pytest.mark.parametrize(("number", "word"), [(0, "non-conformité"), (1, "non-conformité"), (2, "non-conformités")])
def test_zero_is_singular_in_french(number, word):
    language.speak("fr")
    said = language.ngettext("{count} failure", "{count} failures", number)
    assert said.split()[-1] == word


def test_a_text_of_a_data_file_is_in_the_language_in_use_else_in_french():
    for wish, texts_of_it, said in (
        ("en", {"fr": "un", "en": "one"}, "one"),
        ("fr", {"fr": "un", "en": "one"}, "un"),
        ("en", {"fr": "un"}, "un"),
        ("fr", {"en": "one"}, "one"),
        ("fr", {}, ""),
    ):
        language.speak(wish)
        assert language.localised(texts_of_it) == said
