# SPDX-License-Identifier: EUPL-1.2
"""How hard it is to leave: contracts, competition, exit, data, source code, substitutes, skills.

The 28 criteria L01 to L28 have a measure each, or several; their code stands in `BASIS`. Three live in other wings: L01
(licence of the application) in licensing, L23 (key custody) in jurisdiction, and most of L27 (vitality) and L28 (end of
support) in dependency.
"""
