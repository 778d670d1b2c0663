# SPDX-License-Identifier: EUPL-1.2
"""The EU Cloud Sovereignty Framework as versioned profiles: objectives, weights, criteria, what each answer is worth.

Weights changed between October 2025 (v1.2.1) and June 2026, and an authority may set its own: they are data. A profile
is one part of the data set, `csf.v1.2.1` and `csf.2026-06`. No text of the framework's criteria is kept: a criterion is
its id, its objective and its answers; the words of v1.2.1 factors are ours.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from sovaudit.knowledge._snapshots import Library, Snapshot

NAME = "csf"
FULL = 4
"""The highest SEAL."""
_SEAL = re.compile(r"seal[ -]?([0-4])")


class Step(Struct, frozen=True, array_like=True):
    """One answer that a criterion offers: its number, its points, the SEAL that it allows at most."""

    number: int
    points: float
    seal: int


class Criterion(Struct, frozen=True, forbid_unknown_fields=True):
    """A criterion of 2026, or a contributing factor of v1.2.1.

    Args:
        answers: sorted by number; a number that is missing is offered by nobody.
        factor: the v1.2.1 factor that it is nearest to; empty when nobody says.
        outside: true where bills of materials and purchases say nothing: environment, hardware, firmware.
        fr, en: our words for it; empty where there are none.
    """

    id: str
    objective: str
    answers: tuple[Step, ...]
    factor: str = ""
    outside: bool = False
    fr: str = ""
    en: str = ""

    @property
    def gates(self) -> bool:
        """Tell whether an answer can lower the SEAL; else it only ranks."""
        return any(step.seal < FULL for step in self.answers)

    @property
    def best(self) -> float:
        """Return the most points that it gives."""
        return max(step.points for step in self.answers)

    @property
    def least(self) -> int:
        """Return the SEAL of its worst answer."""
        return min(step.seal for step in self.answers)

    @property
    def most(self) -> int:
        """Return the SEAL of its best answer."""
        return max(step.seal for step in self.answers)

    def step(self, written: str) -> Step | None:
        """Return the answer that a text means: its number, else its points; None when it is neither.

        Points other than 0 are all greater than the greatest number, so that no text means two answers. Where an
        answer is a SEAL (v1.2.1), `SEAL 2` is understood too.
        """
        plain = written.strip().lower().replace(",", ".")
        found = _SEAL.fullmatch(plain)
        if found and all(step.number == step.seal for step in self.answers):
            plain = found[1]
        try:
            number = float(plain)
        except ValueError:
            return None
        by_number = next((step for step in self.answers if step.number == number), None)
        return by_number or next((step for step in self.answers if abs(step.points - number) < 0.005), None)


class Objective(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the eight objectives: its weight in percent, and our title for it."""

    id: str
    weight: float
    fr: str
    en: str


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """Our words in both languages."""

    fr: str
    en: str


class Profile(Struct, frozen=True, forbid_unknown_fields=True):
    """One version of the framework.

    Args:
        profile: its name, `v1.2.1`.
        seals: what SEAL 0 to 4 mean.
    """

    profile: str
    title: Text
    seals: tuple[Text, ...]
    objectives: tuple[Objective, ...]
    criteria: tuple[Criterion, ...]

    def of(self, objective: str) -> tuple[Criterion, ...]:
        """Return the criteria of an objective."""
        return tuple(each for each in self.criteria if each.objective == objective)

    def snapshot(self, library: Library) -> Snapshot:
        """Return where the profile comes from."""
        return library.of(f"{NAME}.{self.profile}")[0]


def profiles(library: Library) -> Mapping[str, Profile]:
    """Return the profiles by name; none when there is no snapshot."""
    return library.data(NAME, _load)


def _load(snapshots: tuple[Snapshot, ...]) -> Mapping[str, Profile]:
    read = (msgspec.convert(tomllib.loads(each.read().decode("utf-8")), Profile) for each in snapshots)
    return {profile.profile: profile for profile in read}
