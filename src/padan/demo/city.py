"""A synthetic city with known truth: lists, the branch's export, payments, every true pair and every planted fault."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import numpy as np
import polars as pl

from padan.demo.faultlog import SCHEMA, FaultLog
from padan.demo.faults import RATES
from padan.demo.list_side import write_list_rows
from padan.demo.listing import ListRows, ParticipantRows, list_people, register
from padan.demo.looks import draw_look
from padan.demo.offices import LIST_A_FILE, OfficeStyles, draw_styles
from padan.demo.participant_side import draw_deaths, make_memberships, write_participant_rows
from padan.demo.payments import make_payments, note_unpaid, payment_table
from padan.demo.places import Places, make_places
from padan.demo.placing import Block, located, parquet_blocks, sheet_blocks, shown_names
from padan.demo.population import make_population
from padan.demo.registers import LETTERHEAD, group_register, rt_posts
from padan.demo.workbooks import ListBook, write_table
from padan.demo.writing import Texts
from padan.demo.years import years_of
from padan.demo.years_writing import write_years
from padan.domain.errors import OutputError, UsageError, system_reason
from padan.library_faults import full_disks_told

WORKBOOKS_UP_TO = 100_000
MOST_PEOPLE = 5_000_000
PARTICIPANT_HEADINGS = {
    "nik": "NIK", "kpj": "KPJ", "name": "NAMA", "birth_place": "TEMPAT LAHIR", "birth_date": "TANGGAL LAHIR",
    "sex": "JENIS KELAMIN", "mother": "NAMA IBU KANDUNG", "address": "ALAMAT", "kelurahan": "KELURAHAN",
    "kecamatan": "KECAMATAN", "npp": "NPP", "segment": "SEGMEN", "program": "PROGRAM", "status": "STATUS",
    "start_date": "TANGGAL MULAI", "end_date": "TANGGAL AKHIR", "death_date": "TANGGAL MENINGGAL", "wage": "UPAH",
}  # fmt: skip
LIST_HEADINGS = {
    "office": "INSTANSI", "segment": "SEGMEN", "nik": "NIK", "kk": "NO KK", "name": "NAMA",
    "birth_place": "TEMPAT LAHIR", "birth_date": "TANGGAL LAHIR", "sex": "JENIS KELAMIN",
    "mother": "NAMA IBU KANDUNG", "address": "ALAMAT", "rt": "RT", "rw": "RW",
    "kelurahan": "KELURAHAN", "kecamatan": "KECAMATAN", "job": "PEKERJAAN", "phone": "NO HP",
    "post": "JABATAN", "note": "KETERANGAN",
}  # fmt: skip
Progress = Callable[[str], None]
_STEPS = {
    "id": {
        "people": "Menyusun penduduk", "lists": "Menulis daftar", "participants": "Menulis peserta",
        "payments": "Menulis iuran", "years": "Menulis usulan dan dana dua tahun",
        "truth": "Menulis kebenaran dan cacat",
    },
    "en": {
        "people": "Making people", "lists": "Writing lists", "participants": "Writing participants",
        "payments": "Writing payments", "years": "Writing proposals and money of two years",
        "truth": "Writing truth and faults",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CitySummary:
    """What was written, in rows."""

    folder: Path
    people: int
    kelurahan: int
    kecamatan: int
    list_files: int
    list_rows: int
    participants: int
    payments: int
    true_pairs: int
    faults: int

    def lines(self, lang: str = "id") -> list[str]:
        """A few lines for the terminal."""
        where = str(self.folder)
        if lang == "en":
            return [
                f"Synthetic city written to {where}: {self.people:,} people, {self.kelurahan:,} kelurahan.",
                f"  lists         {self.list_rows:>10,} rows in {self.list_files:,} files",
                f"  participants  {self.participants:>10,} rows",
                f"  payments      {self.payments:>10,} rows",
                f"  true pairs    {self.true_pairs:>10,}",
                f"  faults        {self.faults:>10,}",
            ]
        return [
            f"Kota rekaan ditulis ke {where}: {_id(self.people)} orang, {_id(self.kelurahan)} kelurahan.",
            f"  daftar          {_id(self.list_rows):>10} baris dalam {_id(self.list_files)} berkas",
            f"  peserta         {_id(self.participants):>10} baris",
            f"  iuran           {_id(self.payments):>10} baris",
            f"  pasangan benar  {_id(self.true_pairs):>10}",
            f"  cacat           {_id(self.faults):>10}",
        ]


def _id(number: int) -> str:
    """A number with Indonesian points between the thousands."""
    return f"{number:,}".replace(",", ".")


def write_city(
    folder: Path,
    *,
    people: int = 12_000,
    seed: int = 1,
    progress: Progress | None = None,
    lang: str = "id",
    list_a_file: bool = False,
) -> CitySummary:
    """Write the city to `folder`, whole or not at all. `people` is the number of people on the lists, each once.

    `list_a_file`: every list stands in a file of its own, as a site asks for it, instead of as each office likes it.
    The same people, seed and way give the same bytes. Raises UsageError and OutputError.
    """
    if not 100 <= people <= MOST_PEOPLE or seed < 0:
        raise UsageError(
            f"--people harus 100 sampai {MOST_PEOPLE:,} dan --seed tidak negatif.".replace(",", "."),
            f"--people must be 100 to {MOST_PEOPLE:,} and --seed not negative.",
        )
    with _new_folder(folder) as draft, full_disks_told():
        tell = progress or (lambda text: None)
        return _write(draft, folder, people, seed, tell, "en" if lang == "en" else "id", list_a_file)


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A folder beside the wanted one, put in its place only when all is written."""
    draft = folder.with_name(f".{folder.name}.baru")
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / "truth.parquet").exists())):
        raise OutputError(
            f"{folder} sudah ada dan bukan kota rekaan; pilih folder lain.",
            f"{folder} exists and is no synthetic city; choose another folder.",
        )
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        yield draft
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    except OSError as error:
        raise OutputError(
            f"Kota rekaan tidak dapat ditulis ke {folder}: {system_reason(error)}.",
            f"The synthetic city cannot be written to {folder}: {system_reason(error).text_en}.",
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(
    draft: Path, folder: Path, people: int, seed: int, tell: Progress, lang: str, list_a_file: bool
) -> CitySummary:
    tell(_STEPS[lang]["people"])
    places = make_places(people)
    population = make_population(people, places, np.random.default_rng([seed, 1]))
    styles = draw_styles(places, np.random.default_rng([seed, 2]))
    if list_a_file:
        styles = replace(styles, layout=np.full_like(styles.layout, LIST_A_FILE))
    rows = list_people(people, population, places, np.random.default_rng([seed, 3]))
    members = register(rows, population, places, np.random.default_rng([seed, 4]))
    deaths = draw_deaths(population, np.random.default_rng([seed, 5]), RATES["participants", "deceased"])
    tell(_STEPS[lang]["lists"])
    dead = deaths < np.datetime64("2025-01-01").astype(np.int64)
    columns, list_log = write_list_rows(rows, population, places, styles, dead, [seed, 6])
    blocks = sheet_blocks(rows, places, styles) if people <= WORKBOOKS_UP_TO else parquet_blocks(len(rows))
    where = located(blocks)
    noted = _write_lists(draft / "daftar", rows, columns, blocks, places, styles)
    columns.clear()
    tell(_STEPS[lang]["participants"])
    log = FaultLog("participants")
    membership = make_memberships(members, deaths, places, np.random.default_rng([seed, 7]), log)
    identity = write_participant_rows(members, membership, population, places, log, [seed, 8])
    books = people <= WORKBOOKS_UP_TO
    shown = _table(draft, "peserta", _frame(identity, PARTICIPANT_HEADINGS), books)
    tell(_STEPS[lang]["payments"])
    payments, payment_log = make_payments(members, membership, np.random.default_rng([seed, 9]))
    note_unpaid(log, payments, membership)
    _table(draft, "iuran", payment_table(payments, membership, identity), books)
    _table(draft, "pos-rt", rt_posts(rows, population, places, np.random.default_rng([seed, 10])), books)
    _table(draft, "kelompok", group_register(places), books)
    (draft / "kop.toml").write_text(LETTERHEAD, encoding="utf-8")
    if books:
        tell(_STEPS[lang]["years"])
        city, years = years_of(people, seed)
        write_years(draft, years, city)
    tell(_STEPS[lang]["truth"])
    truth = true_pairs(rows, members, where, shown)
    truth.write_parquet(draft / "truth.parquet")
    faults = pl.concat([
        list_log.frame(where), _noted_faults(noted, blocks), log.frame(_single(shown, len(members))),
        payment_log.frame(_single(shown.with_name("iuran" + shown.suffix), len(payments.month))),
    ])  # fmt: skip
    faults.write_parquet(draft / "faults.parquet")
    return CitySummary(
        folder, people, len(places.kelurahan), len(places.kecamatan), len({block.path for block in blocks}),
        len(rows) + sum(kind == "unused_line" for *_, kind in noted),
        len(members), len(payments.month), len(truth), len(faults),
    )  # fmt: skip


def _single(path: Path, rows: int) -> pl.DataFrame:
    """file, sheet and record of the rows of a file of one sheet."""
    sheet = path.stem if path.suffix == ".xlsx" else ""
    return pl.select(
        pl.lit(path.name).alias("file"),
        pl.lit(sheet).alias("sheet"),
        pl.int_range(1, rows + 1, dtype=pl.Int64).alias("record"),
    )


def _frame(columns: dict[str, Texts], headings: dict[str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [pl.Series(heading, columns[field].tolist(), dtype=pl.String) for field, heading in headings.items()]
    )


def _table(draft: Path, name: str, table: pl.DataFrame, books: bool) -> Path:
    path = draft / f"{name}{'.xlsx' if books else '.parquet'}"
    if books:
        write_table(path, name, table)
    else:
        table.write_parquet(path)
    return path


def _write_lists(
    folder: Path, rows: ListRows, columns: dict[str, Texts], blocks: list[Block], places: Places, styles: OfficeStyles
) -> list[tuple[str, str, int, str]]:
    """Write the files; gives path, sheet, record and kind of what is peculiar to workbooks."""
    folder.mkdir()
    if blocks[0].sheet == "":
        columns["office"] = np.array(places.offices(), dtype=np.object_)[rows.office]
        table = _frame(columns, LIST_HEADINGS)
        for block in blocks:
            table[block.start : block.stop].write_parquet(folder / block.path)
        return []
    noted: list[tuple[str, str, int, str]] = []
    for path, sheets in groupby(blocks, key=lambda block: block.path):
        noted += _write_book(folder / path, list(sheets), columns, places, styles)
    return noted


def _write_book(
    path: Path, blocks: list[Block], columns: dict[str, Texts], places: Places, styles: OfficeStyles
) -> list[tuple[str, str, int, str]]:
    book = ListBook(path)
    noted: list[tuple[str, str, int, str]] = []
    for number, block in enumerate(blocks):
        rows = block.stop - block.start
        look = draw_look(block.office, block.segment, rows, places, styles)
        hidden = number == 2 and int(styles.look[block.office]) % 29 == 0
        book.add_sheet(block.sheet, look, columns, block.start, block.stop, hidden=hidden)
        noted += [(block.path, block.sheet, rows + line + 1, "unused_line") for line in range(look.unused_lines)]
        noted += [(block.path, block.sheet, row + 1, "hidden_rows") for row in look.hidden_rows]
    if int(styles.look[blocks[0].office]) % 7 == 0:
        book.add_empty_sheet("Sheet2")
    book.close()
    return noted


def _noted_faults(noted: list[tuple[str, str, int, str]], blocks: list[Block]) -> pl.DataFrame:
    shown = shown_names([block.path for block in blocks])
    lines = [("list", shown[path], sheet, record, kind, "") for path, sheet, record, kind in noted]
    return pl.DataFrame(lines, schema=SCHEMA, orient="row")


def true_pairs(rows: ListRows, members: ParticipantRows, where: pl.DataFrame, shown: Path) -> pl.DataFrame:
    """Every list row with every participant row that is the same person, whatever the segment."""
    left = where.rename({"file": "list_file", "sheet": "list_sheet", "record": "list_record"})
    left = left.with_columns(pl.Series("person", rows.person), pl.int_range(pl.len()).alias("at"))
    right = _single(shown, len(members)).select(pl.all().name.prefix("participants_"))
    right = right.with_columns(pl.Series("person", members.person))
    pairs = left.join(right, "person").sort("at", "participants_record")
    return pairs.drop("person", "at")
