"""The rules find every fault planted among the people of the synthetic city's two years, and no other: kind by kind."""

from collections import Counter, defaultdict
from datetime import date
from functools import lru_cache

import pytest
from years_city import both, found, planted

from padan.demo.years_faults import YEAR_FAULTS
from padan.demo.years_making import MONTHS, YEARS, Enrolled, Proposed
from padan.demo.years_pools import PROGRAMMES, code_of
from padan.demo.years_records import CLOSINGS
from padan.demo.years_writing import PROPOSAL, answers_of, proposal_row, protections_of
from padan.domain import bills
from padan.domain.allocation import Applicant, Outcome, select
from padan.domain.answer_words import read_branch, read_dukcapil
from padan.domain.benefits import DEATH, check_claim, credit_after
from padan.domain.continuity import Life, MonthFact, Outlook, outlooks
from padan.domain.contributions import month_of, number
from padan.domain.coverage import resumed_in
from padan.domain.dates import read_date
from padan.domain.double_protection import Protection, doubles_of
from padan.domain.eligibility import Limits, Verdict, limits_of, verdict_of
from padan.domain.law import fields_of, load_law
from padan.domain.months import Month
from padan.domain.people_facts import Facts, job_on_list
from padan.domain.pots import pots_of, purses_of, rate_of
from padan.domain.ranking import Merit, draw_of, order_key, order_of
from padan.domain.rates import load_rates
from padan.domain.segments import read_segment
from thorough import one_in

pytestmark = one_in(4)

LAW, RATES = load_law(), load_rates()
NOW = MONTHS[-1]
MONTHLY = 16_800


def place_of(one: Proposed | Enrolled) -> str:
    return code_of(both()[0].places, one.kelurahan)


def nik_of(one: Proposed | Enrolled) -> str:
    return str(both()[0].people.nik[one.person])


# --- candidates: who may be protected, who is ready, whom the decree passed over --------------------------------------


@pytest.fixture(scope="module")
def said() -> dict[str, dict[str, str | None]]:
    """Each candidate's row of the deliberation's list, {heading: text}."""
    city, years = both()
    return {
        one.key: {
            heading: None if cell is None else str(cell)
            for heading, cell in zip(PROPOSAL, proposal_row(one, years, city), strict=True)
        }
        for one in years.people.proposed
    }


@pytest.fixture(scope="module")
def verdicts(said: dict[str, dict[str, str | None]]) -> dict[str, Verdict]:
    """Every candidate judged by what the list and the answers say in their own words."""
    city, years = both()
    answers = {
        (year, who): {row[0]: row[2] for row in answers_of(years, city, year, who)}
        for year in YEARS
        for who in ("cabang", "dukcapil")
    }
    return {one.key: _judged(one, said[one.key], answers) for one in years.people.proposed}


def _judged(one: Proposed, row: dict[str, str | None], answers: dict) -> Verdict:
    nik, day = row["NIK"], date(one.year, 1, 1)
    branch = read_branch(answers[one.year, "cabang"].get(nik))
    civil = read_dukcapil(answers[one.year, "dukcapil"].get(nik))
    jobs = LAW.rule("jobs", day, subject=one.programme)
    facts = Facts(
        nik_usable=False if civil == "not_matched" else True if nik else None,
        alive={"deceased": False, "matched": True, "moved": True}.get(civil or ""),
        resident={"moved": False, "matched": True}.get(civil or ""),
        born=read_date(row["Tanggal Lahir"]).value,
        employer=branch if branch in ("free", "pu", "bpu") else None,
        own_cover=one.covered,
        job_listed=job_on_list(row["Pekerjaan"], jobs.value["jobs"] if jobs else ()),
        decile=int(row["Desil"]) if row["Desil"] else None,
    )
    return verdict_of(facts.on(day), _limits(one.programme, day))


@lru_cache
def _limits(programme: str, day: date) -> Limits:
    return limits_of(LAW, programme, day, place="15.71")


