# SPDX-License-Identifier: EUPL-1.2
"""`inventory.toml` -> City: whose inventory this is, and how to audit it."""

from __future__ import annotations

import difflib
import re
import tomllib
from datetime import date

import msgspec
from msgspec import Struct

from sovaudit.errors import ConfigurationError
from sovaudit.language import _
from sovaudit.limits import Limits
from sovaudit.model import ABSENT, City, Unknown

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_KEY = re.compile(r"unknown field `(.+?)`")
_WRONG = re.compile(r"at `\$\.(.+?)`")


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of the file; all may be left out."""

    city: str = ""
    siren: str = ""
    as_of: str = ""
    policy: str | tuple[str, ...] = ()
    fictitious: bool = False
    note: str = ""
    limits: dict[str, object] = {}


def read_settings(data: bytes, path: str) -> City:
    """Read the settings.

    Raises:
        ConfigurationError: not TOML, an unknown key, a value of another type.
    """
    stated = _parsed(data, path)
    if isinstance(stated.get("as_of"), date):
        stated["as_of"] = str(stated["as_of"])
    try:
        settings = msgspec.convert(stated, Settings)
    except msgspec.ValidationError as error:
        raise _misfit(str(error), path) from None
    policies = (settings.policy,) if isinstance(settings.policy, str) else settings.policy
    return City(
        name=settings.city or ABSENT,
        siren=settings.siren or ABSENT,
        as_of=_day(settings.as_of, path),
        policies=tuple(filter(None, policies)),
        fictitious=settings.fictitious,
        note=settings.note,
        limits=_limits(settings.limits, path),
    )


def _limits(stated: dict[str, object], path: str) -> dict[str, int]:
    """Check the names and values of limits.

    Raises:
        ConfigurationError: no such limit, or no whole number.
    """
    chosen = {}
    for name, value in stated.items():
        if name not in Limits.__struct_fields__:
            near = difflib.get_close_matches(name, Limits.__struct_fields__, n=1)
            known = _("known limits: {names}").format(names=", ".join(Limits.__struct_fields__))
            hint = _("did you mean « {near} »?").format(near=near[0]) if near else known
            raise ConfigurationError(_("no limit is called {name}").format(name=name), f"{path}: [limits]", hint)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            text = _("the limit {name} needs a whole number, not « {value} »").format(name=name, value=str(value)[:40])
            raise ConfigurationError(text, f"{path}: [limits]", _("« sovaudit limits » lists what stands"))
        chosen[name] = value
    return chosen


def _parsed(data: bytes, path: str) -> dict[str, object]:
    hint = _("a text stands in straight double quotes")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigurationError(_("not UTF-8"), path, _("save it as UTF-8")) from None
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        place = _("line {line}, column {column}").format(line=found[1], column=found[2]) if found else ""
        raise ConfigurationError(_("not readable as TOML"), f"{path}: {place}".removesuffix(": "), hint) from None


def _misfit(message: str, path: str) -> ConfigurationError:
    """Name the key that is unknown, or whose value is of another type."""
    keys = ", ".join(Settings.__struct_fields__)
    unknown = _KEY.search(message)
    if unknown:
        near = difflib.get_close_matches(unknown[1], Settings.__struct_fields__, n=1)
        hint = _("did you mean « {near} »?").format(near=near[0]) if near else _("known keys: {keys}").format(keys=keys)
        return ConfigurationError(_("unknown key: {key}").format(key=unknown[1]), path, hint)
    wrong = _WRONG.search(message)
    text = _("the value of « {key} » is of another type").format(key=wrong[1] if wrong else "?")
    return ConfigurationError(text, path, _("texts in straight double quotes, true or false without"))


def _day(written: str, path: str) -> date | Unknown:
    try:
        return date.fromisoformat(written) if written else ABSENT
    except ValueError:
        text = _("the value of « {key} » is not a day: {written}").format(key="as_of", written=written[:80])
        raise ConfigurationError(text, path, _("write it as 2026-12-31")) from None
