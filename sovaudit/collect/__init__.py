# SPDX-License-Identifier: EUPL-1.2
"""Folder -> files -> readers, each in a confined process; the result does not depend on how many there are."""

from sovaudit.collect.finding import OUTPUT, Found, find, name_one_by_one, read_city
from sovaudit.collect.opening import open_input
from sovaudit.collect.pool import Progress, read_all

__all__ = ["OUTPUT", "Found", "Progress", "find", "name_one_by_one", "open_input", "read_all", "read_city"]
