# SPDX-License-Identifier: EUPL-1.2
"""How much of an input is believed: every number that stops a reader, in one place.

A limit is set once per process, at the door (`--limit`, `inventory.toml`), like the language. Past one, the reader
says which, and which flag raises it.

Source: OWASP ASVS 5.0, 5.1.1 (documented sizes and unpacked sizes), 5.2.3 (unpacked size before unpacking).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar

import msgspec
from msgspec import Struct

from sovaudit.errors import InputError, UsageError
from sovaudit.language import _

MIB = 1024**2
FREE = 10 * MIB
"""Bytes that anything may unpack to, whatever the ratio."""


class Limits(Struct, frozen=True):
    """The limits of one input file.

    Args:
        file_mib: size of a file as it lies on the disk, in MiB.
        unpacked_mib: size of what a compressed file or a workbook unpacks to, in MiB.
        ratio: times that it may grow on unpacking, beyond the first 10 MiB.
        depth: levels of nesting in JSON and YAML.
        xml_depth: levels of nesting in XML.
        entities: entity declarations in XML; any document type declaration is refused while it is 0.
        aliases: aliases in YAML.
        rows: rows of one sheet, and records of one file.
        columns: columns of one sheet.
        repeats: times that a spreadsheet may repeat a row or cell that is not blank.
        text: length of one text, in characters.
        seconds, seconds_per_mib: processor time to read one file.
        memory_mib, memory_times: memory to read one file: so many MiB, and so many times its unpacked size.
    """

    file_mib: int = 2048
    unpacked_mib: int = 512
    ratio: int = 100
    depth: int = 128
    xml_depth: int = 256
    entities: int = 0
    aliases: int = 0
    rows: int = 1_000_000
    columns: int = 1024
    repeats: int = 1000
    text: int = 1_000_000
    seconds: int = 10
    seconds_per_mib: int = 1
    memory_mib: int = 300
    memory_times: int = 20


_limits: ContextVar[Limits] = ContextVar("limits", default=Limits())  # noqa: B039 -- it is frozen


def limits() -> Limits:
    """Return the limits in force in this process."""
    return _limits.get()


def limit_by(chosen: Limits) -> None:
    """Put limits in force."""
    _limits.set(chosen)


def raised(base: Limits, wanted: Iterable[str]) -> Limits:
    """Return limits changed as the command line says.

    Args:
        base: what stands where nothing else is said.
        wanted: `NAME=VALUE` each.

    Raises:
        UsageError: no such limit, or no whole number.
    """
    chosen = {}
    for each in wanted:
        name, _equals, value = each.partition("=")
        if name not in Limits.__struct_fields__:
            import difflib

            near = difflib.get_close_matches(name, Limits.__struct_fields__, n=1)
            known = _("known limits: {names}").format(names=", ".join(Limits.__struct_fields__))
            hint = _("did you mean « {near} »?").format(near=near[0]) if near else known
            raise UsageError(_("no limit is called {name}").format(name=name), "--limit", hint)
        if not value.isdecimal():
            text = _("the limit {name} needs a whole number, not « {value} »").format(name=name, value=value[:40])
            raise UsageError(text, "--limit", _("write it as {example}").format(example=f"--limit {name}=1000"))
        chosen[name] = int(value)
    return msgspec.structs.replace(base, **chosen)


def stated(base: Mapping[str, int]) -> Limits:
    """Return the limits that `inventory.toml` changes."""
    return msgspec.structs.replace(Limits(), **base)


def flag(name: str, needed: int | None = None) -> str:
    """Return the sentence that names the flag by which a limit is raised."""
    wanted = f"--limit {name}={needed if needed is not None else 'N'}"
    return _("if you trust the file, raise the limit with « {flag} »").format(flag=wanted)


def past(name: str, found: str, where: str, needed: int | None = None) -> InputError:
    """Return the error for a file that goes past a limit.

    Args:
        name: the limit, as `Limits` calls it.
        found: what the file has, with its unit, for a person to read.
        where: the file, with the place in it.
        needed: the value that would let this file through, when it is known.
    """
    text = _("{found}; the limit « {name} » is {limit}")
    return InputError(text.format(found=found, name=name, limit=getattr(limits(), name)), where, flag(name, needed))
