# SPDX-License-Identifier: EUPL-1.2
"""Other names of one product and of one organisation: a group a line, each name in any spelling.

Only names of the same thing: former names, abbreviations, what installers write. Who bought whom is no alias.

Source: the publishers' own pages and the `publisher` and `name` that installers of these programs register, as far as
is generally known; a match by alias is never certain, so that nothing rests on this table until a person confirms it.
"""

ORGANISATIONS = (
    ("Adobe", "Adobe Systems"),
    ("Apache Software Foundation", "ASF", "Apache"),
    ("Cisco", "Cisco Systems"),
    ("Document Foundation", "TDF", "LibreOffice"),
    ("Elastic", "Elasticsearch"),
    ("Free Software Foundation", "FSF"),
    ("Hewlett Packard Enterprise", "HPE"),
    ("HP", "Hewlett Packard"),
    ("IBM", "International Business Machines"),
    ("Mozilla", "Mozilla Corporation", "Mozilla Foundation", "Mozilla.org"),
    ("Open Source Geospatial Foundation", "OSGeo", "OSGeo4W"),
    ("OVH", "OVHcloud"),
    ("PostgreSQL Global Development Group", "PostgreSQL"),
    ("Python Software Foundation", "PSF"),
    ("VideoLAN", "VideoLAN Team", "VideoLAN Organization"),
    ("Zoom", "Zoom Video Communications"),
)
PRODUCTS = (
    ("Adobe Acrobat Reader", "Adobe Acrobat Reader DC", "Adobe Reader", "Acrobat Reader"),
    ("Apache OpenOffice", "OpenOffice", "OpenOffice.org"),
    ("GIMP", "GNU Image Manipulation Program"),
    ("Google Earth", "Google Earth Pro"),
    ("Java Runtime Environment", "Java SE Runtime Environment", "JRE"),
    ("KeePass", "KeePass Password Safe"),
    ("Microsoft 365", "Office 365", "Microsoft 365 Apps"),
    ("MySQL", "MySQL Server"),
    ("PostgreSQL", "Postgres", "PostgreSQL Server"),
    ("VLC", "VLC media player"),
    ("Windows Server Update Services", "WSUS"),
)
