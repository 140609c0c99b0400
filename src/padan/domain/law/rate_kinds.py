"""Contribution rates and rules of cover as kinds of rules, so that they are entered as every other rule is.

`padan.domain.rates` reckons with them; `rates_of` makes its `Rates` of such rules, `rate_rules` makes rules of a file.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from padan.domain.law.kinds import Choice, RuleField, RuleKind
from padan.domain.months import Month, read_month, show_month
from padan.domain.rates import Rates, read_rates

MILLION = 1_000_000
PAYERS = (
    Choice("bpu", "Bukan penerima upah (BPU)", "no wage earner (BPU)"),
    Choice("pu", "Penerima upah (PU)", "wage earner (PU)"),
)
PROGRAMS = (
    Choice("jkk", "JKK (kecelakaan kerja)", "JKK (work accident)"),
    Choice("jkm", "JKM (kematian)", "JKM (death)"),
    Choice("jht", "JHT (hari tua)", "JHT (old age)"),
    Choice("jp", "JP (pensiun)", "JP (pension)"),
)
RISKS = (
    Choice("", "Semua", "all"),
    Choice("sangat_rendah", "Sangat rendah", "very low"),
    Choice("rendah", "Rendah", "low"),
    Choice("sedang", "Sedang", "middle"),
    Choice("tinggi", "Tinggi", "high"),
    Choice("sangat_tinggi", "Sangat tinggi", "very high"),
)
FUNDS = (
    Choice("apbd", "APBD", "regional budget (APBD)"),
    Choice("apbn", "APBN", "national budget (APBN)"),
    Choice("perusahaan", "Pemberi kerja", "employer"),
    Choice("sendiri", "Peserta sendiri", "the participant"),
)
WAGES = (
    Choice("lowest", "Lapisan terendah, berapa pun penghasilannya", "the lowest bracket whatever the income"),
    Choice("wage", "Upah atau penghasilan orangnya", "the person's own wage"),
)
_PAYER = RuleField("payer", "choice", "Jenis peserta", "Payer type", PAYERS)
_PROGRAM = RuleField("program", "choice", "Program", "Programme", PROGRAMS)

_ALL = (
    RuleKind(
        "rate_amount",
        "Iuran tetap",
        "Fixed contribution",
        "Rupiah sebulan untuk satu program, sampai penghasilan tertentu (kosong = berapa pun). Lapisan terendah ada "
        "dalam paket bantuan: JKK 10.000 dan JKM 6.800.",
        "Rupiah a month for one programme, up to an income (empty = any). The lowest bracket is in the aid package: "
        "JKK 10,000 and JKM 6,800.",
        (
            _PAYER,
            _PROGRAM,
            RuleField("income_up_to", "rupiah", "Sampai penghasilan", "Up to an income", needed=False),
            RuleField("amount", "rupiah", "Rupiah sebulan", "Rupiah a month"),
        ),
        by_subject=False,
        parted_by=("payer", "program", "income_up_to"),
        by_place=False,
        by_month=True,
    ),
    RuleKind(
        "rate_share",
        "Iuran persen upah",
        "Contribution as part of the wage",
        "Bagian upah untuk satu program, menurut kelas risiko, sampai batas upah. Dibulatkan ke rupiah terdekat.",
        "A part of the wage for one programme, by class of risk, up to a capped wage. Rounded half up to whole rupiah.",
        (
            _PAYER,
            _PROGRAM,
            RuleField("risk", "choice", "Kelas risiko", "Class of risk", RISKS, needed=False),
            RuleField("per_million", "per_million", "Bagian upah (persen)", "Part (per cent)", highest=MILLION),
            RuleField("wage_cap", "rupiah", "Batas upah (rupiah)", "Wage cap (rupiah)", needed=False),
        ),
        by_subject=False,
        parted_by=("payer", "program", "risk"),
        by_place=False,
        by_month=True,
    ),
    RuleKind(
        "rate_tier",
        "Iuran jasa konstruksi",
        "Contribution of construction work",
        "Bagian nilai kontrak untuk satu program, per lapisan: tiap lapisan hanya mengenai nilai di dalamnya.",
        "A part of a contract's value for one programme, by tier: each tier counts only the value within it.",
        (
            RuleField("program", "choice", "Program", "Programme", PROGRAMS[:2]),
            RuleField("value_up_to", "rupiah", "Sampai nilai kontrak", "Up to a value of", needed=False, lowest=1),
            RuleField("per_million", "per_million", "Bagian (persen)", "Part (per cent)", highest=MILLION),
        ),
        by_subject=False,
        parted_by=("program", "value_up_to"),
        by_place=False,
        by_month=True,
    ),
    RuleKind(
        "rate_discount",
        "Keringanan iuran",
        "Discount",
        "Potongan iuran untuk sementara, dan siapa yang tidak mendapatkannya karena iurannya dibayar anggaran negara.",
        "A reduction for a time, and who does not get it because a public budget pays.",
        (
            _PAYER,
            RuleField("programs", "choices", "Program", "Programmes", PROGRAMS),
            RuleField("percent", "count", "Potongan (persen)", "Reduction (per cent)", highest=100),
            RuleField("except_funding", "choices", "Tidak untuk yang dibayar oleh", "Not for", FUNDS, needed=False),
        ),
        by_subject=False,
        parted_by=("payer", "programs", "except_funding"),
        by_place=False,
        by_month=True,
    ),
    RuleKind(
        "rate_segment",
        "Segmen dan cara ditagih",
        "Segment and how it is billed",
        "Sebagai jenis peserta apa satu segmen ditagih dan untuk program apa. Bila belum pasti, isi pula jenis kedua: "
        "yang pertama dipakai dalam jumlah, yang kedua ditampilkan di sebelahnya.",
        "As which payer type a segment is billed, and for which programmes. Where that is not settled, give the other "
        "type too: totals use the first, the other is shown beside it.",
        (
            RuleField("key", "text", "Kunci segmen", "Key of the segment"),
            RuleField("reading", "choice", "Ditagih sebagai", "Billed as", PAYERS),
            RuleField(
                "other_reading", "choice", "Mungkin pula sebagai", "Perhaps as", (Choice("", "–", "–"), *PAYERS),
                needed=False,
            ),
            RuleField("programs", "choices", "Program", "Programmes", PROGRAMS),
            RuleField("risk", "choice", "Kelas risiko JKK", "JKK class of risk", RISKS, needed=False),
            RuleField("base", "choice", "Dihitung dari", "Reckoned from", WAGES),
            RuleField("funding", "choice", "Dibayar oleh", "Paid by", FUNDS),
        ),
        by_subject=False,
        parted_by=("key",),
        by_place=False,
        by_month=True,
    ),
    RuleKind(
        "rate_cover",
        "Perlindungan dan gugurnya",
        "Cover and its lapse",
        "Kapan perlindungan gugur karena iuran tidak dibayar, dan berapa santunan kematian keluarga.",
        "When cover ends because nothing was paid, and what a family gets on death.",
        (
            _PAYER,
            RuleField(
                "lapse_after", "count", "Gugur setelah bulan berturut-turut tidak dibayar",
                "Lapses after unpaid months in a row", needed=False, lowest=1, highest=60,
                hint_id="Kosong: tidak pernah gugur karena tunggakan.", hint_en="Empty: unpaid months never end it.",
            ),
            RuleField("first_months", "count", "Bulan pertama dengan santunan kecil", "First months", highest=60),
            RuleField("first_benefit", "rupiah", "Santunan dalam bulan pertama", "Benefit in the first months"),
            RuleField("death_benefit", "rupiah", "Santunan kematian", "Death benefit"),
            RuleField("resume_restarts", "flag", "Setelah gugur, bulan pertama diulang", "Starts anew after a lapse"),
            RuleField("age_limit", "count", "Dilaporkan lewat usia sejak tahun", "Over age from", highest=150),
            RuleField("tolerance", "rupiah", "Selisih bayar yang dibiarkan (rupiah)", "Tolerated difference (rupiah)"),
            RuleField("uncertain_what", "text", "Yang belum pasti", "What is not settled", needed=False),
        ),
        by_subject=False,
        parted_by=("payer",),
        by_place=False,
        by_month=True,
    ),
)  # fmt: skip

RATE_KINDS: Mapping[str, RuleKind] = {kind.key: kind for kind in _ALL}
"""Every kind of rate by its key, in the order in which pages show them."""

_TABLES = {key: key.removeprefix("rate_") for key in RATE_KINDS}


@dataclass(frozen=True, slots=True)
class RateEntry:
    """One entry of a rate file as a rule has it: a kind, its value, its months as days, its legal base in words."""

    kind: str
    value: Mapping[str, Any]
    first: date
    last: date | None
    legal_base: str
    certain: bool


def rate_entries(tables: Sequence[Mapping[str, Any]]) -> tuple[RateEntry, ...]:
    """Each entry of parsed rate files, in their order. Raises ValueError or KeyError where one is wrong."""
    return tuple(
        _entry(kind, entry) for kind, name in _TABLES.items() for table in tables for entry in table.get(name, ())
    )


def _entry(kind: str, entry: Mapping[str, Any]) -> RateEntry:
    first, last = read_month(entry["from"]), read_month(entry.get("until"))
    if first is None:
        raise ValueError(f"from: {entry['from']}")
    value = {name.name: entry[name.name] for name in RATE_KINDS[kind].fields if name.name in entry}
    if kind == "rate_segment":
        readings = [*entry["readings"], ""]
        value |= {"reading": readings[0], "other_reading": readings[1]}
    if kind == "rate_cover":
        value |= {"first_months": entry.get("first_months", 0)}
    return RateEntry(
        kind, value, first_day(first), last_day(last) if last else None, entry["legal_base"],
        not entry.get("uncertain", False),
    )  # fmt: skip


def first_day(month: Month) -> date:
    """The first day of a month."""
    return date(*month, 1)


def last_day(month: Month) -> date:
    """The last day of a month."""
    return date(*month, monthrange(*month)[1])


def whole_months(first: date, last: date | None) -> bool:
    """Whether days begin and end with a month."""
    return first.day == 1 and (last is None or last == last_day((last.year, last.month)))


def rates_of(entries: Iterable[RateEntry]) -> Rates:
    """The rates that entries come to. Raises ValueError where two say one thing of one month."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        tables.setdefault(_TABLES[entry.kind], []).append(_table_entry(entry))
    return read_rates([tables])


def _table_entry(entry: RateEntry) -> dict[str, Any]:
    value = {key: found for key, found in entry.value.items() if found != ""}
    if entry.kind == "rate_segment":
        value["readings"] = [value.pop("reading"), *([value.pop("other_reading")] if "other_reading" in value else [])]
    value |= {"from": _shown(entry.first), "legal_base": entry.legal_base, "uncertain": not entry.certain}
    return value | ({"until": _shown(entry.last)} if entry.last else {})


def _shown(day: date) -> str:
    return show_month((day.year, day.month))
