"""Each person's months go into the record; a later run replaces them, what was said before and what is signed stays."""

from datetime import date

import pytest
from cast import Cast, signed_in
from cover_city import SHARE, CoverCity, make_cover_city
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from review_city import City

from padan.web.audit.models import Event
from padan.web.cover.models import Claim, FormerMonth, PersonMonth, Standing
from padan.web.cover.services import months_due, months_refresh
from padan.web.lists.models import Row
from padan.web.periods.models import Kind
from padan.web.periods.services import lock_set
from padan.web.protection.models import PersonMerge, PersonSource, Refresh
from thorough import one_in

pytestmark = one_in(4)


@pytest.fixture
def town(cast: Cast) -> CoverCity:
    return make_cover_city(cast)


def months(name: str) -> list[tuple[str, str, int | None, int]]:
    found = PersonMonth.objects.filter(person__name=name).order_by("month")
    return [(f"{m.month:%Y-%m}", m.fact, m.due, m.paid) for m in found]


def test_a_persons_months_with_their_rupiah(town: CoverCity) -> None:
    row = town.listed("BUDI", "PU?")
    town.publish()
    assert months("BUDI") == [
        ("2024-10", "paid", SHARE, SHARE), ("2024-11", "unpaid", SHARE, 0), ("2024-12", "unclear", SHARE, 0),
    ]  # fmt: skip
    assert {m.row_id for m in PersonMonth.objects.all()} == {row.row_id}


def test_what_a_run_tells_at_length_is_not_read_for_each_month(town: CoverCity) -> None:
    """On the synthetic city that held every writer up for a minute."""
    town.listed("BUDI", "PUU")
    with CaptureQueriesContext(connection) as asked:
        town.publish()
    told = [one["sql"] for one in asked if 'FROM "cover_personmonth"' in one["sql"] and '"runs_run"' in one["sql"]]
    assert told
    assert not [sql for sql in told if '"runs_run"."summary"' in sql or '"runs_run"."inputs"' in sql]


def test_who_is_registered_and_on_no_list_is_unpaid_where_nothing_was_paid(town: CoverCity) -> None:
    town.alone("DARMA", Kind.PARTICIPANTS, "P--")
    town.publish()
    assert [fact for _, fact, _, _ in months("DARMA")] == ["paid", "unpaid", "unpaid"]
    assert town.standing("DARMA").falls_out_next


def test_who_is_not_registered_has_no_cover(town: CoverCity) -> None:
    town.alone("EKA", Kind.LIST)
    town.publish()
    found = town.standing("EKA")
    assert (found.registered, found.state, found.benefit_now, found.falls_out) == (False, "", 0, None)


def test_where_everybody_stands(town: CoverCity) -> None:
    town.listed("AMIR", "PPP")
    town.listed("BUDI", "PUU")
    town.listed("CITRA", "UUU")
    town.listed("DEWI", "-PP", values={"start_date": "2024-11-05", "birth_date": "1960-03-01"})
    town.publish()
    found = {s.person.name: s for s in Standing.objects.select_related("person")}
    assert {name: s.state for name, s in found.items()} == {
        "AMIR": "active", "BUDI": "in_arrears", "CITRA": "lapsed", "DEWI": "active",
    }  # fmt: skip
    assert (found["BUDI"].falls_out, found["BUDI"].falls_out_next) == (date(2025, 1, 1), True)
    assert (found["BUDI"].arrears, found["BUDI"].cost_to_keep) == (2 * SHARE, 3 * SHARE)
    assert (found["DEWI"].benefit_now, found["DEWI"].first_until) == (10_000_000, date(2025, 1, 1))
    assert found["DEWI"].over_age_on == date(2025, 3, 1)


def test_heads_of_rt_are_kept_under_both_readings(town: CoverCity) -> None:
    town.listed("RUDI", "PUU", segment="rt")
    town.publish()
    found = town.standing("RUDI")
    assert (found.unsettled, found.falls_out_next, found.other_state, found.other_falls_out) == (
        True, True, "in_arrears", None,
    )  # fmt: skip


def test_a_person_on_two_lists_of_a_segment_has_one_month_whose_money_adds_up(town: CoverCity) -> None:
    town.listed("BUDI", "PPP")
    town.listed("BUDI", "PPP", office="murni")
    town.publish()
    month = PersonMonth.objects.get(month=date(2024, 10, 1))
    assert (month.due, month.paid, month.times) == (2 * SHARE, 2 * SHARE, 2)
    assert Standing.objects.filter(person__name="BUDI").count() == 2


def test_a_later_run_replaces_and_the_former_figures_stay(town: CoverCity) -> None:
    town.listed("BUDI", "PUU")
    town.publish()
    first = town.city.run
    again(town, "PPU")
    counts = town.publish()
    assert counts["replaced"] == 1
    assert [fact for _, fact, _, _ in months("BUDI")] == ["paid", "paid", "unpaid"]
    former = FormerMonth.objects.get()
    assert (former.month, former.fact, former.run, former.replaced_by) == (
        date(2024, 11, 1), "unpaid", first, town.city.run,
    )  # fmt: skip


def again(town: CoverCity, marks: str) -> None:
    """Another run says other months of everybody."""
    before = town.city.run
    town.city.next_run()
    from_before = list(before.rows.select_related("row"))
    told = {"2024-10": marks[0], "2024-11": marks[1], "2024-12": marks[2]}
    for row in from_before:
        row.pk, row.run = None, town.city.run
        row.months = {month: "paid" if mark == "P" else "unpaid" for month, mark in told.items()}
        row.amounts = {month: [SHARE, SHARE if mark == "P" else 0, False] for month, mark in told.items()}
        row.save()


