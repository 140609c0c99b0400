"""The standing sentences of a monitoring report: why it is written, what it covers, how its figures are made.

They follow from place and period alone; Bappeda may write others, like every sentence of the report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from padan.domain.dates import MONTH_NAMES
from padan.domain.figure_words import month_words, whole
from padan.domain.interpretation import Sentence, sentence
from padan.domain.months import Month

_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter of a year, or (None) a whole year."""

    year: int
    quarter: int | None = None

    def __post_init__(self) -> None:
        if not 2000 <= self.year <= 2100 or self.quarter not in (None, 1, 2, 3, 4):
            raise ValueError(f"no span: {self.year} {self.quarter}")

    @property
    def key(self) -> str:
        """ "2024-Q4" or "2024"."""
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def words(self) -> str:
        """ "Triwulan IV Tahun 2024" or "Tahun 2024"."""
        return f"Triwulan {_QUARTERS[self.quarter - 1]} Tahun {self.year}" if self.quarter else f"Tahun {self.year}"

    @property
    def month(self) -> Month:
        """Its last month, whose figures are its figures."""
        return self.year, 3 * self.quarter if self.quarter else 12

    @property
    def months(self) -> list[Month]:
        """Its months, the first first."""
        last = self.month[1]
        return [(self.year, number) for number in range(last - (2 if self.quarter else 11), last + 1)]

    @property
    def previous(self) -> "Span":
        """The quarter before, or the year before."""
        if self.quarter is None:
            return Span(self.year - 1)
        return Span(self.year, self.quarter - 1) if self.quarter > 1 else Span(self.year - 1, 4)

    def before(self, month: Month) -> Month:
        """The month to compare one of its months with: a quarter earlier within the year, else a year earlier, for
        money is counted from January."""
        year, number = month
        return (year, number - 3) if self.quarter and number > 3 else (year - 1, number)


def read_span(text: str) -> Span | None:
    """The span of a key; None where the text is none."""
    year, dash, quarter = text.strip().upper().partition("-Q")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and 2000 <= int(year) <= 2100):
        return None
    if not dash:
        return Span(int(year))
    return Span(int(year), int(quarter)) if quarter in ("1", "2", "3", "4") else None


@dataclass(frozen=True, slots=True)
class Framed:
    """What the standing sentences name. `place`: "Kelurahan Legok"; `month`: whose figures are told; `kelurahan`: how
    many it has, 0 for one itself; `closed_on`: the day on which the month's figures were closed, None while they are
    provisional as of `known_on`."""

    place: str
    city: str
    province: str
    span: Span
    month: Month
    kelurahan: int = 0
    closed_on: date | None = None
    known_on: date | None = None


def frame_sentences(framed: Framed) -> list[Sentence]:
    """Background, purpose, scope, method and closing."""
    return [
        sentence(f"{chapter}.{number}", chapter, text)
        for chapter, texts in _FRAME.items()
        for number, text in enumerate(texts(framed), 1)
    ]


def _background(framed: Framed) -> Iterator[str]:
    giver = f"Provinsi {framed.province}" if framed.province else "provinsi"
    yield (
        f"Bantuan Keuangan Bersifat Khusus (BKBK) {giver} diterima Pemerintah {framed.city} untuk dibelanjakan di "
        "kelurahan. Sebagian disisihkan untuk iuran jaminan sosial ketenagakerjaan penduduk miskin ekstrem dan pekerja "
        "rentan, agar keluarga mereka tidak jatuh lebih miskin karena kecelakaan kerja atau kematian."
    )
    yield (
        "Agar bantuan itu sampai kepada yang berhak, pelaksanaannya dipantau setiap bulan dan dievaluasi setiap "
        f"triwulan. Laporan ini memuat hasilnya untuk {framed.place} pada {framed.span.words}."
    )


def _purpose(framed: Framed) -> Iterator[str]:
    yield (
        f"Laporan ini dimaksudkan sebagai bahan bagi pimpinan untuk menilai pelaksanaan BKBK di {framed.place} dan "
        "memutuskan perbaikannya."
    )
    yield (
        "Tujuannya: mengetahui capaian terhadap target; menemukan kendala beserta tempat dan lamanya; serta menetapkan "
        "tindak lanjut dengan penanggung jawab dan batas waktunya."
    )


def _scope(framed: Framed) -> Iterator[str]:
    within = f", yang meliputi {whole(framed.kelurahan)} kelurahan" if framed.kelurahan else ""
    month = month_words(framed.month)
    yield (
        f"Wilayah laporan ini adalah {framed.place}{within}. Angka orang dan keluarga adalah keadaan {month}; angka "
        f"dana adalah jumlah sejak Januari {framed.span.year} sampai {month} untuk tahun anggaran {framed.span.year}."
    )


def _method(framed: Framed) -> Iterator[str]:
    yield (
        "Angka dihitung dari catatan yang sama untuk semua wilayah: daftar kelurahan dan perangkat daerah, data "
        "peserta BPJS Ketenagakerjaan, pembayaran iuran, SP2D, SPJ dan laporan kegiatan. Angka kota adalah jumlah "
        "angka kecamatan, dan angka kecamatan jumlah angka kelurahan; yang tidak dapat dirinci disebut tersendiri. "
        "Definisi setiap indikator ada pada lampiran."
    )
    yield (
        "Persentase serapan adalah realisasi dibagi dana yang sudah diterima; sisa adalah selisih keduanya. Kemajuan "
        "fisik adalah menurut laporan terakhir setiap kegiatan."
    )
    month = month_words(framed.month)
    if framed.closed_on:
        yield f"Angka {month} ditutup pada {_day(framed.closed_on)} dan tidak berubah lagi sesudahnya."
    elif framed.known_on:
        yield (
            f"Angka {month} bersifat sementara menurut catatan per {_day(framed.known_on)}; bulan itu belum ditutup."
        )
    yield (
        "Kalimat yang menafsirkan angka disusun dari angka menurut aturan tertulis. Kalimat yang disunting disebut "
        "pada lampiran bersama kalimat asalnya."
    )


def _closing(framed: Framed) -> Iterator[str]:
    yield (
        f"Demikian laporan monitoring dan evaluasi {framed.place} {framed.span.words} ini disusun untuk dipergunakan "
        "sebagaimana mestinya."
    )


def _day(value: date) -> str:
    return f"{value.day} {MONTH_NAMES[value.month - 1]} {value.year}"


_FRAME = {
    "background": _background,
    "purpose": _purpose,
    "scope": _scope,
    "method": _method,
    "closing": _closing,
}
CHAPTERS = ("summary", *tuple(_FRAME)[:-1], "results", "obstacles", "remedies", "closing")
"""Chapters that hold sentences, in the order of the report."""
