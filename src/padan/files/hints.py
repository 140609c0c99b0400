"""What a sheet says of itself outside its columns: segment, region, month and as-of date."""

import re
from collections.abc import Sequence

from padan.domain.dates import MONTHS, read_date
from padan.domain.months import read_month, show_month
from padan.domain.regions import find_kecamatan, find_kelurahan
from padan.domain.segments import read_segment

_END = r"(?=\s*(?:$|[\n,;()/|]|\b(?:kecamatan|kec|kota|kab|kabupaten|provinsi|tahun|bulan|periode|per|rt|rw|kode)\b))"
_NAME = r"\s*[.:=\-]*\s*([a-z][a-z .']{2,30}?)"
_KELURAHAN = re.compile(rf"\b(?:kelurahan|kel)\b{_NAME}{_END}", re.I)
_KECAMATAN = re.compile(r"\b(?:kecamatan|kec)\b" + _NAME + _END.replace("kecamatan|kec|", "kelurahan|kel|"), re.I)
_MONTH_WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = rf"(\d{{4}}-\d\d-\d\d|\d{{1,2}}[\s\-/.]*(?:{_MONTH_WORDS}|\d{{1,2}})[\s\-/.]*\d{{4}})"
_AS_OF = re.compile(
    rf"\b(?:per(?:\s*tanggal)?|s\.?\s*/?d\.?|sampai(?:\s*dengan)?|keadaan|posisi|as of)\b\.?\s*:?\s*{_DATE}", re.I
)
_MONTH = re.compile(rf"\b({_MONTH_WORDS})[\s\-.]*((?:19|20)\d\d)\b|\b((?:19|20)\d\d)-(0[1-9]|1[0-2])\b(?!-\d)", re.I)


def read_hints(sheet: str, file: str, title: str) -> dict[str, str]:
    """Field to value, from the sheet's name, the file's name and the title, in this order."""
    texts = [plain for text in (sheet, _stem(file), title) if (plain := " ".join(text.replace("_", " ").split(" ")))]
    hints: dict[str, str] = {}
    for field, reader in (
        ("segment", _segment),
        ("kelurahan", _kelurahan),
        ("kecamatan", _kecamatan),
        ("as_of", _as_of),
        ("month", _month),
    ):
        found = next((value for text in texts if (value := reader(text))), None)
        if found:
            hints[field] = found
    return hints


def _stem(file: str) -> str:
    return re.sub(r"\.\w{2,7}$", "", file.replace("\\", "/")).replace("/", "\n")


def _lines(text: str) -> Sequence[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _segment(text: str) -> str | None:
    return read_segment(text) or next((key for line in _lines(text) if (key := read_segment(line))), None)


def _kelurahan(text: str) -> str | None:
    stated = _KELURAHAN.search(text)
    if stated:
        return stated[1].strip(" .'-")
    for line in _lines(text):
        plain = _without_segment(line)
        known = find_kelurahan(plain)
        if known and not re.search(r"\bkec(?:amatan)?\b", line, re.I) and find_kecamatan(plain) is None:
            return known.name
    return None


def _kecamatan(text: str) -> str | None:
    stated = _KECAMATAN.search(text)
    if stated:
        return stated[1].strip(" .'-")
    for line in _lines(text):
        plain = _without_segment(line)
        known = find_kecamatan(plain)
        if known and (find_kelurahan(plain) is None or re.search(r"\bkec(?:amatan)?\b", line, re.I)):
            return known
    return None


def _without_segment(line: str) -> str:
    """A name of a place without the words that lists put around it."""
    plain = re.sub(
        r"\b(?:data|daftar|nama|peserta|penerima|segmen|tkk|rt|ketua|pekerja|rentan|miskin|ekstrem|ekstrim|mme|bpjs|kel|kec"
        r"|kelurahan|kecamatan|list|lampiran|revisi|final|fix|baru|tahun|\d+)\b|[-_().,:]",
        " ",
        line,
        flags=re.I,
    )
    return " ".join(plain.split())


def _as_of(text: str) -> str | None:
    found = _AS_OF.search(text)
    value = read_date(found[1]).value if found else None
    return value.isoformat() if value else None


def _month(text: str) -> str | None:
    found = _MONTH.search(_AS_OF.sub(" ", text))
    month = read_month(found[0]) if found else None
    return show_month(month) if month else None
