# SPDX-License-Identifier: EUPL-1.2
"""Files -> validations, each in a process that the operating system confines and that may die of it."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from sovaudit.collect import Found, open_input
from sovaudit.collect.confining import confine, defect, ended, no_core, out_of_memory
from sovaudit.errors import InputError
from sovaudit.language import speak, spoken
from sovaudit.limits import Limits, limit_by, limits
from sovaudit.model import Issue
from sovaudit.validation import Validation, rejected, validate

if TYPE_CHECKING:
    from concurrent.futures import Future


def validate_all(files: Sequence[Found], profile: str, jobs: int) -> list[Validation]:
    """Validate files, in their order; what ends its process is not valid, and the others are none the worse for it.

    Args:
        files: what to validate.
        profile: of completeness, or empty.
        jobs: how many processes at most.
    """
    from pebble import ProcessPool

    with ProcessPool(min(jobs, len(files)), initializer=_start, initargs=(spoken(), limits())) as pool:
        try:
            pending = [(each, pool.schedule(_work, (each, profile))) for each in files]
            return [_answer(each, future) for each, future in pending]
        except BaseException:  # Ctrl-C above all: nobody waits for what is still being read
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _answer(found: Found, future: Future[bytes]) -> Validation:
    from pebble import ProcessExpired

    error = future.exception()
    if error is None:
        return _decoder.decode(future.result())
    if isinstance(error, ImportError):  # our own installation is broken: no file is to blame
        raise error
    issue = ended(error.exitcode, found.bytes) if isinstance(error, ProcessExpired) else defect(error)
    return _refused(found, issue)


def _refused(found: Found, issue: Issue) -> Validation:
    return rejected(found.path, InputError(issue.message, found.path, issue.hint))


_decoder = msgspec.msgpack.Decoder(Validation)


def _start(language: str, allowed: Limits) -> None:
    """Prepare a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us decides when to stop
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a native library cries as it dies is said in an error
    no_core()
    speak(language)
    limit_by(allowed)


def _work(found: Found, profile: str) -> bytes:
    return msgspec.msgpack.encode(_validated(found, profile))


def _validated(found: Found, profile: str) -> Validation:
    try:
        confine(found.bytes)
        return validate(open_input(found), found.path, profile, grown=confine)
    except InputError as error:
        return rejected(found.path, error)
    except MemoryError:
        return _refused(found, out_of_memory(found.bytes))
