# SPDX-License-Identifier: EUPL-1.2
"""Where things are, whose law they are under and who controls whom: four questions, never merged.

Where data is stored; the law of the contracting entity; the law of its ultimate controller; where support and
administration are done. Adequacy (GDPR art. 45) answers a question of transfer beside them, and takes nothing away.
"""
