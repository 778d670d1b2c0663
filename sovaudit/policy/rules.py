# SPDX-License-Identifier: EUPL-1.2
"""The nouns of a policy: what the YAML files say, typed, and bound to the measures that the rules read.

A policy is a folder: `policy.yaml` (`Head`) and rule files (`*.yaml`, each a list of `Written` rules). Keys that are
not listed here are refused. Texts are `{fr: ..., en: ...}`, French mandatory.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from sovaudit.model import PolicyUsed, Scalar, Value
from sovaudit.policy._cel import Condition

ON_UNKNOWN = ("unknown", "fail", "pass")
STATUSES = ("in_force", "proposal", "repealed", "doctrine", "city")


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """A text in French and, where somebody wrote it, in English."""

    fr: str
    en: str = ""


class Law(Struct, frozen=True, forbid_unknown_fields=True):
    """The law, standard or decision that a rule rests on.

    Args:
        status: one of STATUSES.
        as_of: the day on which the status was checked: a legal claim without its day is worth nothing.
    """

    title: str
    status: str
    as_of: date
    href: str = ""


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A case kept beside its rule, for `sovaudit policy test`.

    Args:
        given: measure -> value; a measure that is left out is unknown.
        expect: the outcome.
        note: what the case shows.
    """

    given: dict[str, bool | int | float | str | tuple[str, ...]]
    expect: str
    note: str = ""


class Parameter(Struct, frozen=True, forbid_unknown_fields=True):
    """A number or word that the city may change in one place; rules read it as `parameter.<name>`."""

    title: Text
    value: bool | int | float | str
    unit: str = ""


class Head(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What `policy.yaml` says."""

    name: str
    version: str
    title: Text
    description: Text
    parameters: dict[str, Parameter] = {}


class Written(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule as its file has it.

    Args:
        where: the scope; empty when the rule is for every subject of its kind.
        require: what must be so.
        on_unknown: the outcome when `where` or `require` hangs on what nobody knows.
        since, until: first and last day on which the rule applies.
    """

    id: str
    title: Text
    dimension: str
    subject: str
    require: str
    severity: str
    on_unknown: str
    reference: tuple[Law, ...]
    remedy: Text
    where: str = ""
    since: date | None = None
    until: date | None = None
    cases: tuple[Example, ...] = ()


class Reading(Struct, frozen=True):
    """A measure or parameter as a rule reads it.

    Args:
        subject: kind of the measure's subject; `parameter` for a parameter.
    """

    name: str
    subject: str
    type: str
    unit: str
    title: Text


class Rule(Written, frozen=True, kw_only=True):
    """A rule that was understood.

    Args:
        place: `file:line`.
        reads: the measures of `require`, then those that `where` adds, in alphabetical order each.
        settings: the parameters it reads, with their values.
        required, scope: the conditions, compiled.
    """

    place: str
    reads: tuple[Reading, ...]
    settings: tuple[tuple[Reading, Scalar], ...]
    required: Condition
    scope: Condition | None

    @property
    def by_application(self) -> bool:
        """Tell whether a component is judged in each of the applications that contain it."""
        return self.subject == "component" and any(read.subject == "application" for read in self.reads)

    def bound(self, values: dict[str, Value]) -> dict[str, Value]:
        """Return the known values with those of the parameters."""
        return values | {read.name: value for read, value in self.settings}


class Policy(Struct, frozen=True, kw_only=True):
    """A policy that was understood, bound to the measures it was loaded with.

    Args:
        sha256: of its YAML files in the order of their names: what `cat *.yaml | sha256sum` prints.
        rules: sorted by id.
    """

    name: str
    version: str
    title: Text
    description: Text
    parameters: dict[str, Parameter]
    sha256: str
    rules: tuple[Rule, ...]

    def used(self, title: str) -> PolicyUsed:
        """Return the noun that an audit keeps of it, under a title in the language of the run."""
        return PolicyUsed(self.name, self.version, self.sha256, title)
