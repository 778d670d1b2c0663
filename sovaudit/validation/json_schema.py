# SPDX-License-Identifier: EUPL-1.2
"""(validator, document) -> what breaks the schema, each with its JSON pointer, in the language in use.

The compiled validator finds in milliseconds whether a document keeps its schema, but it lists all that breaks it at
once: a document of ten megabytes made to do harm would take gigabytes. So the long lists of a document that is not
valid are handed over a slice at a time, until enough is known.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sovaudit.validation._sentences import sentence
from sovaudit.validation.outcome import Defect, pointer

if TYPE_CHECKING:
    import jsonschema_rs

SLICE = 200
"""Elements of a long list handed over at once."""
HEAVY = 200_000
"""Values in what is handed over at once, past which only its first defect is told."""


def defects(validator: jsonschema_rs.Validator, document: Any) -> Iterator[Defect]:  # noqa: ANN401 -- whatever JSON holds
    """Yield what breaks the schema, in the order of the document's members, each place and message once."""
    if _is_valid(validator, document):
        return
    seen: set[Defect] = set()
    for each in _found(validator, document):
        if each not in seen:
            seen.add(each)
            yield each
    if not seen:
        yield from _first(validator, document)


def _is_valid(validator: jsonschema_rs.Validator, document: Any) -> bool:  # noqa: ANN401
    """Tell whether a document keeps its schema; a long graph a slice at a time, for it takes 80 bytes of memory a byte.

    No rule of SPDX 3's schema is about two elements of the graph.
    """
    graph = document.get("@graph") if isinstance(document, dict) else None
    if not isinstance(graph, list) or len(graph) <= SLICE or len(document) > 2:
        return validator.is_valid(document)
    slices = (graph[start : start + SLICE] for start in range(0, len(graph), SLICE))
    return all(validator.is_valid({**document, "@graph": part}) for part in slices)


def _found(validator: jsonschema_rs.Validator, document: Any) -> Iterator[Defect]:  # noqa: ANN401
    if not isinstance(document, dict):
        yield from _first(validator, document)
        return
    long = {name: value for name, value in document.items() if isinstance(value, list) and len(value) > SLICE}
    short = {name: value for name, value in document.items() if name not in long}
    outline = short | {name: value[:1] for name, value in long.items()}
    yield from (each for path, each in _all(validator, outline) if not (path and path[0] in long))
    context = {"@context": document["@context"]} if "@context" in document else {}
    for name, value in long.items():
        for start in range(0, len(value), SLICE):
            part = context | {name: value[start : start + SLICE]}
            for path, each in _all(validator, part, start):
                if path and path[0] == name and len(path) > 1:
                    yield each


def _all(
    validator: jsonschema_rs.Validator, document: dict[str, Any], start: int = 0
) -> Iterator[tuple[list[str | int], Defect]]:
    """Yield all that is wrong with a document, or the first thing when it is so large that all could be too much.

    Args:
        start: what to add to the index in the document's list.
    """
    if _is_heavy(document):
        errors: Iterator[jsonschema_rs.ValidationError] = _one(validator, document)
    else:
        errors = validator.iter_errors(document)
    for path, message in itertools.chain.from_iterable(_told(each, document) for each in _without_echoes(errors)):
        if start and len(path) > 1 and isinstance(path[1], int):
            path = [path[0], path[1] + start, *path[2:]]
        yield path, Defect(pointer(path), message)


def _first(validator: jsonschema_rs.Validator, document: Any) -> Iterator[Defect]:  # noqa: ANN401
    for error in _one(validator, document):
        yield from (Defect(pointer(path), message) for path, message in _told(error, document))


def _one(validator: jsonschema_rs.Validator, document: Any) -> Iterator[jsonschema_rs.ValidationError]:  # noqa: ANN401
    import jsonschema_rs

    try:
        validator.validate(document)
    except jsonschema_rs.ValidationError as error:
        yield error


def _is_heavy(document: dict[str, Any]) -> bool:
    """Tell whether a document holds more than `HEAVY` values, looking at no more of them."""
    waiting: list[Any] = [document]
    count = 0
    while waiting:
        each = waiting.pop()
        inner = each.values() if isinstance(each, dict) else each
        count += len(each)
        if count > HEAVY:
            return True
        waiting += [value for value in inner if isinstance(value, dict | list)]
    return False


def _without_echoes(errors: Iterator[jsonschema_rs.ValidationError]) -> list[jsonschema_rs.ValidationError]:
    """Leave out that members are « not expected » where another defect is why nothing said what they are."""
    known = list(errors)
    explained = {tuple(each.instance_path) for each in known if each.kind.name != "unevaluatedProperties"}
    return [
        each
        for each in known
        if each.kind.name != "unevaluatedProperties" or tuple(each.instance_path) not in explained
    ]


def _told(error: jsonschema_rs.ValidationError, document: Any) -> Iterator[tuple[list[str | int], str]]:  # noqa: ANN401
    """Yield (path, sentence) for a defect; of alternatives none of which fits, for the one that was meant."""
    branches = [_without_echoes(iter(branch)) for branch in getattr(error.kind, "context", ())]
    several = type(error.kind).__name__ == "OneOfMultipleValid"
    meant = None if several else _meant(branches, error.instance_path)
    if meant:
        for each in meant:
            yield from _told(each, document)
        return
    yield error.instance_path, sentence(error, _value_at(document, error.instance_path))


def _meant(
    branches: list[list[jsonschema_rs.ValidationError]], path: list[str | int]
) -> list[jsonschema_rs.ValidationError] | None:
    """Choose the alternative that was meant: of the type stated, else right the deepest; None when no telling."""
    typed = [branch for branch in branches if branch and not any(map(_is_other_type, branch))]
    if len(typed) < len(branches) and len(typed) == 1:
        return typed[0]
    deeper = [branch for branch in typed if max(len(each.instance_path) for each in branch) > len(path)]
    if not deeper:
        return typed[0] if len(typed) == 1 else None
    return max(deeper, key=lambda branch: (max(len(each.instance_path) for each in branch), -len(branch)))


def _is_other_type(error: jsonschema_rs.ValidationError) -> bool:
    """Tell whether SPDX 3's schema says here that an alternative is for another type."""
    expected = getattr(error.kind, "expected_value", None)
    return isinstance(expected, str) and expected.startswith("Not a ")


def _value_at(document: Any, path: list[str | int]) -> Any:  # noqa: ANN401
    for each in path:
        document = document[each]
    return document
