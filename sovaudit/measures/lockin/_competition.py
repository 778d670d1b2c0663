# SPDX-License-Identifier: EUPL-1.2
"""Which procedures go with competition, from the words of the procurement data and of registers."""

from __future__ import annotations

from sovaudit.readers._columns import folded

WITHOUT = (
    "sans_publicite",
    "sans_mise_en_concurrence",
    "sans_concurrence",
    "ni_mise_en_concurrence",
    "gre_a_gre",
    "without_publication",
    "without_competition",
    "award_without",
)
"""Folded words of a procedure that has none; asked first: « négocié sans publicité ni mise en concurrence »."""
WITH = (
    "adaptee",
    "mapa",
    "appel_d_offres",
    "avec_negociation",
    "concurrentielle",
    "dialogue_competitif",
    "concours",
    "negociee_ouverte",
    "avec_mise_en_concurrence",
    "avec_publicite",
    "negociee_restreinte",
    "non_negociee",
    "systeme_d_acquisition_dynamique",
    "partenariat_d_innovation",
    "mise_en_concurrence_prealable",
    "open_procedure",
    "restricted_procedure",
    "competitive",
)
ABBREVIATED = frozenset(("pa", "ao", "aoo", "aor", "apn", "mapa"))
"""Folded abbreviations, compared as a whole: *procédure adaptée*, *appel d'offres* (ouvert, restreint)..."""


def compete(procedure: str) -> bool | None:
    """Tell whether a procedure goes with competition; None for words that say neither.

    >>> compete("Marché passé sans publicité ni mise en concurrence préalable"), compete("Procédure adaptée")
    (False, True)
    """
    words = folded(procedure[:200])
    if words in ABBREVIATED:
        return True
    if any(each in words for each in WITHOUT) and "avec_mise_en_concurrence" in words:
        return None
    if any(each in words for each in WITHOUT):
        return False
    return True if any(each in words for each in WITH) else None
