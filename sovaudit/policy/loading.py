# SPDX-License-Identifier: EUPL-1.2
"""Bytes of YAML files -> Policy. Everything that is wrong is said at once; `load` alone opens files.

A policy is found by its name among those that are installed with sovaudit, else among those of the checkout, or by the
path of its folder. A name wins over a folder of the same name: write `./axe6` for the folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import sovaudit
from sovaudit.errors import PolicyError
from sovaudit.language import _, ngettext
from sovaudit.measures import Measure
from sovaudit.policy._faults import Source, closest
from sovaudit.policy._typed import parse, tags, typed
from sovaudit.policy._understand import Vocabulary, understood
from sovaudit.policy.rules import Head, Policy, Rule, Written

HEAD = "policy.yaml"


def load(name_or_folder: str, measures: Mapping[str, Measure]) -> Policy:
    """Load one policy by its name or its folder, for the measures there are.

    Raises:
        PolicyError: there is no such policy, or something is wrong with it; all of it is in `detail`.
    """
    policy, errors = examine(name_or_folder, measures)
    if errors or policy is None:
        raise together(errors)
    return policy


def load_all(names_or_folders: Sequence[str], measures: Mapping[str, Measure]) -> tuple[Policy, ...]:
    """Load several policies that are applied together; a rule id must be in one of them only."""
    policies = tuple(load(name, measures) for name in dict.fromkeys(names_or_folders))
    seen: dict[str, Rule] = {}
    for rule in (rule for policy in policies for rule in policy.rules):
        if rule.id in seen:
            message = _("the rule {rule} is in two policies").format(rule=rule.id)
            raise PolicyError(message, rule.place, _("it is also at {place}").format(place=seen[rule.id].place))
        seen[rule.id] = rule
    return policies


def examine(name_or_folder: str, measures: Mapping[str, Measure]) -> tuple[Policy | None, tuple[PolicyError, ...]]:
    """Load one policy, or return everything that is wrong with it."""
    folder = locate(name_or_folder)
    files = {
        f"{name_or_folder.rstrip('/')}/{file.name}": file.read_bytes()
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith((".yaml", ".yml")) and file.is_file()
    }
    return read(files, measures)


def read(files: Mapping[str, bytes], measures: Mapping[str, Measure]) -> tuple[Policy | None, tuple[PolicyError, ...]]:
    """Make a policy of the bytes of its files (path -> bytes), or return everything that is wrong with it."""
    head_file = next((file for file in files if Path(file).name == HEAD), None)
    if head_file is None:
        return None, (PolicyError(_("there is no {file} here").format(file=HEAD), next(iter(files), "")),)
    errors: list[PolicyError] = []
    head = _head(head_file, files[head_file], errors)
    vocabulary = Vocabulary(measures, head.parameters if head else {})
    rules: dict[str, Rule] = {}
    for file in sorted(set(files) - {head_file}):
        for rule in _rules(file, files[file], vocabulary, errors):
            if rule.id in rules:
                hint = _("it is also at {place}").format(place=rules[rule.id].place)
                errors.append(PolicyError(_("two rules are called {rule}").format(rule=rule.id), rule.place, hint))
            rules[rule.id] = rule
    if not rules and not errors:
        errors.append(PolicyError(_("this policy has no rule"), head_file))
    if errors or head is None:
        return None, tuple(errors)
    return _policy(head, files, rules), ()


def together(errors: Sequence[PolicyError]) -> PolicyError:
    """Make one error of several, nothing left out."""
    if len(errors) == 1:
        return errors[0]
    count = len(errors)
    message = ngettext("{count} error in the policy", "{count} errors in the policy", count).format(count=count)
    lines = ["\n".join(filter(None, (f"{e.where}: {e.message}", e.detail, e.hint))) for e in errors]
    return PolicyError(message, errors[0].where, detail="\n\n".join(lines))


def available() -> dict[str, Traversable]:
    """Return the folders of the policies that can be called by name."""
    checkout = Path(sovaudit.__file__).parent.parent
    rooms: list[Traversable] = [resources.files("sovaudit") / "policies"]
    if (checkout / "pyproject.toml").is_file():  # in an installation, the folder beside the package is not ours
        rooms.insert(0, checkout / "policies")
    return {
        folder.name: folder
        for room in rooms
        if room.is_dir()
        for folder in sorted(room.iterdir(), key=lambda folder: folder.name)
        if (folder / HEAD).is_file()
    }


def locate(name_or_folder: str) -> Traversable:
    """Return the folder of a policy.

    Raises:
        PolicyError: neither a name nor a folder.
    """
    known = available()
    if name_or_folder in known:
        return known[name_or_folder]
    folder = Path(name_or_folder)
    if folder.is_dir():
        return folder
    hint = closest(name_or_folder, known)
    listed = _("the policies are: {names}; or give a folder").format(names=", ".join(known))
    raise PolicyError(_("there is no policy {name}").format(name=name_or_folder), hint=f"{hint} {listed}".strip())


def _head(file: str, data: bytes, errors: list[PolicyError]) -> Head | None:
    try:
        source, value = parse(file, data)
        return typed(Head, value, source, ())
    except PolicyError as error:
        errors.append(error)
        return None


def _rules(file: str, data: bytes, vocabulary: Vocabulary, errors: list[PolicyError]) -> list[Rule]:
    """Understand the rules of one file; what is wrong goes to `errors`."""
    try:
        source, values = parse(file, data)
    except PolicyError as error:
        errors.append(error)
        return []
    if not isinstance(values, list):
        errors.append(PolicyError(_("a rule file is a list of rules"), f"{file}:1", _("each rule begins with “- id:”")))
        return []
    rules = (_rule(value, source, position, vocabulary, errors) for position, value in enumerate(values))
    return [rule for rule in rules if rule is not None]


def _rule(
    value: object, source: Source, position: int, vocabulary: Vocabulary, errors: list[PolicyError]
) -> Rule | None:
    tagged = list(tags(source, (position,), ("where", "require")))
    errors += tagged
    if tagged:
        return None
    try:
        written = typed(Written, value, source, (position,))
    except PolicyError as error:
        errors.append(error)
        return None
    rule, wrong = understood(written, source, position, vocabulary)
    errors += wrong
    return rule


def _policy(head: Head, files: Mapping[str, bytes], rules: Mapping[str, Rule]) -> Policy:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(files[file])
    return Policy(
        name=head.name,
        version=head.version,
        title=head.title,
        description=head.description,
        parameters=head.parameters,
        sha256=digest.hexdigest(),
        rules=tuple(rules[name] for name in sorted(rules)),
    )
