"""The recap that goes to the province: money as it is, people only where enough of them stand behind a number."""

from collections.abc import Sequence
from dataclasses import dataclass

from padan.documents.minutes import Data, printable
from padan.documents.monev import frame_data
from padan.documents.monev_content import MonevReport, MoneyLine
from padan.documents.monev_tables import HIDDEN, NOTHING, OUTSIDE, absorption
from padan.documents.paper_tables import PaperColumn, PaperTable, table
from padan.domain.figure_words import share, whole

TITLE = "Rekapitulasi Pelaksanaan BKBK"
PEOPLE = ("Orang sasaran", "Terlindungi", "Segera gugur", "Ganda atau meninggal")
"""The columns of people; the second is a part of the first."""


@dataclass(frozen=True, slots=True)
class RecapLine:
    """One place, or (`total`) a sum. `people`: as in PEOPLE; None is hidden. `level`: kelurahan, kecamatan or kota."""

    level: str
    kecamatan: str
    kelurahan: str
    money: MoneyLine
    people: tuple[int | None, ...]

    def __post_init__(self) -> None:
        if len(self.people) != len(PEOPLE):
            raise ValueError("a line of the recap has a number, or None, for every column of people")

    @property
    def total(self) -> bool:
        """Whether it is a sum."""
        return self.level != "kelurahan"


def recap_data(report: MonevReport, lines: Sequence[RecapLine], threshold: int) -> Data:
    """All that the recap prints."""
    short = [line for line in lines if line.total]
    data = {
        **frame_data(report),
        "heads": [f"{TITLE} {report.place.title}", report.period],
        "footing": f"{TITLE} {report.place.title}, {report.period}, versi {report.version}",
        "short": _table(short, kecamatan=True).as_data(),
        "whole": _table(lines, kecamatan=False).as_data(),
        "texts": [
            f"Jumlah orang di bawah {whole(threshold)} {HIDDEN} demi pelindungan data pribadi, begitu pula jumlah lain "
            "yang darinya dapat dihitung kembali. % serapan = realisasi / diterima; sisa = diterima - realisasi. "
            f"Jumlah dana dalam rupiah. Keadaan {report.month}.",
        ],
    }
    return printable(data)  # type: ignore[no-any-return]


def _table(lines: Sequence[RecapLine], *, kecamatan: bool) -> PaperTable:
    rows: list[tuple[str, ...]] = []
    strong, number = [], 0
    for line in lines:
        counts = line.level == "kecamatan" if kecamatan else not line.total
        number += counts
        if line.level == "kota" or (line.total and not kecamatan):
            strong.append(len(rows))
        rows.append((whole(number) if counts else "", *_names(line, kecamatan=kecamatan), *_cells(line)))
    return table(_columns(kecamatan=kecamatan), rows, strong)


def _names(line: RecapLine, *, kecamatan: bool) -> tuple[str, ...]:
    if line.level == "kota":
        return ("Jumlah",) if kecamatan else ("Jumlah", "")
    if kecamatan:
        return (line.kecamatan or OUTSIDE,)
    return (line.kecamatan, "Jumlah") if line.total else (line.kecamatan, line.kelurahan or OUTSIDE)


def _cells(line: RecapLine) -> tuple[str, ...]:
    money = line.money
    rupiah = (money.granted, money.first + money.other, money.second, money.spent)
    eligible, protected = line.people[:2]
    told = HIDDEN if eligible is None or protected is None else share(protected, eligible) if eligible else NOTHING
    people = [HIDDEN if one is None else whole(one) for one in line.people]
    return (*map(whole, rupiah), absorption(money), whole(money.left), *people[:2], told, *people[2:])


def _columns(*, kecamatan: bool) -> tuple[PaperColumn, ...]:
    names: tuple[PaperColumn, ...] = (PaperColumn("Kecamatan", 40),)
    if not kecamatan:
        names = (PaperColumn("Kecamatan", 22), PaperColumn("Kelurahan", 27))
    money = 22 if kecamatan else 20
    return (
        PaperColumn("No", 8, "right"),
        *names,
        PaperColumn("Pagu (Rp)", money, "right"),
        PaperColumn("Diterima Tahap I", money, "right"),
        PaperColumn("Tahap II", money, "right"),
        PaperColumn("Realisasi (Rp)", money, "right"),
        PaperColumn("% Serapan", 15, "right"),
        PaperColumn("Sisa (Rp)", money, "right"),
        *(PaperColumn(label, 20, "right") for label in (*PEOPLE[:2], "% Terlindungi", *PEOPLE[2:])),
    )
