# SPDX-License-Identifier: EUPL-1.2
"""What one file may take of the machine, held by the operating system: native libraries cannot be trusted to stop.

Before each file the process that reads it is given so much processor time and memory more than it has taken so far.
Past the time, the kernel ends the process; past the memory, an allocation fails, which Python turns into a MemoryError
and a native library into an abort. Where the system has no such limits (Windows), only the readers' own stand.

Source: OWASP ASVS 5.0, 15.2.5 (dangerous functions in a sandbox).
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path

from sovaudit.language import _
from sovaudit.limits import MIB, flag, limits
from sovaudit.model import Issue

CONFINES = sys.platform != "win32"
if CONFINES:
    import resource

STATM = Path("/proc/self/statm")


def confine(size: int) -> None:
    """Allow this process what reading so many bytes may take, from now on."""
    if not CONFINES:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _allow(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds(size))
    mapped = _mapped()
    if mapped:
        _allow(resource.RLIMIT_AS, mapped + memory(size))


def release() -> None:
    """Lift what `confine` set."""
    if CONFINES:
        _allow(resource.RLIMIT_CPU, resource.RLIM_INFINITY)
        _allow(resource.RLIMIT_AS, resource.RLIM_INFINITY)


def no_core() -> None:
    """Leave no picture of the memory behind when the process is ended: it holds the city's data."""
    if CONFINES:
        _allow(resource.RLIMIT_CORE, 0)


def seconds(size: int) -> int:
    """Return the processor time that a file of so many bytes may take, in seconds."""
    return limits().seconds + limits().seconds_per_mib * (size // MIB)


def memory(size: int) -> int:
    """Return the memory that a file of so many bytes may take, in bytes."""
    return limits().memory_mib * MIB + limits().memory_times * size


def ended(exit_code: int, size: int) -> Issue:
    """Say why the process that read a file was ended."""
    hint = _("open it in the program that made it and save it again")
    if exit_code == -getattr(signal, "SIGXCPU", 0):
        text = _("reading it took more than {count} s of processor time").format(count=seconds(size))
        return Issue("", text, flag("seconds"))
    if exit_code in (-signal.SIGABRT, -getattr(signal, "SIGKILL", 0)):
        text = _("reading it ended the process that did, perhaps for want of memory ({count} MiB allowed)")
        return Issue("", text.format(count=memory(size) // MIB), flag("memory_mib"))
    return Issue("", _("reading it ended the process that did: it is damaged or made to do harm"), hint)


def defect(error: BaseException) -> Issue:
    """Say that a file met a defect of ours; the others are read all the same."""
    text = _("a defect of sovaudit stopped the reading: {message}")
    hint = _("send us the file, or what it looks like, with this message")
    return Issue("", text.format(message=str(error)[:200]), hint)


def out_of_memory(size: int) -> Issue:
    """Say that a file takes more memory than it may."""
    text = _("reading it takes more than {count} MiB of memory").format(count=memory(size) // MIB)
    return Issue("", text, flag("memory_mib"))


def _allow(kind: int, amount: int) -> None:
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY and (amount == resource.RLIM_INFINITY or amount > hard):
        amount = hard
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (amount, hard))


def _mapped() -> int:
    """Return the address space of this process in bytes; 0 where the system does not tell."""
    try:
        return int(STATM.read_text("ascii").split()[0]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 0
