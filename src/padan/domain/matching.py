"""The reasons of a decision: for each field what two rows say, as a sentence a clerk reads.

`explain` works on the texts as found, so a sentence shows what stands in the two lists.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from padan.domain.addresses import compare_addresses
from padan.domain.comparison import Comparison, Outcome
from padan.domain.dates import compare_dates, read_date
from padan.domain.digits import compare_digits
from padan.domain.names import compare_names, read_name
from padan.domain.nik import compare_niks, read_kk, read_nik
from padan.domain.phones import compare_phones, read_phone
from padan.domain.regions import compare_places, kecamatan_key, kelurahan_key, place_key
from padan.domain.sex import compare_sexes, read_sex

OUTCOMES: dict[str, Outcome] = {
    outcome.code: outcome
    for outcome in (
        Outcome("equal", "sama", "equal"),
        Outcome("variant", "sama dengan ejaan lain", "the same, spelt otherwise"),
        Outcome("order", "kata sama, urutan lain", "the same words in another order"),
        Outcome("short", "disingkat atau sebagian kata hilang", "shortened, or words left out"),
        Outcome("near", "hampir sama (salah ketik)", "nearly equal (typing error)"),
        Outcome("similar", "sebagian sama", "partly equal"),
        Outcome("truncated", "angka terakhir hilang oleh Excel", "the last digit lost to Excel"),
        Outcome("one_digit", "beda 1 angka", "one digit differs"),
        Outcome("swap", "2 angka berdampingan tertukar", "two neighbouring digits exchanged"),
        Outcome("length", "1 angka lebih atau hilang", "one digit added or lost"),
        Outcome("two_digits", "beda 2 angka", "two digits differ"),
        Outcome("swapped", "hari dan bulan tertukar", "day and month exchanged"),
        Outcome("unknown_day", "tahun sama, hari tidak diketahui", "same year, the day is not known"),
        Outcome("year_off", "selisih 1 atau 10 tahun", "one or ten years apart"),
        Outcome("one_part", "satu bagian tanggal berbeda", "one part of the date differs"),
        Outcome("different", "berbeda", "different"),
        Outcome("missing", "kosong pada salah satu pihak", "missing on one side or both"),
    )
}

LONGEST = 60
_DIGITS = ("equal", "truncated", "one_digit", "swap", "length", "two_digits", "different", "missing")
_NAMES = ("equal", "variant", "order", "short", "near", "similar", "different", "missing")
_PLACES = ("equal", "near", "different", "missing")
FIELD_OUTCOMES: dict[str, tuple[str, ...]] = {
    "nik": _DIGITS,
    "kk": _DIGITS,
    "kpj": _DIGITS,
    "name": _NAMES,
    "mother": _NAMES,
    "birth_date": ("equal", "swapped", "unknown_day", "year_off", "one_part", "different", "missing"),
    "sex": ("equal", "different", "missing"),
    "birth_place": _PLACES,
    "kelurahan": _PLACES,
    "kecamatan": _PLACES,
    "address": ("equal", "similar", "different", "missing"),
    "phone": ("equal", "different", "missing"),
}
"""The outcomes each field may have."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What one field says about a pair: its outcome and the sentence, Indonesian and English."""

    field: str
    outcome: str
    text_id: str
    text_en: str


def _nik(a: str | None, b: str | None) -> Comparison:
    return compare_niks(read_nik(a).digits, read_nik(b).digits)


def _kk(a: str | None, b: str | None) -> Comparison:
    return compare_digits(read_kk(a), read_kk(b), "No. KK", "family card number")


def read_kpj(text: str | None) -> str:
    """A participant number: letters and digits in upper case without signs; empty where nothing stands."""
    kept = "".join(c for c in (text or "")[:LONGEST].removesuffix(".0").upper() if c.isalnum())
    return kept if kept.strip("0") else ""


def _kpj(a: str | None, b: str | None) -> Comparison:
    return compare_digits(read_kpj(a), read_kpj(b), "KPJ", "participant number")


def _name(a: str | None, b: str | None) -> Comparison:
    found = compare_names(read_name(a), read_name(b))
    return Comparison(found.outcome, found.text_id, found.text_en)


def _mother(a: str | None, b: str | None) -> Comparison:
    found = _name(a, b)
    text_id = found.text_id.replace("nama", "nama ibu", 1)
    return Comparison(found.outcome, text_id, f"mother's name: {found.text_en}")


def _birth_date(a: str | None, b: str | None) -> Comparison:
    x, y = read_date(a), read_date(b)
    unread = next((t for t, r in ((a, x), (b, y)) if r.problem and not r.digits), None)
    if unread is None:
        return compare_dates(x, y)
    text = " ".join((unread or "").split())[:40]
    return Comparison("missing", f"tanggal lahir tidak terbaca: {text}", f"birth date unreadable: {text}")


def _sex(a: str | None, b: str | None) -> Comparison:
    return compare_sexes(read_sex(a), read_sex(b))


def _phone(a: str | None, b: str | None) -> Comparison:
    return compare_phones(read_phone(a), read_phone(b))


def _birth_place(a: str | None, b: str | None) -> Comparison:
    return compare_places(a, b, key=place_key, what_id="tempat lahir", what_en="birth place")


def _kelurahan(a: str | None, b: str | None) -> Comparison:
    return compare_places(a, b, key=kelurahan_key, what_id="kelurahan", what_en="kelurahan")


def _kecamatan(a: str | None, b: str | None) -> Comparison:
    return compare_places(a, b, key=kecamatan_key, what_id="kecamatan", what_en="kecamatan")


_COMPARERS: dict[str, Callable[[str | None, str | None], Comparison]] = {
    "nik": _nik,
    "kk": _kk,
    "kpj": _kpj,
    "name": _name,
    "mother": _mother,
    "birth_date": _birth_date,
    "sex": _sex,
    "birth_place": _birth_place,
    "kelurahan": _kelurahan,
    "kecamatan": _kecamatan,
    "address": compare_addresses,
    "phone": _phone,
}


def explain(field: str, a: str | None, b: str | None) -> Reason:
    """The reason one field gives, from the two texts as found. Raises KeyError for a field of no comparison."""
    found = _COMPARERS[field](a, b)
    return Reason(field, found.outcome, found.text_id, found.text_en)


def sentence(reasons: Iterable[Reason], lang: str = "id") -> str:
    """All reasons in one line: "NIK beda 1 angka: angka ke-9, 5 dan 6; nama sama; tanggal lahir sama"."""
    return "; ".join(reason.text_en if lang == "en" else reason.text_id for reason in reasons)
