# SPDX-License-Identifier: EUPL-1.2
"""Files -> validations, each in a process that the operating system confines and that may die of it."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from sovaudit.collect import Found, open_input
from sovaudit.collect.confining import confine, out_of_memory
from sovaudit.collect.processes import Begin, Group, Lost, spread
from sovaudit.errors import InputError
from sovaudit.model import Issue
from sovaudit.validation import Validation, rejected, validate


def validate_all(files: Sequence[Found], profile: str, jobs: int) -> list[Validation]:
    """Validate files, in their order; what ends its process is not valid, and the others are none the worse for it.

    Args:
        files: what to validate.
        profile: of completeness, or empty.
        jobs: how many processes at most.
    """
    groups = [(each,) for each in files]
    answers: dict[Found, Validation] = {}
    for answer in spread(functools.partial(_work, profile=profile), groups, jobs):
        if isinstance(answer, Lost):
            answers[answer.found] = _refused(answer.found, answer.why)
        else:
            answers[answer.group[0]] = answer.value
    return [answers[each] for each in files]


def _refused(found: Found, issue: Issue) -> Validation:
    return rejected(found.path, InputError(issue.message, found.path, issue.hint))


def _work(group: Group, _begin: Begin, profile: str) -> Validation:
    return _validated(group[0], profile)


def _validated(found: Found, profile: str) -> Validation:
    try:
        confine(found.bytes)
        return validate(open_input(found), found.path, profile, grown=confine)
    except InputError as error:
        return rejected(found.path, error)
    except MemoryError:
        return _refused(found, out_of_memory(found.bytes))
