# SPDX-License-Identifier: EUPL-1.2
"""How likely it is that a vulnerability will be exploited within 30 days: EPSS of FIRST. Only by import.

The publisher's CSV has a row for each of 300,000 vulnerabilities. The snapshot is one sorted array of 24 bytes a row,
searched where it lies: nothing is loaded for an audit that asks after ten of them.

Source: https://www.first.org/epss/data_stats: free to use, attribution asked ("See EPSS at https://www.first.org/epss").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sovaudit.errors import StoreError
from sovaudit.knowledge._importing import Converted, Published, day_of, pieces, plain_head, refused
from sovaudit.knowledge._snapshots import Library, Snapshot
from sovaudit.knowledge._store import mending
from sovaudit.language import _
from sovaudit.limits import limits, past
from sovaudit.model import Provenance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "epss"
SHELF_DAYS = 30
HREF = "https://www.first.org/epss"
PUBLISHED = (Published(NAME, "EPSS scores, CSV (epss_scores-current.csv.gz)", "https://www.first.org/epss/data_stats"),)
_HEADER = ["cve", "epss", "percentile"]
_CVE = re.compile(r"CVE-(\d{4})-(\d{4,10})", re.IGNORECASE)
_DATED = re.compile(rb"score_date:([0-9T:+.Z-]+)")
_NUMBERS = 10**10
_LINE = 4096
_ROW = [("cve", "<i8"), ("probability", "<f8"), ("percentile", "<f8")]


class Likelihood(NamedTuple):
    """What EPSS says of one vulnerability.

    Args:
        probability: that it is exploited within 30 days, 0..1.
        percentile: the share of all vulnerabilities that are no more likely, 0..1.
    """

    probability: float
    percentile: float


class Scores:
    """The scores of one day.

    Args:
        rows: sorted by vulnerability.
        snapshot: what they were read from; None when nothing was imported.
    """

    def __init__(self, rows: NDArray[np.void] | None, snapshot: Snapshot | None) -> None:
        """Keep the rows where they lie."""
        self._rows = rows
        self.snapshot = snapshot

    def __len__(self) -> int:
        """Count the vulnerabilities."""
        return 0 if self._rows is None else len(self._rows)

    def look_up(self, cve: str) -> Likelihood | None:
        """Return the score of a CVE, in any case of letters; None when EPSS has none."""
        code = _code(cve)
        if self._rows is None or code is None:
            return None
        at = int(self._rows["cve"].searchsorted(code))
        if at == len(self._rows) or self._rows["cve"][at] != code:
            return None
        return Likelihood(float(self._rows["probability"][at]), float(self._rows["percentile"][at]))


def scores(library: Library) -> Scores:
    """Return the scores of the library."""
    return library.data(NAME, _load)


def _load(snapshots: tuple[Snapshot, ...]) -> Scores:
    if not snapshots or snapshots[0].path is None:
        return Scores(None, None)
    return Scores(_rows(snapshots[0].path), snapshots[0])


def _rows(path: Path) -> NDArray[np.void]:
    """Return the rows of a stored file where they lie.

    Raises:
        ValueError, EOFError, OSError: it is no array of ours.
    """
    import numpy as np

    rows = np.lib.format.open_memmap(path, mode="r")  # numpy.load would open a zip as well
    if rows.dtype != np.dtype(_ROW) or rows.ndim != 1:
        raise ValueError(str(path))
    return rows


def check(path: Path) -> None:
    """Read a stored file that others made, whole.

    Raises:
        StoreError: it is damaged, or not as an import makes it.
    """
    try:
        rows = _rows(path)
        shares = rows[["probability", "percentile"]].tolist()
        right = bool((rows["cve"][1:] > rows["cve"][:-1]).all()) and all(
            0 <= one <= 1 for pair in shares for one in pair
        )
    except (ValueError, EOFError, OSError):
        right = False
    if not right:
        raise StoreError(_("not a table of scores"), str(path), mending())


def _code(cve: str) -> int | None:
    """Number a vulnerability.

    >>> _code("CVE-2021-44228"), _code("GHSA-jfh8-c2jp-5v3q")
    (20210000044228, None)
    """
    found = _CVE.fullmatch(cve)
    return int(found.group(1)) * _NUMBERS + int(found.group(2)) if found and int(found.group(2)) < _NUMBERS else None


def recognises(head: bytes, name: str) -> bool:
    """Tell whether a file, unpacked, begins with the line that names the model, or with the header of the scores."""
    start = plain_head(head)
    return start.startswith((b"#model_version:", b"cve,epss,percentile"))


def convert(source: Path, target: Path) -> Converted:
    """Sort the scores of the publisher's own CSV into an array.

    Raises:
        InputError: it is not that file, or has more rows than the limit.
    """
    import numpy as np

    as_of, lines = _opening(source)
    found: dict[int, tuple[float, float]] = {}
    left_out: list[tuple[str, str]] = []
    for number, line in lines:
        if number > limits().rows:
            raise past("rows", _("more than {count} rows").format(count=number - 1), str(source))
        why = _keep(line, found)
        if why:
            left_out.append((_("line {number}").format(number=number), why))
    if not found:
        raise refused(source, _("no score in it"))
    rows = np.array(sorted((code, *pair) for code, pair in found.items()), dtype=_ROW)
    with target.open("wb") as stream:
        np.save(stream, rows, allow_pickle=False)
    licence = "free of charge, attribution asked: See EPSS at https://www.first.org/epss"
    stated = Provenance("Exploit Prediction Scoring System (EPSS)", licence, as_of, HREF, SHELF_DAYS, records=len(rows))
    return Converted(NAME, ".npy", stated, tuple(left_out))


def _opening(source: Path) -> tuple[date, Iterator[tuple[int, str]]]:
    """Read the first lines; return the day that they tell and the numbered lines that follow."""
    lines = _lines(source)
    number, line = next(lines, (0, ""))
    stated = _DATED.search(line.encode())
    if line.startswith("#"):
        number, line = next(lines, (0, ""))
    if line.split(",") != _HEADER:
        raise refused(source, _("the header {header} was expected").format(header=",".join(_HEADER)), f"{number}")
    return day_of(stated.group(1).decode() if stated else ""), lines


def _lines(source: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines; a line that no score can have is refused before it grows."""
    rest, number = b"", 0
    for piece in pieces(source):
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            number += 1
            yield number, line.decode("utf-8", "replace").strip("\ufeff\r ")
        if len(rest) > _LINE:
            raise refused(source, _("a line of more than {count} characters").format(count=_LINE), f"{number + 1}")
    if rest.strip():
        yield number + 1, rest.decode("utf-8", "replace").strip()


def _keep(line: str, found: dict[int, tuple[float, float]]) -> str:
    """Take in one row; return why it is left out, else nothing."""
    if not line:
        return ""
    cells = line.split(",")
    code = _code(cells[0])
    if code is None:
        return _("not the number of a vulnerability: {id}").format(id=cells[0][:40])
    if code in found:
        return _("given twice: {id}").format(id=cells[0])
    try:
        probability, percentile = map(float, cells[1:])
    except ValueError:
        return _("two numbers were expected")
    if not (0 <= probability <= 1 and 0 <= percentile <= 1):
        return _("a number between 0 and 1 was expected")
    found[code] = (probability, percentile)
    return ""
