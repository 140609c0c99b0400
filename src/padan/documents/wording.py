"""The words of the workbook in Indonesian and English, and numbers, dates and months as Indonesians write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from padan.domain import figure_words
from padan.domain.dates import MONTH_NAMES
from padan.domain.segments import SEGMENT_BY_KEY

LANGUAGES: tuple[str, ...] = ("id", "en")
Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class BucketWording:
    """One bucket: its sheet's name and what a row in it means, each in Indonesian and English."""

    key: str
    sheet: Words
    meaning: Words


BUCKETS: tuple[BucketWording, ...] = (
    BucketWording(
        "review",
        ("Perlu Ditinjau", "To review"),
        ("Manusia harus memutuskan; jawab pada lembar Tinjauan", "A human must decide; answer on the sheet Review"),
    ),
    BucketWording(
        "differs",
        ("Beda Data", "Differs"),
        ("Orang yang sama, tetapi datanya berbeda", "The same person, but the data differ"),
    ),
    BucketWording(
        "duplicate",
        ("Ganda", "Duplicate"),
        ("Orang yang sama tercatat lagi pada pihak yang sama", "The same person stands again on the same side"),
    ),
    BucketWording(
        "not_registered",
        ("Belum Terdaftar", "Not registered"),
        ("Ada pada daftar pemda, tidak ada pada peserta BPJS", "On the city's list, not among the participants"),
    ),
    BucketWording(
        "not_listed",
        ("Tidak Terdaftar di Daftar", "Not listed"),
        ("Ada pada peserta BPJS, tidak ada pada daftar pemda", "Among the participants, not on the city's list"),
    ),
    BucketWording(
        "rejected",
        ("Ditolak", "Rejected"),
        ("Tidak ada isian untuk mengenali orangnya", "Nothing in the row to identify a person by"),
    ),
    BucketWording("matched", ("Cocok", "Matched"), ("Orang yang sama, data sama", "The same person, the data agree")),
)
BUCKET_BY_KEY: Mapping[str, BucketWording] = {bucket.key: bucket for bucket in BUCKETS}

HARM: Mapping[int, Words] = {
    3: ("Uang atau jiwa", "Money or a life"),
    2: ("Identitas", "Identity"),
    1: ("Data kurang", "Missing datum"),
    0: ("", ""),
}
ROLES: Mapping[str, Words] = {
    "list": ("Daftar Pemda", "City list"),
    "participants": ("Peserta BPJS", "Participants"),
    "payments": ("Iuran", "Payments"),
    "posts": ("Jabatan RT", "RT posts"),
    "groups": ("NPP dan kelompok", "NPP and groups"),
}
LEFT_OUT: Mapping[str, Words] = {
    "repeated_heading": ("judul kolom berulang", "repeated heading"),
    "numbering": ("baris nomor kolom", "numbering row"),
    "subtotal": ("baris jumlah", "subtotal"),
    "signature": ("tanda tangan", "signature"),
    "note": ("catatan", "note"),
    "title": ("judul", "title"),
}
STANDINGS: Mapping[str, Words] = {
    "lapsed": ("Gugur karena iuran tidak dibayar", "Lapsed after unpaid months"),
    "one_month_to_lapse": ("Satu bulan lagi gugur", "One month before lapse"),
    "first_months": ("Bulan-bulan pertama: santunan belum penuh", "First months: benefit not yet full"),
    "in_arrears": ("Menunggak", "In arrears"),
}
"""Where a covered person stands, by the key that the engine gives."""

NOT_PAID: Words = ("tidak dalam periode", "not in the period")
"""The last month paid of somebody for whom no month of the period was."""

UNITS: Mapping[str, Words] = {"rows": ("baris", "rows"), "person_months": ("orang-bulan", "person-months")}
"""What a finding counts."""

UNKNOWN_SEGMENT: Words = ("Segmen tidak diketahui", "Segment unknown")
UNKNOWN_PLACE: Words = ("di luar/tidak diketahui", "outside/unknown")


def say(words: Words, lang: str) -> str:
    """The word in the asked language."""
    return words[1] if lang == "en" else words[0]


def segment_label(key: str | None, lang: str = "id") -> str:
    """A segment's name; an unknown one says so."""
    segment = SEGMENT_BY_KEY.get(key or "")
    if segment is None:
        return say(UNKNOWN_SEGMENT, lang)
    return say((segment.label_id, segment.label_en), lang)


def number(value: int) -> str:
    """1234567 -> "1.234.567"."""
    return f"{value:,}".replace(",", ".")


def rupiah(value: int | None, lang: str = "id") -> str:
    """16800 -> "Rp 16.800", -16800 -> "-Rp 16.800", in English "Rp 16,800"; nothing for None."""
    return "" if value is None else figure_words.rupiah(value, lang)


def day(value: date, lang: str = "id") -> str:
    """18 Desember 2024."""
    return f"{value.day} {month_name(value.month, lang)} {value.year}"


def month(value: str, lang: str = "id") -> str:
    """ "2024-12" -> "Desember 2024"; anything else as it is."""
    year, dash, number_ = value.partition("-")
    known = dash and year.isdigit() and number_.isdigit() and 1 <= int(number_) <= 12
    return f"{month_name(int(number_), lang)} {year}" if known else value


def month_name(which: int, lang: str) -> str:
    """The name of a month, from 1."""
    return (_ENGLISH_MONTHS if lang == "en" else MONTH_NAMES)[which - 1]


_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