def test_the_same_run_twice_changes_nothing(town: CoverCity) -> None:
    town.listed("BUDI", "PUU")
    town.publish()
    counts = months_refresh(town.city.run)
    assert counts["replaced"] == 0
    assert FormerMonth.objects.count() == 0
    assert Event.objects.filter(action="cover.refresh").count() == 2


def test_what_an_office_signed_stays_whatever_a_later_run_says(town: CoverCity) -> None:
    town.listed("BUDI", "PUU")
    town.listed("CITRA", "PUU", office="murni")
    town.publish()
    lock_set(period=town.city.period, office=town.cast.offices["legok"])
    again(town, "PPP")
    counts = town.publish()
    assert [fact for _, fact, _, _ in months("BUDI")] == ["paid", "unpaid", "unpaid"]
    assert [fact for _, fact, _, _ in months("CITRA")] == ["paid", "paid", "paid"]
    assert (counts["kept"], counts["replaced"]) == (3, 2)


def test_former_figures_cannot_be_changed(town: CoverCity) -> None:
    town.listed("BUDI", "PUU")
    town.publish()
    again(town, "PPU")
    town.publish()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FormerMonth.objects.update(paid=1)


def test_a_run_waits_until_its_rows_are_tied_to_persons(town: CoverCity) -> None:
    town.listed("BUDI", "PPP")
    town.city.publish()
    assert months_due() == []
    Refresh.objects.create(run=town.city.run)
    assert months_due() == [town.city.run]
    months_refresh(town.city.run)
    assert months_due() == []


def test_months_follow_a_merge_of_persons(town: CoverCity) -> None:
    row = town.listed("BUDI", "PPP")
    town.publish()
    gone, kept = town.person("BUDI"), town.person("BUDI SANTOSO")
    moved = PersonSource.objects.filter(person=gone)
    ids = list(moved.values_list("pk", flat=True))
    moved.update(person=kept)
    PersonMerge.objects.create(kept=kept, gone=gone, rule="human", sources=ids)
    assert months_due() == [town.city.run]
    months_refresh(town.city.run)
    assert {m.person_id for m in PersonMonth.objects.filter(row=row.row_id)} == {kept.pk}
    assert FormerMonth.objects.count() == 0
    assert months_due() == []


def test_who_stands_on_no_list_any_more_is_shown_with_the_last_covered_month(town: CoverCity) -> None:
    town.listed("BUDI", "PP-")
    town.publish()
    next_quarter(town)
    found = Standing.objects.get(person__name="BUDI")
    assert (found.dropped, found.known_until, found.benefit_full) == (True, date(2024, 11, 1), 42_000_000)


def next_quarter(town: CoverCity) -> None:
    """2025-Q1 is published, with somebody else on the list."""
    later = make_cover_city_of(town)
    row = later.city.row("legok", name="SARI")
    later.tie(row, later.person("SARI"), "legok")
    later.city.say(row, "not_registered", segment="pekerja_rentan")
    later.publish()


def make_cover_city_of(town: CoverCity) -> CoverCity:
    period = type(town.city.period).objects.create(
        key="2025-Q1", name="Triwulan 1 Tahun 2025", first_month=date(2025, 1, 1), last_month=date(2025, 3, 1),
        due=date(2025, 4, 20),
    )  # fmt: skip
    run = type(town.city.run).objects.create(period=period, number=1)
    return CoverCity(City(town.cast, period, run), dict(town.persons))


def test_a_death_in_the_list_opens_a_claim_by_itself(town: CoverCity) -> None:
    town.listed("BUDI", "PPP", values={"death_date": "2024-11-15"})
    counts = town.publish()
    claim = Claim.objects.get()
    assert counts["claims"] == 1
    assert (claim.happened_on, claim.origin, claim.state) == (date(2024, 11, 15), "list", "checked")
    assert (claim.covered, claim.amount, claim.credit, claim.credit_months) == (True, 42_000_000, SHARE, ["2024-12"])
    assert [step.step for step in claim.steps.all()] == ["reported", "checked"]
    assert months_refresh(town.city.run)["claims"] == 0


def test_the_insurers_word_opens_a_claim_without_a_day(town: CoverCity) -> None:
    town.listed("BUDI", "PPP", branch={"status": "Meninggal"})
    town.publish()
    claim = Claim.objects.get()
    assert (claim.happened_on, claim.covered, claim.finding[0]["reason"]) == (None, None, "no_day")


def test_nobody_who_was_never_covered_gets_a_claim(town: CoverCity) -> None:
    town.alone("EKA", Kind.LIST, values={"death_date": "2024-11-15"})
    town.publish()
    assert not Claim.objects.exists()
    assert Row.objects.filter(values__name="EKA").exists()


def test_what_was_paid_after_a_death_is_told_on_the_bill_that_is_to_be_paid(town: CoverCity) -> None:
    town.listed("BUDI", "PPP", values={"death_date": "2024-11-15"})
    town.publish()
    shown = signed_in(town.cast.bpkad).get("/perlindungan/bulan/2025-01/").content.decode()
    assert "Diusulkan sebagai pengurang: iuran sesudah kematian" in shown
    assert "Rp 16.800 (1 orang)" in shown.replace("\xa0", " ")
    past = signed_in(town.cast.bpkad).get("/perlindungan/bulan/2024-12/").content.decode()
    assert "Diusulkan sebagai pengurang" not in past