@pytest.mark.parametrize("state", ["not_eligible", "unknown"])
def test_every_candidate_who_is_not_eligible_and_why(verdicts: dict[str, Verdict], state: str) -> None:
    _, years = both()
    lines = [
        (
            one.year,
            place_of(one),
            one.programme,
            nik_of(one),
            "+".join(sorted(r.code for r in verdicts[one.key].reasons)),
        )
        for one in years.people.proposed
        if verdicts[one.key].state == state
    ]
    assert found(lines) == planted(state, "year", "place", "programme", "nik", "detail")
    assert len(lines) > 100


def test_fields_that_enrolment_wants(said: dict[str, dict[str, str | None]]) -> None:
    _, years = both()
    heading = {
        "nik": "NIK", "name": "Nama", "birth_date": "Tanggal Lahir", "sex": "Jenis Kelamin", "address": "Alamat",
        "mother": "Nama Ibu Kandung", "phone": "No HP", "job": "Pekerjaan", "work_place": "Lokasi Kerja",
        "work_hours": "Jam Kerja", "income": "Penghasilan",
    }  # fmt: skip
    lines = []
    for one in years.people.proposed:
        wanted = fields_of(LAW, one.programme, date(one.year, 1, 1))
        blank = [name for name in wanted if name in heading and not said[one.key][heading[name]]]
        # Without a NIK nobody is judged, let alone ready: that is told by the verdict.
        if blank and blank != ["nik"]:
            lines.append((one.year, place_of(one), one.programme, nik_of(one), "+".join(sorted(blank))))
    assert found(lines) == planted("not_ready", "year", "place", "programme", "nik", "detail")
    assert lines


def test_decrees_choose_as_the_law_does_but_for_who_was_passed_over(verdicts: dict[str, Verdict]) -> None:
    lines = []
    for year in (2024, 2025):
        own = [one for one in both()[1].people.proposed if one.year == year]
        ends = _selected(year, own, verdicts)
        lines += [
            (year, place_of(one), one.programme, nik_of(one))
            for one in own
            if ends[one.key] == Outcome.CHOSEN and not one.decreed
        ]
        extra = [one for one in own if one.decreed and ends[one.key] != Outcome.CHOSEN]
        assert len(extra) == sum(1 for line in lines if line[0] == year)
    assert found(lines) == planted("passed_over", "year", "place", "programme", "nik")
    assert lines


def _selected(year: int, own: list[Proposed], verdicts: dict[str, Verdict]) -> dict[str, Outcome]:
    day, codes = date(year, 1, 1), sorted({place_of(one) for one in own})
    pots = [
        pot
        for programme in PROGRAMMES
        for pot in pots_of(
            LAW, day, purses_of(LAW, day, codes, programme=programme), codes, months=12,
            rate=rate_of(RATES, programme, day) or 0,
        )
    ]  # fmt: skip
    applicants = [
        Applicant(
            one.key, nik_of(one), one.programme, place_of(one), verdicts[one.key].state,
            order_key(
                Merit(one.key, one.rank, covered_now=one.covered, draw=draw_of("x", one.key)),
                order_of(LAW, one.programme, day),
            ),
        )
        for one in own
    ]  # fmt: skip
    return {str(placed.candidate): placed.outcome for placed in select(applicants, pots).placed}


def test_in_2026_half_the_quota_fits_and_who_is_covered_is_kept(verdicts: dict[str, Verdict]) -> None:
    own = [one for one in both()[1].people.proposed if one.year == 2026]
    chosen = Counter((place_of(one), one.programme) for one in own if one.decreed)
    assert {count for (_, programme), count in chosen.items() if programme == "miskin_ekstrem"} == {24}
    assert {count for (_, programme), count in chosen.items() if programme == "pekerja_rentan"} == {12}
    assert all(one.covered for one in own if one.decreed)
    assert _selected(2026, own, verdicts) == {one.key: Outcome(one.outcome) for one in own}


