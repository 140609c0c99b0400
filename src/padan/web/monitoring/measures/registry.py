"""Every measure by its key: what it counts, on which part of the record it rests, and how its rows are told."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from padan.domain.contributions import month_of, number
from padan.domain.months import Month
from padan.domain.segments import SEGMENTS, Segment
from padan.web.monitoring.measures import cover, money, offices, proposals
from padan.web.monitoring.measures.spans import Scope, Span, summed

COVER, PROPOSALS, MONEY, OFFICES = "cover", "proposals", "money", "offices"
PARTS = (COVER, PROPOSALS, MONEY, OFFICES)
"""Parts of the record that measures rest on; `marks.py` tells when each has changed."""

Spans = Callable[[Scope], Iterator[Span]]
Known = Callable[[Scope], set[int]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `unit`: a unit of `domain.indicators`; `known`: the months of which the record tells anything;
    `people`: whether its rows name people."""

    key: str
    label_id: str
    label_en: str
    unit: str
    parts: tuple[str, ...]
    spans: Spans
    known: Known
    people: bool = False

    @property
    def label(self) -> str:
        """What it counts, in the page's language."""
        return self.label_en if get_language() == "en" else self.label_id

    def values(self, months: Collection[Month], today: date) -> Mapping[tuple[str, Month], int]:
        """(place, month) -> its own value, of every place at once. A place's whole is its own and those below it; what
        belongs to no kelurahan stands at its kecamatan or city."""
        numbers = [number(month) for month in months]
        scope = Scope(min(numbers), max(numbers), today)
        found = summed(self.spans(scope), scope.first, scope.last)
        return {(place, month_of(n)): amount for n in numbers for place, amount in found[n].items()}

    def rows(self, month: int, place: str, today: date) -> list[tuple[str, str, int | str, int]]:
        """(place, kind, id, amount) of every row that the value of a place and month sums up, in the order told."""
        return rows_in(self, Scope(month, month, today, place))


def rows_in(measure: Measure, scope: Scope) -> list[tuple[str, str, int | str, int]]:
    """(place, kind, id, amount) of every row of a measure in a scope of one month."""
    return added(scope.clip(measure.spans(scope)))


def added(spans: Iterable[Span]) -> list[tuple[str, str, int | str, int]]:
    """Rows of one month: what stands several times once, with its whole amount."""
    found: dict[tuple[str, str, int | str], int] = {}
    for place, _, _, kind, key, amount in spans:
        found[place, kind, key] = found.get((place, kind, key), 0) + amount
    return [(*key, amount) for key, amount in found.items() if amount]


_BOTH = (COVER, PROPOSALS)


def _both(scope: Scope) -> set[int]:
    """Months of which both proposals and months of cover tell."""
    return proposals.known(scope) & cover.known(scope)


def _of_programme(key: str, name_id: str, name_en: str) -> tuple[Measure, Measure]:
    return (
        Measure(
            f"spent_{key}", f"BKBK dibayarkan untuk {name_id}", f"BKBK paid for {name_en}", "rupiah", (MONEY,),
            money.spent_for(key), money.known,
        ),
        Measure(
            f"share_{key}", f"Bagian BKBK untuk {name_id} menurut ketentuan", f"BKBK set aside for {name_en}",
            "rupiah", (MONEY,), money.share_for(key), money.known,
        ),
    )  # fmt: skip


def _of_segment(one: Segment) -> Measure:
    return Measure(
        f"covered_{one.key}", f"{one.label_id} yang terlindungi", f"{one.label_en}: protected", "people", (COVER,),
        cover.covered_in(one.key), cover.known, people=True,
    )  # fmt: skip


