"""Reads sheets of candidates, and what puts each in his place, into typed columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PolarsError

from padan.domain.dates import read_date
from padan.domain.errors import HeadingError, NoRowsError, PadanError
from padan.domain.nik import read_nik
from padan.domain.numbers import read_count
from padan.domain.regions import find_kelurahan
from padan.domain.segments import read_segment
from padan.files import limits
from padan.files.given import empty_file, files_given, no_access, raise_all
from padan.files.grids import TOP_ROWS, Grid, column_name
from padan.files.layouts import SYNONYMS, compact
from padan.files.loading import grids_of
from padan.files.naming import short_names

_OWN: Mapping[str, tuple[str, ...]] = {
    "candidate": ("Candidate", "No Usulan", "Nomor Usulan", "ID Calon", "Kode Calon"),
    "place": ("Place", "Kode Kelurahan", "Kode Wilayah", "Kode Desa"),
    "programme": ("Programme", "Program", *SYNONYMS["segment"]),
    "musyawarah_rank": (
        "Musyawarah rank", "Peringkat", "Peringkat Musyawarah", "Urutan Musyawarah", "Ranking", "Rangking",
        "No Urut Musyawarah", "Urutan",
    ),
    "decile": ("Decile", "Desil", "Desil Kesejahteraan", "Desil DTSEN"),
    "breadwinner": ("Breadwinner", "Pencari Nafkah", "Pencari Nafkah Utama", "Tulang Punggung Keluarga"),
    "dependants": ("Dependants", "Tanggungan", "Jumlah Tanggungan", "Jml Tanggungan"),
    "job_risk": ("Job risk", "Risiko Pekerjaan", "Risiko Kerja", "Tingkat Risiko"),
    "woman_headed": ("Woman headed", "Kepala Keluarga Perempuan", "Perempuan Kepala Keluarga", "PEKKA"),
    "disability": ("Disability", "Disabilitas", "Penyandang Disabilitas"),
    "months_uncovered": ("Months uncovered", "Bulan Tanpa Perlindungan", "Lama Tanpa Perlindungan"),
    "covered_now": ("Covered now", "Terlindungi", "Terlindungi Sekarang", "Peserta Aktif", "Sudah Terlindungi"),
    "alive": ("Alive", "Masih Hidup", "Hidup"),
    "resident": ("Resident", "Penduduk", "Penduduk Kota", "Domisili Sesuai"),
    "employer": ("Employer", "Kepesertaan Lain", "Status BPJS", "Peserta Lain"),
    "paid_by_other": ("Paid by other", "Dibayar Kantor Lain", "Dibayar Oleh", "Pembayar"),
    "job_listed": ("Job listed", "Pekerjaan Rentan", "Pekerjaan Terdaftar"),
}  # fmt: skip
_BORROWED = ("nik", "name", "birth_date", "kelurahan", "kecamatan")
KNOWN: Mapping[str, str] = {
    compact(word): field
    for field, words in {**{f: (f, *SYNONYMS[f]) for f in _BORROWED}, **{f: (f, *w) for f, w in _OWN.items()}}.items()
    for word in words
}
"""A heading without case, spaces and signs -> the column it gives."""

YES = frozenset({"ya", "y", "yes", "true", "1", "x", "v", "ada", "aktif"})
NO = frozenset({"tidak", "t", "n", "no", "false", "0", "tidak ada", "bukan", "-"})
EMPLOYERS: Mapping[str, str] = {
    "free": "free", "bebas": "free", "tidak ada": "free", "belum": "free", "belum terdaftar": "free",
    "pu": "pu", "pu aktif": "pu", "bpu": "bpu", "bpu aktif": "bpu",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CandidatesRead:
    """Candidates of all sheets: `frame` has `candidate`, `person`, `programme`, `place` and those of the other columns
    that some sheet has (`columns`); `placeless` rows name no kelurahan or programme that is known and are left out;
    `notes` (`padan.files.notes`) say which files were passed over."""

    frame: pl.DataFrame
    columns: frozenset[str]
    placeless: int
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read_candidates(paths: Sequence[Path], *, programme: str = "", password: str | None = None) -> CandidatesRead:
    """The candidates of files and folders. `programme`: that of rows that name none.

    Raises UnreadableFileError, HeadingError or NoRowsError with what to do.
    """
    found, notes, problems = files_given(paths)
    names = short_names(found)
    frames: list[pl.DataFrame] = []
    for name, path in zip(names, found, strict=True):
        try:
            frames += _tables(path, password)
        except PadanError as error:
            problems.append((name, error))
    raise_all(problems)
    rows = pl.concat(frames, how="diagonal") if frames else pl.DataFrame()
    if not rows.height:
        if not any(path.stat().st_size for path in found):
            raise_all([(name, empty_file()) for name in names])
        raise NoRowsError(
            "Tidak ada calon yang dapat dibaca. Isi data di bawah judul kolom.",
            "No candidate can be read. Fill in rows below the heading and try again.",
            tuple(names),
        )
    typed = _typed(rows, programme)
    placed = typed.filter(pl.col("place").is_not_null() & pl.col("programme").is_not_null())
    return CandidatesRead(placed, frozenset(rows.columns), typed.height - placed.height, tuple(names), tuple(notes))


def _tables(path: Path, password: str | None) -> list[pl.DataFrame]:
    """The tables of one file; sheets without a heading (a cover, notes) are passed over beside one that has it."""
    try:
        grids = grids_of(path, password)[0]
    except OSError as error:
        raise no_access(error) from error
    with limits.whole_or_damaged(PolarsError):
        named = [table for grid in grids if (table := _named(grid)) is not None]
    if grids and not named:
        raise HeadingError(
            "judul kolom calon tidak ditemukan. Yang dikenal antara lain: NIK, Nama, Kelurahan, Program, Peringkat, "
            "Desil, Tanggungan.",
            "no heading of candidates was found. Known ones are NIK, name, kelurahan, programme, rank, decile.",
        )
    return named


def _named(grid: Grid) -> pl.DataFrame | None:
    """The data rows of a sheet under the names that its headings mean; None where it has no such heading."""
    frame = grid.frame.collect()
    columns = [column_name(n) for n in range(grid.width)]
    if grid.names:
        return _renamed(frame, list(grid.names), columns)
    top = frame.select(columns).head(TOP_ROWS).rows()
    scores = [sum(1 for cell in row if cell and compact(cell) in KNOWN) for row in top]
    best = max(range(len(top)), key=lambda n: (scores[n], -n), default=None)
    if best is None or scores[best] < 2:
        return None
    return _renamed(frame.slice(best + 1), [cell or "" for cell in top[best]], columns)


def _renamed(frame: pl.DataFrame, headings: Sequence[str], columns: Sequence[str]) -> pl.DataFrame | None:
    meant: dict[str, str] = {}
    for heading, column in zip(headings, columns, strict=False):
        field = KNOWN.get(compact(heading))
        if field and field not in meant.values():
            meant[column] = field
    if not meant:
        return None
    named = frame.select(pl.col(column).str.strip_chars().alias(field) for column, field in meant.items())
    return named.filter(pl.any_horizontal(pl.all().is_not_null()))


def _typed(rows: pl.DataFrame, programme: str) -> pl.DataFrame:
    """Texts read by the rules of the domain, once per distinct text."""

    def read(field: str, rule: Callable[[str], Any], kind: Any) -> pl.Series:
        if field not in rows.columns:
            return pl.Series([None] * rows.height, dtype=kind)
        texts = rows[field].unique().drop_nulls().to_list()
        values = {text: rule(text) for text in texts}
        return pl.Series([None if text is None else values[text] for text in rows[field].to_list()], dtype=kind)

    niks = read("nik", lambda text: read_nik(text).nik, pl.String)
    given = rows["candidate"] if "candidate" in rows.columns else pl.Series([None] * rows.height, dtype=pl.String)
    number = pl.int_range(1, rows.height + 1, eager=True).cast(pl.String)
    found: dict[str, pl.Series] = {
        "candidate": given.fill_null(number),
        "person": niks.fill_null(given.fill_null(number)),
        "programme": read("programme", read_segment, pl.String).fill_null(programme or None)
        if programme
        else read("programme", read_segment, pl.String),
        "place": _places(rows),
    }
    flags = ("breadwinner", "woman_headed", "disability", "covered_now", "alive", "resident", "job_listed")
    found |= {name: read(name, _flag, pl.Boolean) for name in flags if name in rows.columns}
    counts = ("musyawarah_rank", "dependants", "months_uncovered", "decile")
    found |= {name: read(name, _COUNTS[name], pl.Int64) for name in counts if name in rows.columns}
    if "nik" in rows.columns:
        found["nik_usable"] = pl.Series([True if nik else None for nik in niks.to_list()], dtype=pl.Boolean)
    if "birth_date" in rows.columns:
        found["born"] = read("birth_date", lambda text: read_date(text).value, pl.Date)
    if "employer" in rows.columns:
        found["employer"] = read("employer", lambda text: EMPLOYERS.get(text.casefold()), pl.String)
    for name, rule in (("job_risk", str.casefold), ("paid_by_other", str)):
        if name in rows.columns:
            found[name] = read(name, rule, pl.String)
    return pl.DataFrame(found)


def _flag(text: str) -> bool | None:
    word = text.casefold()
    return True if word in YES else False if word in NO else None


def _rank(text: str) -> int | None:
    number = read_count(text)
    return number if number is not None and 1 <= number < 1_000_000 else None


def _decile(text: str) -> int | None:
    number = read_count(text)
    return number if number is not None and 1 <= number <= 10 else None


_COUNTS: Mapping[str, Callable[[str], int | None]] = {
    "musyawarah_rank": _rank,
    "dependants": read_count,
    "months_uncovered": read_count,
    "decile": _decile,
}


def _places(rows: pl.DataFrame) -> pl.Series:
    """Codes as they stand, else those of the kelurahan that a row names."""
    empty = pl.Series([None] * rows.height, dtype=pl.String)
    codes = rows["place"] if "place" in rows.columns else empty
    if "kelurahan" not in rows.columns:
        return codes
    above = rows["kecamatan"] if "kecamatan" in rows.columns else empty
    pairs = list(zip(rows["kelurahan"].to_list(), above.to_list(), strict=True))
    known = {pair: find_kelurahan(*pair) for pair in set(pairs)}
    named = [found.code if (found := known[pair]) else None for pair in pairs]
    return codes.fill_null(pl.Series(named, dtype=pl.String))
