"""The figures of a signature as the paper's report: recapitulation, money, findings, and what must now be done."""

from collections.abc import Iterator, Sequence
from datetime import date

from padan import __version__
from padan.documents.content import (
    Amount,
    BucketTotal,
    Finding,
    FollowUp,
    InputSheet,
    MoneyRow,
    OtherReading,
    PostRow,
    RecapRow,
    Report,
)
from padan.documents.official_content import Answered, MonthRow
from padan.documents.wording import number, rupiah
from padan.domain.dates import MONTH_NAMES
from padan.domain.problems import problem_text
from padan.web.official.figures import Figures, PostLine, money_by_segment
from padan.web.official.models import SignOff
from padan.web.official.tree import gathers
from padan.web.review.answers import Effect, answer_of, label_of
from padan.web.review.models import CaseKind


def period_words(first: date, last: date) -> str:
    """ "Oktober sampai Desember 2024"."""
    start, end = MONTH_NAMES[first.month - 1], f"{MONTH_NAMES[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    return f"{start} sampai {end}" if first.year == last.year else f"{start} {first.year} sampai {end}"


def report_of(main: SignOff, figures: Figures) -> Report:
    """All figures of the summary and the minutes."""
    as_of = {side: date.fromisoformat(when) if when else None for side, when in figures.as_of.items()}
    return Report(
        version=__version__,
        period=period_words(main.period.first_month, main.period.last_month),
        open_review=figures.open_review,
        inputs=tuple(InputSheet(line.kind, line.file, "", line.sha256, line.rows) for line in figures.inputs),
        buckets=tuple(_buckets(figures)),
        recap=tuple(RecapRow(r.kecamatan, r.kelurahan, r.segment or None, r.counts) for r in figures.recap),
        money=tuple(_monthly(figures)),
        unsettled=tuple(
            OtherReading(
                one.segment, one.counted, one.other, Amount(*one.due[:2]), Amount(*one.would[:2]), one.would[2]
            )
            for one in figures.readings
        ),
        findings=tuple(Finding(code, problem_text(code, "id"), count) for code, count in figures.findings),
        follow_ups=tuple(_follow_ups(main, figures)),
        posts=tuple(_posts(figures)),
        checks=figures.checks,
        list_as_of=as_of.get("list"),
        participants_as_of=as_of.get("participants"),
    )


def _buckets(figures: Figures) -> Iterator[BucketTotal]:
    counts = figures.counts
    both = {"matched": (counts.matched,) * 2, "differs": (counts.differs,) * 2, "review": counts.review}
    both |= {"duplicate": counts.duplicate, "rejected": counts.rejected}
    for at, side in enumerate(("list", "participants")):
        yield from (BucketTotal(side, bucket, pair[at]) for bucket, pair in both.items())
    yield BucketTotal("list", "not_registered", counts.not_registered)
    yield BucketTotal("participants", "not_listed", counts.not_listed)


def segments_of(figures: Figures) -> Iterator[MoneyRow]:
    """Contributions by segment over the whole period."""
    for line in money_by_segment(figures.money):
        due, paid, missing, excess = (Amount(0, value) for value in line.amounts[1:])
        yield MoneyRow("", line.segment or None, line.people, due, paid, missing, excess)


def _monthly(figures: Figures) -> Iterator[MoneyRow]:
    for cell in figures.monthly:
        due, paid, missing, excess, unassigned = (
            Amount(cell[key]["person_months"], cell[key]["rupiah"])
            for key in ("due", "paid", "missing", "in_excess", "unassigned")
        )
        review = Amount(cell["review"]["person_months"], cell["review"]["due"])
        segment = None if cell["segment"] == "unknown" else cell["segment"]
        unknown = Amount(cell["unknown"]["person_months"], cell["unknown"]["paid"])
        people = due.person_months + unknown.person_months
        sums = (due, paid, missing, excess, unassigned, review, unknown)
        yield MoneyRow(cell["month"], segment, people, *sums, review_paid=cell["review"].get("paid", 0))


