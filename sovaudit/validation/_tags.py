# SPDX-License-Identifier: EUPL-1.2
"""The tags of SPDX 2 tag-value, and what SPDX JSON calls what they hold.

Source: SPDX 2.3, clauses 6 to 13 (https://spdx.github.io/spdx-spec/v2.3/)
"""

from __future__ import annotations

STARTS = {
    "PackageName": ("package", "name"),
    "FileName": ("file", "fileName"),
    "SnippetSPDXID": ("snippet", "SPDXID"),
    "SnippetSPDXIdentifier": ("snippet", "SPDXID"),
    "LicenseID": ("licence", "licenseId"),
    "Annotator": ("annotation", "annotator"),
    "Reviewer": ("review", "reviewer"),
}
"""Tag that begins an element -> its kind, and the member that holds the tag's value."""
MEMBERS = {
    "package": "packages",
    "file": "files",
    "snippet": "snippets",
    "licence": "hasExtractedLicensingInfos",
    "annotation": "annotations",
    "review": "revieweds",
}
"""Kind of an element -> the member of the document that lists them."""
TEXTS = {
    "SPDXVersion": ("document", "spdxVersion"),
    "DataLicense": ("document", "dataLicense"),
    "DocumentName": ("document", "name"),
    "DocumentNamespace": ("document", "documentNamespace"),
    "DocumentComment": ("document", "comment"),
    "LicenseListVersion": ("creation", "licenseListVersion"),
    "Created": ("creation", "created"),
    "CreatorComment": ("creation", "comment"),
    "PackageVersion": ("package", "versionInfo"),
    "PackageFileName": ("package", "packageFileName"),
    "PackageSupplier": ("package", "supplier"),
    "PackageOriginator": ("package", "originator"),
    "PackageDownloadLocation": ("package", "downloadLocation"),
    "PackageHomePage": ("package", "homepage"),
    "PackageSourceInfo": ("package", "sourceInfo"),
    "PackageLicenseConcluded": ("package", "licenseConcluded"),
    "PackageLicenseDeclared": ("package", "licenseDeclared"),
    "PackageLicenseComments": ("package", "licenseComments"),
    "PackageCopyrightText": ("package", "copyrightText"),
    "PackageSummary": ("package", "summary"),
    "PackageDescription": ("package", "description"),
    "PackageComment": ("package", "comment"),
    "PrimaryPackagePurpose": ("package", "primaryPackagePurpose"),
    "BuiltDate": ("package", "builtDate"),
    "ReleaseDate": ("package", "releaseDate"),
    "ValidUntilDate": ("package", "validUntilDate"),
    "LicenseConcluded": ("file", "licenseConcluded"),
    "LicenseComments": ("file", "licenseComments"),
    "FileCopyrightText": ("file", "copyrightText"),
    "FileComment": ("file", "comment"),
    "FileNotice": ("file", "noticeText"),
    "SnippetFromFileSPDXID": ("snippet", "snippetFromFile"),
    "SnippetFromFile": ("snippet", "snippetFromFile"),
    "SnippetLicenseConcluded": ("snippet", "licenseConcluded"),
    "SnippetLicenseComments": ("snippet", "licenseComments"),
    "SnippetCopyrightText": ("snippet", "copyrightText"),
    "SnippetComment": ("snippet", "comment"),
    "SnippetName": ("snippet", "name"),
    "ExtractedText": ("licence", "extractedText"),
    "LicenseName": ("licence", "name"),
    "LicenseComment": ("licence", "comment"),
    "AnnotationDate": ("annotation", "annotationDate"),
    "AnnotationComment": ("annotation", "comment"),
    "AnnotationType": ("annotation", "annotationType"),
    "ReviewDate": ("review", "reviewDate"),
    "ReviewComment": ("review", "comment"),
}
"""Tag that stands once -> the kind of element that it belongs to, and its member there."""
LISTS = {
    "Creator": ("creation", "creators"),
    "PackageLicenseInfoFromFiles": ("package", "licenseInfoFromFiles"),
    "PackageAttributionText": ("package", "attributionTexts"),
    "FileType": ("file", "fileTypes"),
    "LicenseInfoInFile": ("file", "licenseInfoInFiles"),
    "FileContributor": ("file", "fileContributors"),
    "FileAttributionText": ("file", "attributionTexts"),
    "FileDependency": ("file", "fileDependencies"),
    "LicenseInfoInSnippet": ("snippet", "licenseInfoInSnippets"),
    "SnippetAttributionText": ("snippet", "attributionTexts"),
    "LicenseCrossReference": ("licence", "seeAlsos"),
}
"""Tag that may stand several times -> the same."""
OTHERS = ("ArtifactOfProjectName", "ArtifactOfProjectHomePage", "ArtifactOfProjectURI", "SPDXREF")
"""Tags whose values are not checked: three that SPDX 2.1 gave up, and the element of an annotation."""
