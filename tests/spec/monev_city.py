"""A small made-up city for the papers of monitoring and evaluation: whole reports without a database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from padan.documents.monev_content import (
    ActionLine,
    ActivityLine,
    BasisLine,
    Definition,
    IndicatorLine,
    MonevReport,
    MoneyLine,
    Picture,
    Place,
    PlaceLine,
    Said,
    money_total,
)
from padan.documents.monev_recap import RecapLine
from padan.domain.interpretation import Before, Part, Reading, remedy_sentences, result_sentences, verdict_sentence
from padan.domain.letterhead import Letterhead, Signatory
from padan.domain.obstacles import Hindered, Promise, StageOwed, obstacle_sentences
from padan.domain.report_frame import Framed, Span, frame_sentences

SPAN = Span(2024, 4)
KECAMATAN = ("Telanaipura", "Jambi Selatan", "Jambi Timur", "Pasar Jambi", "Pelayangan", "Danau Teluk", "Kota Baru")
KELURAHAN = ("Legok", "Murni", "Rawasari", "Sungai Putri", "Kenali Besar", "Simpang IV Sipin")
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120" role="img"><title>Contoh</title>'
    '<rect x="10" y="10" width="280" height="100" fill="#cfdcea" stroke="#333333"/>'
    '<text x="150" y="66" font-size="14" text-anchor="middle" font-family="Noto Sans, sans-serif">Contoh</text></svg>'
)
LETTERHEAD = Letterhead(
    government="Pemerintah Kota Jambi",
    office="Badan Perencanaan Pembangunan Daerah",
    address="Jalan Contoh Nomor 1, Jambi",
    city="Jambi",
)
SIGNATORY = Signatory("Rina Marlina", "19800101 200501 2 001", "Pembina Utama Muda", "Kepala Bappeda Kota Jambi")
INDICATORS = (
    IndicatorLine("protected", "Penduduk berhak yang terlindungi", "percent", "up", 2890, 3400, 9500, "bad"),
    IndicatorLine(
        "spent", "Dana diterima yang dibelanjakan", "percent", "up", 4_900_000_000, 6_800_000_000, 9000, "bad"
    ),
    IndicatorLine(
        "share_extreme_poor", "Bagian miskin ekstrem", "percent", "up", 648_000_000, 680_000_000, 9500, "good"
    ),
    IndicatorLine("share_vulnerable", "Bagian pekerja rentan", "percent", "up", 300_000_000, 340_000_000, 9500, "near"),
    IndicatorLine("signed", "Daftar yang ditandatangani", "percent", "up", 80, 80, 10000, "good"),
    IndicatorLine("lapsing", "Orang yang perlindungannya akan gugur", "people", "down", 113, None, 50, "bad"),
    IndicatorLine("doubles_and_dead", "Ganda dan meninggal yang dibayar", "people", "down", 7, None, 0, "bad"),
    IndicatorLine("days_to_cover", "Hari dari dana sampai perlindungan", "days", "down", 4360, 80, None),
)


def places(count: int, kecamatan: Sequence[str] = KECAMATAN) -> list[PlaceLine]:
    """So many kelurahan, each a little different."""
    found = []
    for at in range(count):
        of = 48 + at % 5
        held = of - 3 - at % 9
        figures: tuple[tuple[int, int | None], ...] = (
            (held, of), (72_000_000 - at * 400_000, 100_000_000), (9_500_000, 10_000_000), (4_400_000, 5_000_000),
            (1, 1), (at % 4, None), (at % 2, None), (64 * (at % 3 + 1), at % 3 + 1),
        )  # fmt: skip
        name = f"{KELURAHAN[at % 6]} {at // 6 + 1}" if count > 6 else KELURAHAN[at]
        group = kecamatan[at * len(kecamatan) // count]
        found.append(PlaceLine(f"99.71.{at // 7 + 1:02}.{1001 + at}", group, name, figures))
    return found


def money(places_: Sequence[PlaceLine]) -> list[MoneyLine]:
    """Rp 100 million each; the second stage has not come to every fifth."""
    return [
        MoneyLine(
            one.code, one.kecamatan, one.kelurahan, 100_000_000, 30_000_000, 0 if at % 5 == 0 else 70_000_000, 0,
            28_500_000 if at % 5 == 0 else 72_000_000 - at * 400_000, 30 if at % 5 == 0 else 85,
            "Menunggu SPJ tahap I" if at % 5 == 0 else "", "Menyusun SPJ" if at % 5 == 0 else "",
            f"Lurah {one.kelurahan}" if at % 5 == 0 else "", "31-01-2025" if at % 5 == 0 else "",
        )
        for at, one in enumerate(places_)
    ]  # fmt: skip


def readings(place: Place, below: Sequence[PlaceLine]) -> list[Reading]:
    """What the rules read."""
    found = []
    for column, one in enumerate(INDICATORS):
        parts = []
        for at, line in enumerate(below):
            figure = line.figures[column]
            if figure is not None:
                since = (2024, 9) if at % 2 and one.target is not None else None
                parts.append(
                    Part(line.code, line.kelurahan, *figure, one.target if one.unit == "percent" else None, since)
                )
        found.append(
            Reading(
                one.key, one.name, place.title, one.unit, one.direction, SPAN.month, one.numerator, one.denominator,
                one.target, one.state,
                Before((2024, 9), one.numerator * 9 // 10, one.denominator) if one.key != "signed" else None,
                (2024, 8) if one.state == "bad" else None, tuple(parts),
            )
        )  # fmt: skip
    return found


def report(level: str = "kota", count: int = 68) -> MonevReport:
    """The report of a city, kecamatan or kelurahan."""
    place = {
        "kota": Place("99.71", "Kota Contoh", "kota"),
        "kecamatan": Place("99.71.01", "Telanaipura", "kecamatan"),
        "kelurahan": Place("99.71.01.1001", "Legok", "kelurahan", "Danau Sipin"),
    }[level]
    below = places(count, KECAMATAN if level == "kota" else ("Telanaipura",)) if level != "kelurahan" else []
    lines = money(below or places(1, ("Danau Sipin",)))
    read = readings(place, below)
    framed = Framed(place.title, "Kota Contoh", "Jambi", SPAN, SPAN.month, len(below), date(2025, 1, 10))
    said = [
        verdict_sentence(read),
        *frame_sentences(framed),
        *result_sentences(read),
        *obstacle_sentences(
            read,
            [StageOwed(2, 980_000_000, tuple(m.kelurahan for m in lines if not m.second))],
            [Hindered("Legok", "Perbaikan jalan lingkungan RT 05", "Menunggu SPJ tahap I", 28_000_000)],
            [Promise("Melengkapi SPJ tahap I", "Lurah Legok", date(2024, 12, 20), False, True)],
        ),
        *remedy_sentences(read),
    ]
    return MonevReport(
        place=place,
        period=SPAN.words,
        month="Desember 2024",
        year=2024,
        letterhead=LETTERHEAD,
        said=tuple(Said(one.key, one.chapter, one.text) for one in said),
        indicators=INDICATORS,
        money=tuple(lines),
        number="900/12/Bappeda/2025",
        day=date(2025, 1, 13),
        bases=(
            BasisLine("Undang-Undang Nomor 24 Tahun 2011 tentang Badan Penyelenggara Jaminan Sosial"),
            BasisLine("Keputusan Wali Kota Nomor 519 Tahun 2024", certain=False),
        ),
        columns=INDICATORS if below else (),
        places=tuple(below),
        pictures=tuple(Picture(k, f"Gambar {k}", SQUARE, "Contoh") for k in ("trend", "map", "bars", "money")),
        actions=tuple(
            ActionLine(
                f"Melengkapi SPJ tahap I ({n})", f"Lurah {n}", "20 Desember 2024", "Dikerjakan", late=n % 4 == 0
            )
            for n in range(12 if level == "kota" else 3)
        ),
        activities=(
            ActivityLine(
                "Legok", "Perbaikan jalan lingkungan RT 05", 28_000_000, 20_000_000, 60, "Menunggu SPJ tahap I",
                "Menyusun SPJ", "Lurah Legok", "31 Januari 2025",
            ),
        ),
        definitions=tuple(
            Definition(one.name, f"Definisi {one.name.lower()}.", "Pembilang", "Penyebut", "Catatan", "Metode")
            for one in INDICATORS
        ),
        sources=(("Himpunan angka", "Desember 2024, ditutup 10 Januari 2025"), ("Sidik angka", "0" * 64)),
        signatory=SIGNATORY,
        signed=("Ditandatangani dalam sistem", "13 Januari 2025 pukul 10.00 WIB"),
    )  # fmt: skip


def edited(one: MonevReport) -> MonevReport:
    """The same with one sentence that a human wrote anew."""
    first = replace(one.said[0], text="Sebagian besar target tercapai.", computed=one.said[0].text, by="Rina Marlina")
    return replace(one, said=(first, *one.said[1:]))


def recap(one: MonevReport) -> list[RecapLine]:
    """The recap of a city: one kelurahan of few people is hidden, and its kecamatan's next with it."""
    found: list[RecapLine] = []
    for kecamatan in dict.fromkeys(line.kecamatan for line in one.money):
        within = [line for line in one.money if line.kecamatan == kecamatan]
        found += [
            RecapLine(
                "kelurahan", kecamatan, line.kelurahan, line, (50, None if at < 2 else 45, 3 if at == 9 else 0, 0)
            )
            for at, line in enumerate(within)
        ]
        found.append(RecapLine("kecamatan", kecamatan, "", money_total(within), (50 * len(within), 430, 12, 8)))
    found.append(RecapLine("kota", "", "", money_total(one.money), (3400, 2890, 113, 7)))
    return found
