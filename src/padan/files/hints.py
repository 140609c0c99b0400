"""What a sheet says of itself outside its columns: segment, region, month and as-of date."""

import re
from collections.abc import Callable, Sequence

from padan.domain.dates import MONTHS, read_date
from padan.domain.months import read_month, show_month
from padan.domain.regions import find_kecamatan, find_kelurahan
from padan.domain.segments import read_segment

_END = r"(?=\s*(?:$|[\n,;()/|]|\b(?:kecamatan|kec|kota|kab|kabupaten|provinsi|tahun|bulan|periode|per|rt|rw|kode)\b))"
_NAME = r"\s*[.:=\-]*\s*([a-z](?:[a-z .']|(?<=\s)[1-9](?=\s)){2,30}?)"
_KELURAHAN = re.compile(rf"\b(?:kelurahan|kel)\b{_NAME}{_END}", re.I)
_KECAMATAN = re.compile(r"\b(?:kecamatan|kec)\b" + _NAME + _END.replace("kecamatan|kec|", "kelurahan|kel|"), re.I)
_MONTH_WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = rf"(\d{{4}}-\d\d-\d\d|\d{{1,2}}[\s\-/.]*(?:{_MONTH_WORDS}|\d{{1,2}})[\s\-/.]*\d{{4}})"
_AS_OF = re.compile(
    rf"\b(?:per(?:\s*tanggal)?|s\.?\s*/?d\.?|sampai(?:\s*dengan)?|keadaan|posisi|as of)\b\.?\s*:?\s*{_DATE}", re.I
)
_MONTH = re.compile(rf"\b({_MONTH_WORDS})[\s\-.]*((?:19|20)\d\d)\b|\b((?:19|20)\d\d)-(0[1-9]|1[0-2])\b(?!-\d)", re.I)

_WHOLE_DATE = re.compile(rf"(?<!\d){_DATE}", re.I)
_MONTH_WORD = re.compile(rf"\b({_MONTH_WORDS})\b", re.I)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


_RT_RW = re.compile(r"\bR\.?\s?T\b\W{0,3}R\.?\s?W\b\W*0*(\d{1,3})\W+0*(\d{1,3})\b", re.I)
_RT = re.compile(r"(?<!jumlah )(?<!banyak )\bR\.?\s?T\b\W{0,4}0*(\d{1,3})\b(?!\W*(?:orang|rt\b))", re.I)
_RT_JOINED = re.compile(r"\bRT0*(\d{1,3})\b", re.I)
_RW = re.compile(r"\bR\.?\s?W\b\W{0,4}0*(\d{1,3})\b", re.I)
_OF_OFFICE = re.compile(r"\b(?:jl|jln|jalan|telp|telepon|kode\s*pos|sekretariat|alamat)\b", re.I)
"""Words of a letterhead: the RT there is that of the office."""
_TETANGGA = re.compile(r"\brukun\s+tetangga\b", re.I)


def read_rt(*texts: str) -> dict[str, str]:
    """RT and RW that the first text names which names one; none where it names several ("RT 01 s.d. RT 05")."""
    for text in texts:
        told = "\n".join(line for line in text.split("\n") if not _OF_OFFICE.search(line))
        plain = " ".join(_TETANGGA.sub("RT", told).replace("_", " ").split())
        if both := _RT_RW.search(plain):
            return {"rt": both[1], "rw": both[2]}
        found = {"rt": {*_RT.findall(plain), *_RT_JOINED.findall(plain)}, "rw": set(_RW.findall(plain))}
        if found["rt"]:
            return {key: numbers.pop() for key, numbers in found.items() if len(numbers) == 1}
        if len(found["rw"]) == 1:
            return {"rw": found["rw"].pop()}
    return {}


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
    if "month" not in hints and (month := _month(f"{sheet} {_only_year(texts[1:])}")):
        hints["month"] = month
    return hints


def told_year(sheet: str, file: str, title: str) -> str:
    """The year that sheet name, title or file name tells, the first that names one alone; "" for none."""
    for text in (sheet, title, _stem(file)):
        years: set[str] = set(_YEAR.findall(_WHOLE_DATE.sub(" ", text.replace("_", " "))))
        if len(years) == 1:
            return years.pop()
    return ""


def _stem(file: str) -> str:
    return re.sub(r"\.\w{2,7}$", "", file.replace("\\", "/")).replace("/", "\n")


def _lines(text: str) -> Sequence[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _segment(text: str) -> str | None:
    return read_segment(text) or next((key for line in _lines(text) if (key := read_segment(line))), None)


def _kelurahan(text: str) -> str | None:
    stated = _KELURAHAN.search(text)
    if stated:
        return _known_part(stated[1].strip(" .'-"), find_kelurahan)
    for line in _lines(text):
        for plain in _places(line):
            known = find_kelurahan(plain)
            if known and not re.search(r"\bkec(?:amatan)?\b", line, re.I) and find_kecamatan(plain) is None:
                return known.name
    return None


def _kecamatan(text: str) -> str | None:
    stated = _KECAMATAN.search(text)
    if stated:
        return _known_part(stated[1].strip(" .'-"), find_kecamatan)
    for line in _lines(text):
        plain = _without_segment(line)
        known = find_kecamatan(plain)
        if known and (find_kelurahan(plain) is None or re.search(r"\bkec(?:amatan)?\b", line, re.I)):
            return known
    return None


def _known_part(name: str, find: Callable[[str], object]) -> str:
    """The name without words that follow it ("Payo Lebar ME"), where the city knows it so; else as it is stated."""
    words = name.split()
    parts = (" ".join(words[:size]) for size in range(len(words), 0, -1))
    return next((part for part in parts if find(part)), name)


def _places(line: str) -> tuple[str, str]:
    """The place that a line may name, with its numbers (Simpang 3 Sipin) and without them (02 Legok)."""
    numbered = " ".join(re.sub(r"^\W*\d+\W+|\W+\d+\W*$", " ", line).split())
    return _without_words(numbered), _without_segment(line)


def _without_segment(line: str) -> str:
    """A name of a place without the words and numbers that lists put around it."""
    return " ".join(re.sub(r"\b\d+\b", " ", _without_words(line)).split())


def _without_words(line: str) -> str:
    plain = re.sub(
        r"\b(?:data|daftar|nama|peserta|penerima|segmen|tkk|rt|ketua|pekerja|rentan|miskin|ekstrem|ekstrim|mme|bpjs|kel|kec"
        r"|kelurahan|kecamatan|list|lampiran|revisi|final|fix|baru|tahun)\b|[-_().,:]",
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
    """The one month that is named, other than in a date; none where there are two ("Oktober s.d. Desember 2024")."""
    plain = _WHOLE_DATE.sub(" ", text)
    named = {MONTHS[word.upper()] for word in _MONTH_WORD.findall(plain)}
    found = _MONTH.search(plain) if len(named) <= 1 else None
    month = read_month(found[0]) if found else None
    return show_month(month) if month else None


def _only_year(texts: Sequence[str]) -> str:
    """The one year that file name and title name, for a sheet that is called by its month alone."""
    years = {year for text in texts for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else ""
