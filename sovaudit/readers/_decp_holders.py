# SPDX-License-Identifier: EUPL-1.2
"""Who bought and who holds: identifiers -> organisations, a company's establishments as one (its SIREN).

A holder may be a reseller: nothing here says that it publishes what it sells.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import ABSENT, Organisation, Origin, Unknown
from sovaudit.model.registers import Text
from sovaudit.readers._decp_fields import fields_of
from sovaudit.readers._decp_values import Reading
from sovaudit.readers._siret import digits_of, is_siren, siret_fault

WRAPPINGS = ("titulaire", "concessionnaire", "modification")
DEEPEST = 16
"""Lists and objects around a holder or a modification: `titulaires` of 2019 comes in four."""
ROLES = ("titulaire",)


class Part(Struct):
    """One object of a list, whatever was wrapped around it.

    Args:
        path: of the object below the list's member.
        value: an object, or what stands in place of one.
    """

    path: str
    value: object


def parts(value: object, path: str) -> Iterator[Part]:
    """Yield the objects that a member holds: one, a list, lists of lists, wrapped or not, or JSON as text."""
    stack = [(value, path, 0)]
    while stack:
        value, path, depth = stack.pop()
        if isinstance(value, str) and value.lstrip()[:1] in ("[", "{"):
            try:
                value = msgspec.json.decode(value)
            except (msgspec.DecodeError, RecursionError):
                yield Part(path, value)
                continue
        if value is None or value == "" or depth > DEEPEST:
            if depth > DEEPEST:
                yield Part(path, "…")
        elif isinstance(value, list):
            stack += [(each, f"{path}/{index}", depth + 1) for index, each in reversed(list(enumerate(value)))]
        elif isinstance(value, dict) and value and all(key in WRAPPINGS for key in value):
            stack += [(each, f"{path}/{key}", depth + 1) for key, each in reversed(value.items())]
        else:
            yield Part(path, value)


class Holders:
    """The organisations of one file, each once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[str, Organisation] = {}
        self._faulty: set[str] = set()

    def read(self, reading: Reading, origin: Origin) -> tuple[str, ...]:
        """Read the holders of a contract or of a modification: their ids, each once, in their order."""
        found: list[str] = []
        if "holders" in reading.fields:
            key, value = reading.fields["holders"]
            for part in parts(value, key):
                if not isinstance(part.value, dict):
                    text = _("a holder was expected here: an object with « id »")
                    reading.said.say(reading.place(part.path), text, _("it is left out"))
                    continue
                found.append(self._nested(reading, part, origin))
        numbers = {name.removeprefix("holder_id").strip() for name in reading.fields if name.startswith("holder_id")}
        for number in sorted(numbers, key=lambda each: (len(each), each)):
            found.append(self._flat(reading, number, origin))
        return tuple(dict.fromkeys(each for each in found if each))

    def amended(self, reading: Reading, origin: Origin) -> tuple[str, ...]:
        """Read the holder that a modification written into a row names."""
        if "amendment_holder_id" not in reading.fields:
            return ()
        found = self._one(reading, "amendment_holder_id", "amendment_holder_type", "amendment_holder_name", origin)
        return (found,) if found else ()

    def organisations(self) -> tuple[Organisation, ...]:
        """Return every holder once."""
        return tuple(self._found.values())

    def _nested(self, reading: Reading, part: Part, origin: Origin) -> str:
        held = {name: value for name, value in part.value.items() if isinstance(name, str)}  # type: ignore[attr-defined]
        fields = fields_of({f"titulaire_{name}": value for name, value in held.items()})
        fields = {field: (key.removeprefix("titulaire_"), value) for field, (key, value) in fields.items()}
        inner = reading.within(part.path, fields)
        found = self._one(inner, "holder_id", "holder_type", "holder_name", origin)
        if not found and inner.raw("holder_id") is None:
            inner.say("holder_id", _("a holder without identifier or name"), _("it is left out"))
        return found

    def _flat(self, reading: Reading, number: str, origin: Origin) -> str:
        own, kind, name = (f"holder_{part} {number}".strip() for part in ("id", "type", "name"))
        return self._one(reading, own, kind, name, origin)

    def _one(self, reading: Reading, id_field: str, type_field: str, name_field: str, origin: Origin) -> str:
        """Identify one holder and remember it; empty when it has neither identifier nor name."""
        written, kind, name = reading.text(id_field), reading.text(type_field), reading.text(name_field)
        if isinstance(name, str) and not name.strip():
            name = ABSENT
        siren: Text = ABSENT
        found = ""
        if isinstance(written, str) and written.strip():
            kind = kind.strip().upper() if isinstance(kind, str) else "SIRET"
            if kind in ("SIRET", "SIREN"):
                found, siren = self._by_siret(reading, id_field, written)
            else:
                found = f"{kind}:{written.strip()}"
        found = found or (name.strip() if isinstance(name, str) else "")
        if found:
            known = self._found.get(found)
            if known is None:
                self._found[found] = Organisation(found, name=name, siren=siren, roles=ROLES, origin=origin)
            elif isinstance(known.name, Unknown) and isinstance(name, str):
                self._found[found] = msgspec.structs.replace(known, name=name)
        return found

    def buyer(self, reading: Reading) -> tuple[str, Text]:
        """Return (the identifier that makes a contract's own unique, or nothing; the buyer's SIREN)."""
        written = reading.text("buyer")
        if isinstance(written, Unknown):
            return "", written
        siren, _checked = self._by_siret(reading, "buyer", written)
        return (digits_of(written), siren) if siren else ("", Unknown("invalid", written[:80]))

    def _by_siret(self, reading: Reading, field: str, written: str) -> tuple[str, Text]:
        """Return (the first nine digits, or nothing; the SIREN when its check holds); a fault is said once a number."""
        digits = digits_of(written)
        fault = siret_fault(digits)
        if not fault:
            return digits[:9], digits[:9]
        new = digits not in self._faulty
        self._faulty.add(digits)
        if is_siren(digits):
            if new:
                reading.say(field, _("a SIREN where a SIRET was expected: « {written} »"), written=digits)
            return digits, digits
        usable = len(digits) == 14 and digits.isdecimal() and digits.isascii() and len(set(digits)) > 1
        if new:
            text = _("not a SIRET: « {written} »: {fault}")
            mend = _("it counts as unknown until it is mended")
            hint = _("its first nine digits are taken for the SIREN") if usable else mend
            reading.say(field, text, hint, written=written[:40], fault=fault)
        siren = digits[:9] if usable else ""
        return siren, siren if is_siren(siren) else Unknown("invalid", siren or written[:80])
