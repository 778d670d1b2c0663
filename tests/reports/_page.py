# SPDX-License-Identifier: EUPL-1.2
"""A page of the report, as a browser would find it."""

from __future__ import annotations

from lxml import html as markup
from lxml.html import HtmlElement

from sovaudit.model import Audit
from sovaudit.reports import html


def page_of(audit: Audit, name: str) -> HtmlElement:
    """Render a report and return the page that has an id."""
    found: list[HtmlElement] = list(markup.document_fromstring(html.render(audit)).iterfind(f".//*[@id='{name}']"))
    return found[0]
