# SPDX-License-Identifier: EUPL-1.2
"""A licence text by its own words: the few that are pasted into bills of materials instead of a name.

Each has sentences that it must hold and words that it must not (those of its near relatives). This is no licence
scanner: a text that differs is unknown. The sentences are those of the SPDX list's texts, in letters only.
"""

from __future__ import annotations

import re

from sovaudit.measures.licensing._expression import Tree, known

_MIT = "permission is hereby granted free of charge to any person obtaining a copy of this software and associated"
_MIT_NOTICE = "the above copyright notice and this permission notice shall be included in all copies"
_X11 = "except as contained in this notice the name"
_GOOD = "the software shall be used for good not evil"
_BSD = "redistribution and use in source and binary forms with or without modification are permitted provided that"
_BSD_BINARY = "redistributions in binary form must reproduce the above copyright notice"
_BSD_NAME = "endorse or promote products derived from this software without specific prior written permission"
_BSD_ADVERT = "all advertising materials mentioning features or use of this software must display"
_CLEAR = "no express or implied licenses to any party s patent rights"
_ISC = "permission to use copy modify and or distribute this software for any purpose with or without fee is hereby"
_ISC_NOTICE = "provided that the above copyright notice and this permission notice appear in all copies"
_COMMONS = "commons clause"

_TEXTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("MIT", (_MIT, _MIT_NOTICE), (_X11, _GOOD, _BSD, _COMMONS)),
    ("MIT-0", (_MIT,), ("notice shall be included", "notice s shall be", _X11, _GOOD, _BSD, _COMMONS)),
    ("BSD-4-Clause", (_BSD, _BSD_BINARY, _BSD_NAME, _BSD_ADVERT), (_MIT, _CLEAR, _COMMONS)),
    ("BSD-3-Clause", (_BSD, _BSD_BINARY, _BSD_NAME), ("advertising", _MIT, _CLEAR, "nuclear", "military", _COMMONS)),
    ("BSD-2-Clause", (_BSD, _BSD_BINARY), ("endorse", "advertising", _MIT, "views and", "patent", _COMMONS)),
    ("ISC", (_ISC, _ISC_NOTICE), (_MIT, _BSD)),
    ("0BSD", (_ISC,), ("provided that", _MIT, _BSD)),
    ("Apache-2.0", ("apache license version 2 0 january 2004", "for use reproduction and distribution"), (_COMMONS,)),
    ("MPL-2.0", ("mozilla public license version 2 0", "1 1 contributor"), (_COMMONS,)),
    ("Unlicense", ("this is free and unencumbered software released into the public domain",), (_MIT,)),
)


def recognise(text: str) -> Tree | None:
    """Recognise a whole licence text by the sentences it must and must not hold."""
    words = " ".join(re.findall(r"[a-z0-9]+", text[:16_384].lower()))
    for expression, must, must_not in _TEXTS:
        if all(sentence in words for sentence in must) and not any(sentence in words for sentence in must_not):
            return known(expression)
    return None
