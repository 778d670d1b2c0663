# SPDX-License-Identifier: EUPL-1.2
"""sovaudit: the auditor of software sovereignty and open-source governance for a French city."""

__version__ = "0.1.0"
