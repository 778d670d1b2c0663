# SPDX-License-Identifier: EUPL-1.2
"""What stops if X stops: single points of failure, impact, recovery, exposure, concentration.

Pure functions of the inventory and its network: exact, sorted, no clock. Outage (operational edges) and exposure (bills
of materials) are told apart.
"""
