"""By what a person's record is known again in a later file."""

import hashlib
import json
from collections.abc import Mapping

from padan.domain.cell_text import plain_text
from padan.domain.contributions import read_number
from padan.domain.dates import read_date
from padan.domain.nik import read_nik

IDENTITY = ("side", "nik", "name", "birth_date", "kpj")
"""What a fingerprint is taken of; also the keys of `Verdict.one` and `Verdict.other`."""


def identity(side: str, values: Mapping[str, str]) -> dict[str, str]:
    """What a record says of who it is, however it is written: NIK digits, name in capitals, ISO birth date, KPJ.

    `side`: `list` or `participants`, or the kind of a file that names no people.
    """
    nik, born = read_nik(values.get("nik")), read_date(values.get("birth_date")).value
    return {
        "side": side,
        "nik": nik.nik or nik.digits or plain_text(values.get("nik")).upper(),
        "name": plain_text(values.get("name")).upper(),
        "birth_date": born.isoformat() if born else plain_text(values.get("birth_date")).upper(),
        "kpj": read_number(values.get("kpj")) or "",
    }


def fingerprint(side: str, values: Mapping[str, str]) -> str:
    """SHA-256 of the canonical JSON of `identity`: equal records have it in common, in whatever file and row."""
    text = json.dumps(identity(side, values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
