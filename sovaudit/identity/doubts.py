# SPDX-License-Identifier: EUPL-1.2
"""One description -> what is doubtful about its identity, to be said at each place that has it."""

from __future__ import annotations

from collections.abc import Iterator

from sovaudit.credentials import carries_secret, masked
from sovaudit.identity.oddities import (
    CONTROL,
    DIRECTION,
    INVISIBLE,
    MIXED,
    NO_CHARACTER,
    SURROGATE,
    TAG,
    oddities,
)
from sovaudit.language import _
from sovaudit.model import Component, Declared, Description, Issue
from sovaudit.readers._resembling import resembles

SHOWN = 80
"""Characters of a text that are quoted."""


def doubts(said: Description, found: Component) -> tuple[Issue, ...]:
    """Return what to say of a description, without place: odd names, credentials, a package URL that cannot be right.

    Args:
        said: the description as its file makes it.
        found: the component that it became.
    """
    names = f"{said.name} {said.version} {said.supplier}"
    plain = names.isascii() and names.isprintable()
    same = found.purl == said.purl
    if plain and same and (said.name in said.purl or not said.purl) and "://" not in names and "=" not in names:
        return () if not any(map(_address, said.licences)) else tuple(_secrets(said))
    return (*(() if plain else _odd(said)), *_secrets(said), *_purl(said, found))


def _odd(said: Description) -> Iterator[Issue]:
    hint = _("it is shown written out and taken for no other: ask for it in plain letters")
    for field, text in ((_("name"), said.name), (_("version"), said.version), (_("supplier"), said.supplier)):
        found = oddities(text)
        if found:
            what = ", ".join(_KINDS[each]() for each in found)
            said_so = _("{field} that deceives the eye ({what}): {text}")
            yield Issue("", said_so.format(field=field, what=what, text=ascii(masked(text)[:SHOWN])[1:-1]), hint)


def _secrets(said: Description) -> Iterator[Issue]:
    addresses = (each.value for each in said.licences if _address(each))
    if any(map(carries_secret, (said.name, said.version, said.supplier, said.purl, *addresses))):
        hint = _("it is shown nowhere; change it: whoever has the file can read it")
        yield Issue("", _("a password or a token is written here"), hint)


def _address(stated: Declared) -> bool:
    return "://" in stated.value and "@" in stated.value


def _purl(said: Description, found: Component) -> Iterator[Issue]:
    if said.purl and not found.purl:
        hint = _("it is known by its name and version only: ask for a valid package URL")
        if oddities(said.name):
            text = _("a package URL that its name does not bear out: {purl}")
        else:
            text = _("not a valid package URL: {purl}")
        yield Issue("", text.format(purl=masked(said.purl)[:SHOWN]), hint)
    elif found.purl and not resembles(masked(said.name), "", found.purl):
        text = _("its name and its package URL name different packages: {name}, {purl}")
        hint = _("the package URL counts: ask which one is right")
        yield Issue("", text.format(name=masked(said.name)[:SHOWN], purl=found.purl[:SHOWN]), hint)


_KINDS = {
    CONTROL: lambda: _("control characters"),
    DIRECTION: lambda: _("marks of writing direction"),
    INVISIBLE: lambda: _("characters without width"),
    TAG: lambda: _("tag characters"),
    NO_CHARACTER: lambda: _("code points that are no characters"),
    SURROGATE: lambda: _("halves of characters"),
    MIXED: lambda: _("letters of several scripts in one word"),
}
