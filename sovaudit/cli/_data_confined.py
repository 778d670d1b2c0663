# SPDX-License-Identifier: EUPL-1.2
"""A publisher's file is read by a process of its own, under the limits of the operating system, as inventory files are.

Whatever a file does to the library that reads it, one data set is refused, the others are imported, and what was in use
stays in use. The process writes to one file in the store's own unfinished folder, and says what it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

import sovaudit.errors
from sovaudit.collect.confining import confine, out_of_memory, release
from sovaudit.collect.finding import Found
from sovaudit.collect.processes import Lost, spread
from sovaudit.errors import InputError, SovauditError
from sovaudit.limits import MIB, limits

if TYPE_CHECKING:
    from types import ModuleType

    from sovaudit.knowledge._importing import Converted

PACKED = (b"PK\x03\x04", b"\x1f\x8b")
TIMES = 10
"""How many times its size a packed file may count, up to what the limits let it unpack to."""
_WRITING = "writing"
T = TypeVar("T")


class _Outcome(Struct):
    """What the process has to say.

    Args:
        value: what was made.
        error: name of the class, message, where, hint; or `_WRITING`, message, number of the system's error.
    """

    value: Any = None
    error: tuple[str, ...] = ()


def convert(module: ModuleType, sources: Sequence[Path], target: Path) -> Converted:
    """Have a data set made of publishers' files.

    Raises:
        SovauditError: what the module raises; `InputError` too when its process was ended.
        OSError, sqlite3.Error: the target cannot be written.
    """
    return _alone(partial(_convert, module.__name__, tuple(sources), target), sources, target)


def check(module: ModuleType, source: Path, target: Path) -> None:
    """Have a stored file checked that others made.

    Raises:
        SovauditError: as `convert`.
    """
    _alone(partial(_check, module.__name__, target), (target,), source)


def _convert(name: str, sources: Sequence[Path], target: Path) -> Converted:
    from importlib import import_module

    module = import_module(name)
    made: Converted = (
        module.convert_all(sources, target) if hasattr(module, "convert_all") else module.convert(sources[0], target)
    )
    return made


def _check(name: str, target: Path) -> None:
    from importlib import import_module

    import_module(name).check(target)


def _alone(make: Callable[[], T], sources: Sequence[Path], told: Path) -> T:
    """Call a function in a process of its own."""
    where = str(sources[0]) if len(sources) == 1 else str(sources[0].parent)
    found = Found(where, where, sum(map(_size, sources)))
    (answer,) = spread(partial(_work, make), [(found,)], 1)
    if isinstance(answer, Lost):
        raise InputError(answer.why.message, where, answer.why.hint)
    kind, *said = answer.value.error or ("",)
    if kind == _WRITING:
        message, number = said
        raise OSError(int(number), message, str(told)) if number else sqlite3.OperationalError(message)
    if kind:
        error: SovauditError = getattr(sovaudit.errors, kind)(*said)
        raise error
    value: T = answer.value.value
    return value


def _size(source: Path) -> int:
    """Return how many bytes of input a file counts for; 0 when it cannot be read: who reads it says why."""
    from sovaudit.knowledge._importing import opened

    try:
        with opened(source) as stream:
            size = source.stat().st_size
            packed = stream.read(4).startswith(PACKED)
    except SovauditError:
        return 0
    return min(TIMES * size, max(size, limits().unpacked_mib * MIB)) if packed else size


def _work(make: Callable[[], object], group: tuple[Found, ...], _begin: Callable[[int], None]) -> _Outcome:
    size = group[0].bytes
    confine(size)
    try:
        return _Outcome(make())
    except SovauditError as error:
        return _Outcome(error=(type(error).__name__, error.message, error.where, error.hint))
    except MemoryError:
        release()
        why = out_of_memory(size)
        return _Outcome(error=("InputError", why.message, group[0].path, why.hint))
    except OSError as error:
        return _Outcome(error=(_WRITING, error.strerror or str(error), str(error.errno or "")))
    except sqlite3.Error as error:
        return _Outcome(error=(_WRITING, str(error), ""))