_ALL: tuple[Measure, ...] = (
    Measure(
        "intended", "Orang sasaran (layak atau belum dinilai)", "People meant for cover (eligible or not judged yet)",
        "people", (PROPOSALS,), proposals.intended, proposals.known, people=True,
    ),
    Measure(
        "intended_protected", "Orang sasaran yang terlindungi", "People meant for cover who are protected", "people",
        _BOTH, proposals.intended_protected, _both, people=True,
    ),
    Measure(
        "unreached", "Orang sasaran yang belum terlindungi", "People meant for cover who are not protected", "people",
        _BOTH, proposals.unreached, _both, people=True,
    ),
    Measure(
        "families_intended", "Keluarga dengan orang sasaran", "Families with a person meant for cover", "families",
        (PROPOSALS,), proposals.families_intended, proposals.known, people=True,
    ),
    Measure(
        "families_intended_protected", "Keluarga sasaran dengan orang terlindungi",
        "Families meant for cover with a protected person", "families", _BOTH, proposals.families_intended_protected,
        _both, people=True,
    ),
    Measure(
        "eligible", "Orang yang layak", "Eligible people", "people", (PROPOSALS,), proposals.eligible, proposals.known,
        people=True,
    ),
    Measure(
        "eligible_protected", "Orang layak yang terlindungi", "Eligible people who are protected", "people", _BOTH,
        proposals.eligible_protected, _both, people=True,
    ),
    Measure(
        "families_eligible", "Keluarga dengan orang layak", "Families with an eligible person", "families",
        (PROPOSALS,), proposals.families_eligible, proposals.known, people=True,
    ),
    Measure(
        "families_protected", "Keluarga layak dengan orang terlindungi", "Eligible families with a protected person",
        "families", _BOTH, proposals.families_protected, _both, people=True,
    ),
    Measure(
        "proposed", "Usulan", "Proposals", "people", (PROPOSALS,), proposals.proposed, proposals.known, people=True
    ),
    Measure(
        "unjudged", "Usulan yang belum dapat dinilai", "Proposals that cannot be judged", "people", (PROPOSALS,),
        proposals.unjudged, proposals.known, people=True,
    ),
    Measure(
        "waiting", "Calon pada daftar tunggu", "Candidates on the waiting list", "people", (PROPOSALS,),
        proposals.waiting, proposals.decreed, people=True,
    ),
    Measure(
        "covered", "Orang terlindungi", "Protected people", "people", (COVER,), cover.covered, cover.known, people=True
    ),
    *(_of_segment(one) for one in SEGMENTS),
    Measure(
        "untold", "Orang yang kepesertaannya tidak diketahui", "People of whose cover nothing is known", "people",
        _BOTH, cover.untold, cover.known, people=True,
    ),
    Measure(
        "lapsing", "Orang yang gugur bila bulan depan tidak dibayar", "People who lapse if next month is not paid",
        "people", (COVER,), cover.lapsing, cover.known, people=True,
    ),
    Measure(
        "families_lapsing", "Keluarga yang perlindungannya gugur bila bulan depan tidak dibayar",
        "Families with somebody who lapses if next month is not paid", "families", (COVER,), cover.families_lapsing,
        cover.known, people=True,
    ),
    Measure(
        "paid_twice", "Orang yang dibayar lebih dari sekali", "People paid for more than once", "people", (COVER,),
        cover.paid_twice, cover.known, people=True,
    ),
    Measure(
        "paid_after_death", "Orang yang dibayar setelah meninggal", "People paid for after death", "people", (COVER,),
        cover.paid_after_death, cover.known, people=True,
    ),
    Measure(
        "doubles_and_dead", "Orang yang dibayar ganda atau setelah meninggal", "People paid for twice or after death",
        "people", (COVER,), cover.doubles_and_dead, cover.known, people=True,
    ),
    Measure(
        "claims_open", "Klaim yang belum selesai", "Claims not settled", "rows", (COVER,), cover.claims_open,
        cover.known, people=True,
    ),
    Measure("allocated", "BKBK dialokasikan", "BKBK allocated", "rupiah", (MONEY,), money.allocated, money.known),
    Measure("received", "BKBK diterima", "BKBK received", "rupiah", (MONEY,), money.received, money.known),
    Measure("spent", "BKBK dibelanjakan", "BKBK spent", "rupiah", (MONEY,), money.spent, money.known),
    Measure(
        "accounted", "BKBK dengan SPJ diterima", "BKBK accounted for", "rupiah", (MONEY,), money.accounted, money.known
    ),
    Measure("returned", "BKBK dikembalikan", "BKBK returned", "rupiah", (MONEY,), money.returned, money.known),
    Measure(
        "received_late", "BKBK tahun sebelumnya yang baru diterima", "BKBK of earlier years received", "rupiah",
        (MONEY,), money.received_late, money.known_late,
    ),
    *_of_programme("miskin_ekstrem", "miskin ekstrem", "the extreme poor"),
    *_of_programme("pekerja_rentan", "pekerja rentan", "vulnerable workers"),
    Measure(
        "first_receipts", "Kelurahan yang menerima BKBK", "Kelurahan that received BKBK", "rows", (MONEY,),
        money.first_receipts, money.known,
    ),
    Measure(
        "days_to_cover", "Hari dari dana diterima sampai iuran dibayar", "Days from receipt to contribution", "days",
        (MONEY,), money.days_to_cover, money.known,
    ),
    Measure(
        "receipts", "Penerimaan BKBK", "Receipts of BKBK", "rows", (MONEY,), money.receipts, money.known,
    ),
    Measure(
        "days_from_receipts", "Hari dari tiap penerimaan sampai iuran pertama darinya",
        "Days from each receipt to the first contribution from it", "days", (MONEY,), money.days_from_receipts,
        money.known,
    ),
    Measure(
        "offices_asked", "Kantor yang diminta menandatangani", "Offices that should sign", "offices", (OFFICES,),
        offices.offices_asked, offices.known,
    ),
    Measure(
        "offices_signed", "Kantor yang sudah menandatangani", "Offices that have signed", "offices", (OFFICES,),
        offices.offices_signed, offices.known,
    ),
    Measure(
        "lists_asked", "Daftar yang diminta", "Lists asked", "rows", (OFFICES,), offices.lists_asked, offices.known
    ),
    Measure(
        "lists_accepted", "Daftar yang diterima", "Lists accepted", "rows", (OFFICES,), offices.lists_accepted,
        offices.known,
    ),
    Measure(
        "rows_listed", "Baris pada daftar yang diterima", "Rows of accepted lists", "rows", (OFFICES,),
        offices.rows_listed, offices.known,
    ),
    Measure(
        "rows_nik_failing", "Baris dengan NIK bermasalah", "Rows whose NIK fails", "rows", (OFFICES,),
        offices.rows_nik_failing, offices.known,
    ),
)  # fmt: skip

MEASURES: Mapping[str, Measure] = {one.key: one for one in _ALL}
"""Every measure by its key, in the order in which pages show them."""

RESTS: Mapping[tuple[str, str], str] = {("intended_protected", "intended"): "unreached"}
"""By numerator and denominator of a share, the measure of those whom it has not reached."""

UNTOLD = "untold"
HUSHED = frozenset(
    {
        "intended_protected", "unreached", "eligible_protected", "families_intended_protected", "families_protected",
        "covered", "lapsing", "families_lapsing", "paid_twice", "paid_after_death", "doubles_and_dead",
        *(f"covered_{one.key}" for one in SEGMENTS),
    }
)  # fmt: skip
"""Measures of what months of cover tell; of the people of UNTOLD they can tell nothing."""

RULE_VERSION = 4
"""Raised whenever a measure counts otherwise than before; kept with every closed month."""
