# SPDX-License-Identifier: EUPL-1.2
"""`waivers.yaml` -> administrative acts; and back.

A waiver is keyed by rule and subject, never by a finding or a file: it survives new versions of both. It changes no
outcome and no total, and it ends on a day. A value that is wrong is no risk to accept: it is put right in
`corrections.yaml`, which is why there is no reason for that here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from sovaudit.errors import ConfigurationError
from sovaudit.identity.purls import canonical
from sovaudit.language import _
from sovaudit.measures import SUBJECTS
from sovaudit.model import Waiver
from sovaudit.readers._entries import Entry, entries, meant, sections

FILE = "waivers.yaml"
SECTION = "waivers"
NEEDED = ("rule", "subject", "until", "owner", "decision", "reason", "text")
KEYS = ("id", *NEEDED, "compensating", "by", "on")
REASONS: dict[str, dict[str, str]] = {
    "risk_accepted": {"fr": "risque accepté", "en": "risk accepted"},
    "migration_planned": {"fr": "migration prévue", "en": "migration planned"},
    "contract_running": {"fr": "marché en cours", "en": "contract still running"},
    "not_exploitable": {"fr": "non exploitable ici", "en": "not exploitable here"},
    "not_concerned": {"fr": "sans objet", "en": "not concerned"},
}
"""The first four accept that a rule is not met; `not_concerned` says that it has no object here."""
_WRONG_DATA = ("false_positive", "faux positif", "data_corrected", "donnée corrigée", "corrected", "wrong_data")
_EXAMPLE = "component:pkg:npm/left-pad@1.3.0"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class Waivers(Struct, frozen=True):
    """Everything that was waived.

    Args:
        path: of the file, as it is named to people.
    """

    waivers: tuple[Waiver, ...] = ()
    path: str = FILE


def waiver_id(rule: str, subject: str, until: date) -> str:
    """Return the id of a waiver that is given none: a renewed one has another last day, and so another id."""
    return "w-" + hashlib.sha256(f"{rule}\n{subject}\n{until}".encode("utf-8", "replace")).hexdigest()[:10]


def read_waivers(data: bytes, path: str) -> Waivers:
    """Read the file.

    Raises:
        ConfigurationError: it cannot be understood; the line and what was meant are said.
    """
    document = sections(data, path, (SECTION,))
    found: dict[str, Waiver] = {}
    for entry in entries(document, path, SECTION):
        waiver = _waiver(entry)
        if waiver.id in found:
            text = _("the waiver {id} is given twice, the first time on line {line}")
            hint = _("remove one of them, or give the new one another last day or « id »")
            raise entry.wrong("", text.format(id=waiver.id, line=found[waiver.id].line), hint)
        found[waiver.id] = waiver
    return Waivers(tuple(found.values()), path)


def _waiver(entry: Entry) -> Waiver:
    entry.check(KEYS, NEEDED)
    until, on = entry.day("until"), entry.day("on")
    if until is None:  # `check` saw a text: `day` has refused what is none
        raise entry.wrong("until", _("« {key} » is missing").format(key="until"), _("write it as 2026-12-31"))
    if on is not None and on > until:
        hint = _("« on » is the day of the decision, « until » the last day on which it holds")
        raise entry.wrong("until", _("it ends before it was decided"), hint)
    named, rule = entry.text("id"), entry.text("rule")
    if named and not _ID.fullmatch(named):
        raise entry.wrong(
            "id", _("not an id: {id}").format(id=named[:80]), _("letters, digits, « - », « _ » and « . »")
        )
    try:
        subject = understood_subject(entry.text("subject"))
        reason = understood_reason(entry.text("reason"))
    except MeaningError as error:
        raise entry.wrong(error.key, error.text, error.hint) from None
    return Waiver(
        id=named or waiver_id(rule, subject, until),
        rule=rule,
        subject=subject,
        until=until,
        owner=entry.text("owner"),
        decision=entry.text("decision"),
        reason=reason,
        text=entry.text("text"),
        compensating=entry.text("compensating"),
        by=entry.text("by"),
        on=on,
        line=entry.line,
    )


class MeaningError(ValueError):
    """A value that cannot be understood: what it is the value of, why, what to do."""

    def __init__(self, key: str, text: str, hint: str) -> None:
        """Keep the three apart."""
        super().__init__(text)
        self.key, self.text, self.hint = key, text, hint


def understood_subject(written: str) -> str:
    """Return a subject in the form that findings give it: package URLs are canonical.

    Raises:
        MeaningError: it names nothing.
    """
    if written == "portfolio":
        return written
    kind, _colon, name = written.partition(":")
    if kind not in SUBJECTS or kind == "portfolio" or not name:
        expected = ", ".join(f"{each}:…" for each in SUBJECTS if each != "portfolio") + ", portfolio"
        text = _("not the name of a thing: {text}").format(text=written[:80])
        raise MeaningError("subject", text, meant(kind, SUBJECTS) or expected)
    if kind == "component" and name.startswith("pkg:"):
        known = canonical(name)
        if not known:
            text = _("not a package URL: {text}").format(text=name[:80])
            hint = _("copy it from the report, such as {example}").format(example=_EXAMPLE)
            raise MeaningError("subject", text, hint)
        name = known
    return f"{kind}:{name}"


def understood_reason(written: str) -> str:
    """Return the code of a reason that is written as its code or as its words, in any language.

    Raises:
        MeaningError: there is no such reason.
    """
    known = {word.casefold(): code for code, texts in REASONS.items() for word in (code, *texts.values())}
    found = known.get(written.casefold())
    if found is not None:
        return found
    text = _("no such reason: {text}").format(text=written[:80])
    if written.casefold() in _WRONG_DATA:
        raise MeaningError("reason", text, _("a wrong value is put right in corrections.yaml, it is not waived"))
    near = meant(written.casefold(), list(known))
    expected = _("expected one of: {expected}").format(expected=", ".join(REASONS))
    raise MeaningError("reason", text, f"{near} {expected}".strip())


def added(data: bytes, path: str, new: Waiver) -> bytes:
    """Write one more waiver into the file, leaving everything that stands there as it is, comments included.

    Where that cannot be (a list written in brackets), the file is written anew with the same entries.

    Raises:
        ConfigurationError: the file cannot be understood, or has this waiver already.
    """
    known = read_waivers(data, path)
    for each in known.waivers:
        if each.id == new.id:
            text = _("this waiver is there already: {id}").format(id=new.id)
            where = f"{path}: " + _("line {line}").format(line=each.line)
            raise ConfigurationError(text, where, _("to renew it, give another last day"))
    text = data.decode("utf-8-sig")
    if not known.waivers and not text.strip():
        return written((new,))
    listed = re.findall(r"(?m)^( *)- ", text)
    indent = listed[0] if listed else ""
    lines = _yaml(_plain([new])).splitlines()
    grown = (text if text.endswith("\n") or not text else text + "\n") + "".join(f"{indent}{line}\n" for line in lines)
    try:
        if _plain(read_waivers(grown.encode(), path).waivers) == _plain((*known.waivers, new)):
            return grown.encode()
    except ConfigurationError:
        pass
    return written((*known.waivers, new))


def _plain(waivers: Iterable[Waiver]) -> list[dict[str, str]]:
    return [_entry(each) for each in waivers]


def written(waivers: Sequence[Waiver]) -> bytes:
    """Write the whole file."""
    head = _("Waivers: who accepts what, until when, by which decision. See « sovaudit waiver list ».")
    return f"# {head}\n{_yaml({SECTION: _plain(waivers)})}".encode()


def _yaml(value: object) -> str:
    import yaml

    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)


def _entry(waiver: Waiver) -> dict[str, str]:
    entry = {key: getattr(waiver, key) for key in KEYS}
    entry |= {key: entry[key].isoformat() for key in ("until", "on") if entry[key]}
    return {key: value for key, value in entry.items() if value}
