# SPDX-License-Identifier: EUPL-1.2
"""What an application is made of and how long that is looked after, as rules may ask it."""

from sovaudit.measures.dependency._vulnerabilities import vulnerabilities

__all__ = ["vulnerabilities"]
