# SPDX-License-Identifier: EUPL-1.2
"""What stops if something stops, in which time it comes back, and on whom too much rests."""

from sovaudit.measures.continuity._whole import continuity

__all__ = ["continuity"]
