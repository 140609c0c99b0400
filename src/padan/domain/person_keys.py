"""By what two records are one person without any weighing: what they say of who it is, to the letter.

A whole NIK with the same name is enough. Without a NIK it takes name, birth date, and mother's name or family card;
what says less is known by itself alone, for nobody is joined by guessing.
"""

import hashlib
from collections.abc import Mapping

from padan.domain.cell_text import plain_text
from padan.domain.contributions import read_number
from padan.domain.dates import read_date
from padan.domain.nik import read_kk, read_nik


def person_key(values: Mapping[str, str]) -> str | None:
    """SHA-256 over what a record ({field key: text}) says of its person; None where that names nobody for sure.

    The same for every way of writing the same NIK, date and name (case, spaces), in any file and year.
    """
    told = _told(values)
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest() if told else None


def _told(values: Mapping[str, str]) -> tuple[str, ...]:
    name = plain_text(values.get("name")).upper()
    nik = read_nik(values.get("nik")).nik
    if not name:
        return ()
    if nik:
        return ("nik", nik, name)
    born = read_date(values.get("birth_date")).value
    if born is None:
        return ()
    mother, kk = plain_text(values.get("mother")).upper(), read_kk(values.get("kk")) or ""
    kpj = read_number(values.get("kpj")) or ""
    if kpj:
        return ("kpj", kpj, name, born.isoformat())
    return ("born", name, born.isoformat(), mother, kk) if mother or kk else ()


def lone_key(place: str) -> str:
    """The key of a record that names nobody for sure: that of its place alone."""
    return hashlib.sha256(f"lone\x1f{place}".encode()).hexdigest()