STATES = {
    "paid": ("paid", "other_reading"),
    "unpaid": ("unpaid",),
    "partial": ("partial",),
    "other_rate": ("wrong_rate", "paid_twice"),
    "not_due": ("not_listed", "not_registered", "before_start", "after_leaving", "after_death"),
    "review": ("review",),
}
"""Column of the paper -> statuses of a month (keys of `domain.contributions.STATUSES`); any other is `unknown`."""


def months_of(figures: Figures) -> Iterator[MonthRow]:
    """Person-months of each month by their state."""
    for month, statuses in figures.months.items():
        columns = {column: sum(statuses.get(key, 0) for key in keys) for column, keys in STATES.items()}
        unknown = sum(statuses.values()) - sum(columns.values())
        yield MonthRow(month, **columns, unknown=unknown)


def answers_of(figures: Figures) -> Iterator[Answered]:
    """How the questions were answered."""
    for line in figures.answers:
        yield Answered(str(CaseKind(line.kind).label), label_of(line.kind, line.answer), line.count)


_GRAVE: tuple[tuple[Effect, str, str], ...] = (
    (Effect.DEATH, "Memeriksa klaim JKM {n} orang yang meninggal, dan iuran sesudahnya", "BPJS Ketenagakerjaan"),
    (Effect.CREDIT, "Memperhitungkan kembali iuran {n} orang pada tagihan berikutnya", "BPJS Ketenagakerjaan"),
    (Effect.LEAVE, "Menghentikan kepesertaan {n} orang", "BPJS Ketenagakerjaan"),
)
_STEPS: tuple[tuple[Effect, str, str], ...] = (
    (Effect.ENROL, "Mendaftarkan {n} orang yang diusulkan", "BPJS Ketenagakerjaan"),
    (Effect.CORRECT, "Membetulkan {n} data yang berbeda menurut keputusan kantor", "{office} dan BPJS Ketenagakerjaan"),
    (Effect.ADD, "Menambahkan {n} orang ke daftar", "{office}"),
    (Effect.REMOVE, "Mengeluarkan {n} orang dari daftar", "{office}"),
    (Effect.MEND, "Membetulkan {n} baris pada daftar", "{office}"),
)


def _follow_ups(main: SignOff, figures: Figures) -> Iterator[FollowUp]:
    """What was decided and must now be done, by whom, the gravest first; dates are filled in by those who sign."""
    office = "Kantor pengirim" if gathers(main.office) else main.office.name
    yield from _decided(figures, _GRAVE, office)
    yield from _of_money(figures)
    yield from _decided(figures, _STEPS, office)
    if figures.carried:
        yield FollowUp(f"Menyelesaikan {number(figures.carried)} hal yang dibawa ke periode berikut", office)


def _decided(figures: Figures, steps: Sequence[tuple[Effect, str, str]], office: str) -> Iterator[FollowUp]:
    counted: dict[Effect, int] = {}
    for line in figures.answers:
        answer = answer_of(line.kind, line.answer)
        if answer:
            counted[answer.effect] = counted.get(answer.effect, 0) + line.count
    for effect, what, who in steps:
        if counted.get(effect):
            yield FollowUp(what.format(n=number(counted[effect])), who.format(office=office))


def _of_money(figures: Figures) -> Iterator[FollowUp]:
    sums = figures.sums
    excess = sums.excess - figures.excess_unlisted
    if sums.missing or excess:
        what = f"Menyelesaikan iuran yang kurang {rupiah(sums.missing)} dan yang lebih {rupiah(excess)}"
        if figures.excess_unlisted:
            what += f" (di luar {rupiah(figures.excess_unlisted)} yang dibayar bagi orang di luar daftar)"
        yield FollowUp(what, "Pembayar iuran dan BPJS Ketenagakerjaan")


def _posts(figures: Figures) -> Iterator[PostRow]:
    """A line a kelurahan; figures signed before these were kept tell the whole city alone."""
    lines = figures.post_places or ((PostLine("Seluruh kota", "", figures.posts),) if figures.posts else ())
    keys = ("filled_covered", "filled_uncovered", "predecessor_covered", "two_holders", "vacant", "not_reported")
    for line in lines:
        counts = (line.states.get(key, 0) for key in keys)
        yield PostRow(line.kecamatan, line.kelurahan, sum(line.states.values()), *counts)
