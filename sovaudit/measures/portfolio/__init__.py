# SPDX-License-Identifier: EUPL-1.2
"""What the registers say of an application, as rules may ask it."""
