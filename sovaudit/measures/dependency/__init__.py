# SPDX-License-Identifier: EUPL-1.2
"""What an application is made of and how long that is looked after, as rules may ask it."""
