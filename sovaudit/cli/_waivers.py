# SPDX-License-Identifier: EUPL-1.2
"""The waivers that lie beside the data, and what the gate leaves out because of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sovaudit.errors import UsageError
from sovaudit.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sovaudit.model import Finding
    from sovaudit.policy.waivers import Waivers

RULES_ON_WAIVERS = "sovaudit.waiver."
"""How the ids begin of the rules on waivers themselves."""


def waivers_of(root: Path) -> Waivers:
    """Read `waivers.yaml`; there may be none.

    Raises:
        ConfigurationError: it cannot be understood.
    """
    from sovaudit.cli._review import content_of
    from sovaudit.policy.waivers import FILE, Waivers, read_waivers

    path = root / FILE
    return read_waivers(content_of(path), str(path)) if path.is_file() else Waivers(path=str(path))


def not_counted(findings: Iterable[Finding]) -> str:
    """Say how many findings the gate would have counted if they were not waived; empty when there is none."""
    count = sum(each.count for each in findings)
    text = ngettext(
        "{count} waived finding is not counted by --fail-on",
        "{count} waived findings are not counted by --fail-on",
        count,
    )
    return text.format(count=count) if count else ""


def page_on_waivers(name: str) -> dict[str, str]:
    """Write the page of a rule on waivers, which comes with every policy.

    Raises:
        UsageError: there is no such rule.
    """
    from sovaudit.policy import closest, rules_on_waivers

    known = rules_on_waivers()
    if name not in known:
        raise UsageError(_("no policy in use has the rule {rule}").format(rule=name), hint=closest(name, known))
    keys = ("title", "severity", "require", "remedy")
    return {"rule": name, **{key: getattr(known[name], key) for key in keys}}
