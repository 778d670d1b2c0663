# SPDX-License-Identifier: EUPL-1.2
"""The keys of publiccode.yml 0.2 to 0.7: what each holds, which are mandatory, which values they may have.

What only the network or the repository can tell (addresses that answer, pictures that exist, providers of videos,
codes of Italian administrations) is not looked at.

Source: https://yml.publiccode.tools/ (schema, categories, scopes, country extensions), 0.7.0; publiccode-parser-go 5.
"""

from __future__ import annotations

from msgspec import Struct

WORDS = "words"
"""A text of which nothing more is asked."""


class Rule(Struct, frozen=True):
    """What one key may hold.

    Args:
        kind: `words`, `flag`, `map`, `list` or a kind of text that `_publiccode_checks` knows.
        required: whether the key must be there, and hold something.
        values: the only texts allowed, when there are any.
        keys: of a map, its keys; empty when any is allowed.
        each: of a list, or of a map whose keys are free, what each of its values holds.
        least, most: length of a text in characters as a person counts them.
    """

    kind: str = WORDS
    required: bool = False
    values: tuple[str, ...] = ()
    keys: dict[str, Rule] = {}
    each: Rule | None = None
    least: int = 0
    most: int = 0


def _list(kind: str = WORDS, values: str = "", *, required: bool = False) -> Rule:
    return Rule("list", required, each=Rule(kind, values=tuple(values.split())))


def _maps(**keys: Rule) -> Rule:
    return Rule("list", each=Rule("map", keys=keys))


CATEGORIES = """
accounting agile-project-management applicant-tracking application-development appointment-scheduling backup
billing-and-invoicing blog budgeting business-intelligence business-process-management cad call-center-management
cloud-management collaboration communications compliance-management contact-management content-management crm
customer-service-and-support data-analytics data-collection data-visualization design design-system
digital-asset-management digital-citizenship document-management donor-management e-commerce e-signature
educational-content email-management email-marketing employee-management enterprise-project-management
enterprise-social-networking erp event-management facility-management feedback-and-reviews-management
financial-reporting fleet-management fundraising gamification geographic-information-systems grant-management
graphic-design help-desk hr ide identity-management instant-messaging inventory-management it-asset-management
it-development it-management it-security it-service-management knowledge-management learning-management-system
marketing mind-mapping mobile-marketing mobile-payment network-management office online-booking online-community
payment-gateway payroll predictive-analysis procurement productivity-suite project-collaboration project-management
property-management real-estate-management remote-support resource-management sales-management seo service-desk
social-media-management survey talent-management task-management taxes-management test-management time-management
time-tracking translation video-conferencing video-editing visitor-management voip warehouse-management
web-collaboration web-conferencing website-builder whistleblowing workflow-management
"""
SCOPES = """
agriculture culture defence education emergency-services employment energy environment
finance-and-economic-development foreign-affairs government healthcare infrastructures justice local-authorities
manufacturing research science-and-technology security society sport tourism transportation welfare
"""
SOFTWARE_TYPES = """
standalone/mobile standalone/iot standalone/desktop standalone/web standalone/backend standalone/other addon library
configurationFiles
"""
_FLAG = Rule("flag")
_HTTP = Rule("http")
_ORGANISATION = {"name": Rule(), "uri": Rule("uri", required=True)}
DEPENDENCY = {
    "name": Rule(required=True),
    "version": Rule(),
    "versionMin": Rule(),
    "versionMax": Rule(),
    "optional": _FLAG,
    "license": Rule(),
    "source": Rule(),
    "specifications": Rule(),
}
_DESCRIPTION = {
    "localisedName": Rule(),
    "genericName": Rule(most=35),
    "shortDescription": Rule(required=True, most=150),
    "longDescription": Rule(least=150, most=10_000),
    "documentation": _HTTP,
    "apiDocumentation": _HTTP,
    "features": _list(),
    "screenshots": _list(),
    "videos": _list("http"),
    "awards": _list(),
}
ITALY = Rule(
    "map",
    keys={
        "countryExtensionVersion": Rule(values=("0.2", "1.0")),
        "conforme": Rule("map", each=_FLAG),
        "riuso": Rule("map", keys={"codiceIPA": Rule("ipa")}),
        "piattaforme": Rule("map", each=_FLAG),
    },
)
ROOT = Rule(
    "map",
    keys={
        "publiccodeYmlVersion": Rule("version", required=True),
        "name": Rule(required=True),
        "applicationSuite": Rule(),
        "url": Rule("url", required=True),
        "landingURL": _HTTP,
        "isBasedOn": Rule("urls"),
        "organisation": Rule("map", keys=_ORGANISATION),
        "organizationUri": Rule("uri"),
        "softwareVersion": Rule(),
        "releaseDate": Rule("date"),
        "logo": Rule("picture"),
        "monochromeLogo": Rule("picture"),
        "inputTypes": _list("media"),
        "outputTypes": _list("media"),
        "platforms": _list(required=True),
        "categories": _list(values=CATEGORIES),
        "usedBy": _list(),
        "fundedBy": _maps(**_ORGANISATION),
        "supports": _maps(id=Rule("support", required=True)),
        "roadmap": _HTTP,
        "developmentStatus": Rule(required=True, values=("concept", "development", "beta", "stable", "obsolete")),
        "softwareType": Rule(required=True, values=tuple(SOFTWARE_TYPES.split())),
        "intendedAudience": Rule(
            "map",
            keys={
                "scope": _list(values=SCOPES),
                "countries": _list("country"),
                "unsupportedCountries": _list("country"),
            },
        ),
        "description": Rule("map", required=True, each=Rule("map", keys=_DESCRIPTION)),
        "legal": Rule(
            "map",
            required=True,
            keys={
                "license": Rule("licence", required=True),
                "mainCopyrightOwner": Rule(),
                "repoOwner": Rule(),
                "authorsFile": Rule(),
            },
        ),
        "maintenance": Rule(
            "map",
            required=True,
            keys={
                "type": Rule(required=True, values=("internal", "contract", "community", "none")),
                "contractors": _maps(
                    name=Rule(required=True),
                    email=Rule("email"),
                    website=_HTTP,
                    until=Rule("date", required=True),
                ),
                "contacts": _maps(name=Rule(required=True), email=Rule("email"), affiliation=Rule(), phone=Rule()),
            },
        ),
        "localisation": Rule(
            "map",
            required=True,
            keys={
                "localisationReady": Rule("flag", required=True),
                "availableLanguages": _list("language", required=True),
            },
        ),
        "dependsOn": Rule(
            "map",
            keys={kind: _maps(**DEPENDENCY) for kind in ("open", "proprietary", "software", "hardware")},
        ),
        "IT": ITALY,
        "it": ITALY,
    },
)
_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW EU
"""
COUNTRIES = frozenset(_CODES.split())
"""ISO 3166-1 alpha-2, and the Union."""