# --- months: lapses, lapses to come, ages -----------------------------------------------------------------------------


def facts_of(one: Enrolled) -> list[MonthFact]:
    """Each month that is due, and each that is paid, as the bills tell it."""
    paid = paid_months()[nik_of(one)]
    wanted = sorted({*paid, *(MONTHS[at] for at in one.due())})
    return [MonthFact(month, "paid" if month in paid else "unpaid") for month in wanted]


_PAID: dict[str, set[Month]] = {}


def paid_months() -> dict[str, set[Month]]:
    """The months paid for each NIK: the lists by name, and of bills without one the people of the group."""
    if not _PAID:
        city, years = both()
        for bill in years.money.bills:
            if not bill.names:
                for one in years.people.enrolled:
                    if one.kelurahan == bill.kelurahan and one.programme == bill.programme:
                        months = {MONTHS[at] for at in one.paid if bill.first <= MONTHS[at] <= bill.last}
                        _PAID.setdefault(nik_of(one), set()).update(months)
            for line in bill.names:
                own = _PAID.setdefault(str(city.people.nik[line.person]), set())
                own.update(month_of(n) for n in range(number(line.first), number(line.last) + 1))
    return _PAID


def life_of(one: Enrolled) -> Life:
    return Life(one.start, one.end, one.died, both()[0].people.birth[one.person].astype(date))


@pytest.fixture(scope="module")
def ahead() -> list[tuple[Enrolled, Outlook]]:
    return [
        (one, outlooks(facts_of(one), life_of(one), segment=one.programme, wage=None, rates=RATES, now=NOW)[0])
        for one in both()[1].people.enrolled
    ]


def _people(lines: list[tuple[Enrolled, Outlook]]) -> list[tuple[object, ...]]:
    return found((place_of(one), one.programme, nik_of(one)) for one, _ in lines)


@one_in(1)
def test_who_has_lapsed(ahead: list[tuple[Enrolled, Outlook]]) -> None:
    lapsed = [(one, look) for one, look in ahead if look.state == "lapsed"]
    assert _people(lapsed) == planted("lapsed", "place", "programme", "nik")
    assert {look.arrears for _, look in lapsed} == {3 * MONTHLY}


def test_who_falls_out_next_month_and_what_prevents_it(ahead: list[tuple[Enrolled, Outlook]]) -> None:
    falling = [
        (
            place_of(one),
            one.programme,
            nik_of(one),
            "-".join(f"{n:02d}" for n in look.falls_out_in or ()),
            look.cost_to_keep,
        )
        for one, look in ahead
        if look.falls_out_next
    ]
    assert found(falling) == planted("lapses_next", "place", "programme", "nik", "month", "amount")


def test_who_is_in_arrears_and_not_yet_falling(ahead: list[tuple[Enrolled, Outlook]]) -> None:
    owing = [(one, look) for one, look in ahead if look.state == "in_arrears" and not look.falls_out_next]
    assert _people(owing) == planted("in_arrears", "place", "programme", "nik")


def test_who_lapsed_and_was_paid_for_again(ahead: list[tuple[Enrolled, Outlook]]) -> None:
    rule = RATES.cover("bpu", NOW)
    lines = [
        (place_of(one), one.programme, nik_of(one), f"{back[0]}-{back[1]:02d}")
        for one, _ in ahead
        if (back := resumed_in([(fact.month, fact.status) for fact in facts_of(one)], rule))
    ]
    assert found(lines) == planted("lapsed_and_resumed", "place", "programme", "nik", "month")


