# SPDX-License-Identifier: EUPL-1.2
"""Records and rows of published procurement data -> contracts, each once, with its holders and amendments.

A contract is its uid: the buyer's SIRET and the buyer's own id. What repeats it (a row per holder, a row per
modification, the same record twice) is merged into it and counted; values that contradict each other become unknown.
The same uid with another subject or day of notification (lots, frameworks) is another contract, kept apart as `uid#2`;
so is every contract whose buyer is not known.

No amount is shared out among co-holders, none is added up, and no end is computed: the data states none. What a
concession is worth (`valeurGlobale`) is its turnover, not a price: its amount stays unknown.

Source: arrêtés of 22 March 2019 and 22 December 2022 (données essentielles de la commande publique).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date

from sovaudit.language import _
from sovaudit.limits import limits, past
from sovaudit.model import ABSENT, Contract, Issue, Origin, Register, Unknown
from sovaudit.readers._decp_drafts import Change, Draft, Entry, changes_of
from sovaudit.readers._decp_fields import ASKED, ASKED_2022, ASKED_OF_CONCESSIONS, NAMED, Fields, fields_of
from sovaudit.readers._decp_holders import Holders, parts
from sovaudit.readers._decp_scope import folded_words, it_related
from sovaudit.readers._decp_values import Reading
from sovaudit.readers._grouped import Grouped

V2019, V2022 = "2019", "2022"


class Ledger:
    """Gathers the contracts of one file.

    Args:
        path: of the file.
        version: `V2019`, `V2022`, or nothing for a table.
        typed: the format tells numbers from texts.
    """

    def __init__(self, path: str, version: str = "", typed: bool = False) -> None:
        """Begin with none."""
        self.path = path
        self.version = version
        self.typed = typed
        self.said = Grouped()
        self.rows = 0
        self._left_out = 0
        self._merged = 0
        self._rejected = 0
        self._holders = Holders()
        self._drafts: dict[str, list[Draft]] = {}
        self._same: dict[tuple[str, str], Draft] = {}
        self._very_same: dict[Hashable, Draft] = {}

    def counts(self, cpv: object, subject: object, place: str) -> bool:
        """Count one record, and tell whether it is to be read: false for what is left out as no technology.

        Raises:
            InputError: more records than the limit.
        """
        self.rows += 1
        if self.rows > limits().rows:
            raise past("rows", _("record {number}").format(number=self.rows), f"{self.path}: {place}")
        code = str(cpv) if isinstance(cpv, str | int | float) else ""
        if it_related(code, subject if isinstance(subject, str) else "").within is not False:
            return True
        self._left_out += 1
        return False

    def reject(self, place: str, text: str, hint: str) -> None:
        """Leave out a record that was counted and cannot be read."""
        self._rejected += 1
        self.said.say(place, text, hint)

    def add(self, fields: Fields, place: Callable[[str], str], origin: Origin) -> None:
        """Read one record that counts.

        Args:
            place: path of a member below the record -> where it stands; the record itself for nothing.
        """
        reading = Reading(fields, place, self.said, self.typed)
        entry = self._entry(reading, origin)
        if entry is None:
            self.reject(place(""), _("a contract without « id »"), _("ask who published it for its identifier"))
            return
        self._say_missing(reading)
        draft = self._draft_of(entry) if entry.unique else None
        if draft is not None:
            self._merged += 1
            self._say_conflicts(draft.merge(entry), entry, place(""))
        else:
            draft = Draft(entry)
            self._drafts.setdefault(entry.uid, []).append(draft)
        if entry.unique:
            self._same.setdefault((entry.uid, entry.folded), draft)
            self._very_same.setdefault((entry.uid, entry.folded, entry.label, entry.notified), draft)

    def register(self) -> Register:
        """Return the contracts, then their holders, and what there is to say."""
        contracts: dict[str, Contract] = {}
        for uid, drafts in self._drafts.items():
            for number, draft in enumerate(drafts, start=1):
                name = uid if number == 1 else f"{uid}#{number}"
                while name in contracts:
                    name += "#"
                if name != uid:
                    text = _("the identifier « {uid} » is used for several contracts: kept apart as « {name} »")
                    self.said.say(draft.first.place, text, uid=uid[:80], name=name[:90])
                contracts[name] = draft.contract(name)
        holders = self._holders.organisations()
        return Register(
            (*contracts.values(), *holders),
            self.rows,
            (*self._summary(), *self.said.issues()),
            version=self.version,
            left_out=self._left_out,
            rejected=self._rejected,
            merged=self._merged,
        )

    def _draft_of(self, entry: Entry) -> Draft | None:
        """Find the contract that a record is of: same uid, subject and day; a modification may change the last two."""
        very = self._very_same.get((entry.uid, entry.folded, entry.label, entry.notified))
        if very is not None:
            return very
        same = self._same.get((entry.uid, entry.folded))
        if same is not None:
            return same if same.lacks(entry) or same.agrees(entry) else None
        drafts = self._drafts.get(entry.uid, ())
        return drafts[0] if len(drafts) == 1 and drafts[0].lacks(entry) else None

    def _summary(self) -> list[Issue]:
        """Say what was left out and what was merged."""
        found = []
        if self._left_out:
            text = _("{count} of {rows} records are not for information technology: they are left out")
            hint = _("kept: the CPV codes of information technology, and keywords such as « logiciel » in « objet »")
            found.append(Issue("", text.format(count=self._left_out, rows=self.rows), hint))
        if self._merged:
            text = _("{count} of {rows} records repeat a contract (another holder, a modification): merged into it")
            found.append(Issue("", text.format(count=self._merged, rows=self.rows)))
        return found

    def _entry(self, reading: Reading, origin: Origin) -> Entry | None:
        prefix, siren = self._holders.buyer(reading)
        own = reading.text("id")
        stated = reading.text("uid")
        if isinstance(own, str) and own.strip():
            uid = f"{prefix}{own.strip()}"
        elif isinstance(stated, str) and stated.strip():
            uid = stated.strip()
        else:
            return None
        subject = reading.text("subject")
        notified = reading.day("notified" if "notified" in reading.fields else "signed")
        return Entry(
            uid=uid,
            unique=bool(prefix),
            place=reading.place(""),
            origin=origin,
            label=self._label(reading),
            folded=" ".join(folded_words(subject)) if isinstance(subject, str) else "",
            subject=subject,
            cpv=reading.cpv("cpv"),
            procedure=reading.text("procedure"),
            bids_received=reading.bids("bids_received"),
            amount_eur=_worth(reading) if "worth" in reading.fields else reading.amount("amount_eur"),
            notified=notified,
            duration_months=reading.months("duration_months"),
            buyer=siren,
            nature=reading.text("nature"),
            framework=reading.text("framework"),
            ceiling=self._ceiling(reading),
            holders=dict.fromkeys(self._holders.read(reading, origin)),
            changes=changes_of(self._changes(reading, notified, origin)),
        )

    def _label(self, reading: Reading) -> str:
        """Return which modification a row of a table is, nothing for the contract as it was signed."""
        state = reading.text("state")
        if isinstance(state, str):
            return "" if state.strip() in ("", "0") else state.strip()
        change = reading.text("change")
        inline = {"amendments", "amendment_id", "amendment_notified"} & reading.fields.keys()
        return change.strip() if isinstance(change, str) and not inline else ""

    def _ceiling(self, reading: Reading) -> bool | Unknown:
        """Tell whether the amount is the most that may be spent: that of a framework agreement (*accord-cadre*)."""
        nature = reading.raw("nature")
        named = " ".join(folded_words(nature)) if isinstance(nature, str) else ""
        techniques = reading.raw("techniques")
        if "accord cadre" in named or "accord cadre" in " ".join(_texts(techniques)):
            return True
        if "worth" in reading.fields:
            return ABSENT
        told = techniques not in (None, "", [], {}) or (bool(named) and self.version == V2019)
        return False if told or "subsequent" in named else ABSENT

    def _changes(self, reading: Reading, notified: date | Unknown, origin: Origin) -> list[Change]:
        """Read the modifications that a record holds, and the one that is written into a row."""
        found = []
        key, value = reading.fields.get("amendments", ("", None))
        for part in parts(value, key):
            if isinstance(part.value, dict):
                inner = reading.within(part.path, fields_of(part.value))
                holders = self._holders.read(inner, origin)
                found.append(_change(inner, "id", "amount_eur", "duration_months", holders, notified))
            else:
                self.said.say(reading.place(part.path), _("a modification was expected here: an object"))
        told = ("amendment_notified", "amendment_amount", "amendment_months", "amendment_id")
        if any(reading.raw(field) is not None for field in told):
            holders = self._holders.amended(reading, origin)
            found.append(_change(reading, "amendment_id", "amendment_amount", "amendment_months", holders, notified))
        return found

    def _say_missing(self, reading: Reading) -> None:
        """Say which members that the format requires are not there."""
        asked = ASKED if self.version else ()
        if {"worth", "signed"} & reading.fields.keys():
            asked = ASKED_OF_CONCESSIONS
        elif self.version == V2022:
            asked += ASKED_2022
        for each in asked:
            if each in reading.fields and reading.fields[each][1] in (None, ""):
                text = _("the format requires a value here, and there is none")
                reading.say(each, text, _("it counts as unknown"))
        missing = [NAMED.get(each, each) for each in asked if each not in reading.fields and not _flat(each, reading)]
        if missing:
            text = _("members that the format requires are missing: {names}")
            self.said.say(reading.place(""), text, _("they count as unknown"), names=", ".join(missing))

    def _say_conflicts(self, conflicts: list[tuple[str, str]], entry: Entry, place: str) -> None:
        for field, values in conflicts:
            text = _("« {field} » of the contract {uid} is not the same in two records: {values}")
            hint = _("it counts as unknown")
            self.said.say(place, text, hint, field=NAMED.get(field, field), uid=entry.uid[:80], values=values[:160])


def _change(
    reading: Reading, id_field: str, amount: str, months: str, holders: tuple[str, ...], notified: date | Unknown
) -> Change:
    own = reading.text(id_field)
    day = reading.day("amendment_notified")
    if isinstance(day, date) and isinstance(notified, date) and day < notified:
        text = _("a modification of {day}, before the contract itself ({notified})")
        reading.say("amendment_notified", text, day=day.isoformat(), notified=notified.isoformat())
    name = own.strip() if isinstance(own, str) else ""
    return Change(name, day, reading.amount(amount), reading.months(months), dict.fromkeys(holders))


def _worth(reading: Reading) -> Unknown:
    """Keep what a concession is worth as the reason why its price is not known."""
    worth = reading.number("worth")
    return ABSENT if isinstance(worth, Unknown) else Unknown("absent", f"valeurGlobale {worth:.16g}")


def _flat(field: str, reading: Reading) -> bool:
    return field == "holders" and any(each.startswith("holder_") for each in reading.fields)


def _texts(value: object) -> list[str]:
    """List the texts in a member that is one, a list, or an object around either, folded."""
    found: list[str] = []
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            found += [*folded_words(each[:1000]), "."]
        elif isinstance(each, list):
            stack += each
        elif isinstance(each, dict):
            stack += each.values()
    return found
