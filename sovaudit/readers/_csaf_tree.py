# SPDX-License-Identifier: EUPL-1.2
"""The product tree of a CSAF document: ids -> how the rest of the world names those products.

A product that is a part of another one (`relationships`) is named by its purl only where the purl itself says for which
distribution the package was made (rpm, deb, apk…); else a statement on it holds inside the other product alone.

Source: https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html sections 3.1.2, 3.1.3 and 3.2.2
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from sovaudit.language import _
from sovaudit.readers._grouped import Grouped

DISTRIBUTED = ("pkg:rpm/", "pkg:deb/", "pkg:apk/", "pkg:alpm/", "pkg:rpmmod/", "pkg:ebuild/")
"""Types of purl whose namespace is a distribution."""


class Helper(Struct):
    """What identifies a product outside of the document."""

    purl: str | None = None
    purls: list[str] | None = None
    cpe: str | None = None


class Product(Struct):
    """A full product name."""

    product_id: str = ""
    name: str = ""
    product_identification_helper: Helper | None = None


class Branch(Struct):
    """A step of the tree: other steps, or a product."""

    branches: list[Branch] | None = None
    product: Product | None = None


class Relationship(Struct):
    """A product as a part of another one."""

    product_reference: str = ""
    relates_to_product_reference: str = ""
    full_product_name: Product | None = None


class Group(Struct):
    """Several products under one id."""

    group_id: str = ""
    product_ids: list[str] | None = None


class Tree(Struct):
    """The whole of it."""

    branches: list[Branch] | None = None
    full_product_names: list[Product] | None = None
    relationships: list[Relationship] | None = None
    product_groups: list[Group] | None = None


class Named(Struct, frozen=True):
    """How a product is named: itself, and the part of it that is meant, if it is a part."""

    products: tuple[str, ...]
    parts: tuple[str, ...] = ()


def named(tree: Tree | None, said: Grouped) -> tuple[dict[str, Named], dict[str, tuple[str, ...]]]:
    """Name every product of a tree.

    Returns:
        product id -> its names; group id -> the ids of its products.
    """
    if tree is None:
        return {}, {}
    own: dict[str, Named] = {}
    for product in (*_leaves(tree.branches or ()), *(tree.full_product_names or ())):
        _enter(own, product, Named(_ids(product)), said)
    whole = dict(own)
    for each in tree.relationships or ():
        if each.full_product_name is not None:
            _enter(whole, each.full_product_name, _part(each, each.full_product_name, own), said)
    groups = {each.group_id: tuple(each.product_ids or ()) for each in tree.product_groups or ()}
    return whole, groups


def _enter(known: dict[str, Named], product: Product, found: Named, said: Grouped) -> None:
    if known.setdefault(product.product_id, found) != found:
        text = _("product defined twice: {id}")
        said.say("/product_tree", text, _("the first definition is taken"), id=product.product_id[:120])


def _leaves(branches: Iterable[Branch]) -> Iterable[Product]:
    """Walk the tree without recursion, in the order of the document."""
    stack = [*reversed(list(branches))]
    while stack:
        branch = stack.pop()
        if branch.product is not None:
            yield branch.product
        stack.extend(reversed(branch.branches or ()))


def _ids(product: Product) -> tuple[str, ...]:
    """Return its purls, else its CPE, else its name, else its id."""
    helper = product.product_identification_helper or Helper()
    purls = tuple(filter(None, (helper.purl, *(helper.purls or ()))))
    return purls or ((helper.cpe or product.name or product.product_id),)


def _part(stated: Relationship, product: Product, own: dict[str, Named]) -> Named:
    """Name a product that is a part of another one."""
    itself = Named(_ids(product))
    if any(each.startswith("pkg:") for each in itself.products):
        return itself
    part = own.get(stated.product_reference, itself)
    if all(each.startswith(DISTRIBUTED) for each in part.products):
        return part
    within = own.get(stated.relates_to_product_reference)
    return Named(within.products, part.products) if within else itself