def test_who_is_over_age_and_who_will_be(ahead: list[tuple[Enrolled, Outlook]]) -> None:
    end = CLOSINGS[2025]
    covered = [(one, look.over_age_on) for one, look in ahead if look.covered and look.over_age_on]
    over = [(nik_of(one), f"{day:%Y-%m}") for one, day in covered if day <= end]
    soon = [(nik_of(one), f"{day:%Y-%m}") for one, day in covered if end < day and (day - end).days <= 183]
    assert found(over) == planted("over_age", "nik", "month")
    assert found(soon) == planted("over_age_soon", "nik", "month")
    assert {nik_of(one) for one, look in ahead if look.state == "over_age"} == {nik for nik, _ in over}


# --- deaths and departures --------------------------------------------------------------------------------------------


def test_deaths_without_a_claim_and_what_they_are_worth() -> None:
    lines = []
    for one in both()[1].people.enrolled:
        if one.died and not one.claimed:
            first, *_ = check_claim(
                kind=DEATH, day=one.died, facts=facts_of(one), life=life_of(one), segment=one.programme, rates=RATES
            )
            if first.covered:
                lines.append((place_of(one), nik_of(one), f"{one.died:%Y-%m}", first.amount))
    assert found(lines) == planted("death_unclaimed", "place", "nik", "month", "amount")
    assert {amount for *_, amount in lines} == {42_000_000, 10_000_000}


def test_what_was_paid_after_a_death() -> None:
    lines = []
    for one in both()[1].people.enrolled:
        credit = credit_after(one.died, ((month, MONTHLY) for month in paid_months()[nik_of(one)]))
        if credit.months:
            year, month = credit.months[0]
            lines.append((place_of(one), nik_of(one), f"{year}-{month:02d}", credit.amount))
    assert found(lines) == planted("paid_after_death", "place", "nik", "month", "amount")


def test_monthly_bills_hold_up_the_dead_the_gone_the_doubled_and_the_old() -> None:
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for month in MONTHS:
        lines = [
            bills.Line(nik_of(one), MONTHLY, one.died, one.end, life_of(one).born, 65, double=n > 0, listed=True)
            for one in both()[1].people.enrolled
            if month in paid_months()[nik_of(one)]
            for n in range(2 if one.also_at >= 0 and month >= (2025, 1) else 1)
        ]
        for line, reason in bills.check_bill(lines, month).held:
            held[reason][str(line.person)] += line.amount or 0
    assert found(held["deceased"].items()) == planted("paid_after_death", "nik", "amount")
    assert found(held["left"].items()) == planted("paid_after_leaving", "nik", "amount")
    assert sorted(held["double"]) == [nik for (nik,) in planted("double_two_places", "nik")]
    assert set(held["over_age"]) <= {nik for (nik,) in planted("over_age", "nik")}
    assert not held["not_listed"]


# --- doubles ----------------------------------------------------------------------------------------------------------

_DOUBLE = {
    ("two_sources",): "double_two_sources", ("two_places",): "double_two_places", ("employer",): "double_employer",
    ("two_places", "two_segments"): "double_tkk_rt",
}  # fmt: skip


def test_who_is_paid_for_twice_and_what_it_costs() -> None:
    city, years = both()
    protections = [
        Protection(nik, read_segment(segment) or segment, source, place, int(monthly) if monthly else None)
        for nik, _, segment, source, place, monthly in protections_of(years, city).iter_rows()
    ]
    doubles = [(_DOUBLE[double.kinds], double.person, double.month) for double in doubles_of(protections)]
    for kind in _DOUBLE.values():
        own = found((person, month) for one, person, month in doubles if one == kind)
        assert own == planted(kind, "nik", "amount"), kind
        assert own, kind


def test_every_kind_of_fault_is_planted_and_as_often_as_stated() -> None:
    truth = both()[1].truth
    counts = dict(truth.group_by("kind").len().iter_rows())
    assert set(counts) == {fault.kind for fault in YEAR_FAULTS}
    more = {"spj_blocks": 3, "advance": 3}
    for fault in YEAR_FAULTS:
        if fault.count and fault.kind not in ("above_share",):
            assert counts[fault.kind] == fault.count + more.get(fault.kind, 0), fault.kind
