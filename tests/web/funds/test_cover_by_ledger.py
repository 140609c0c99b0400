"""Months that a payment by name was for count as paid, with their source, though no run covers them; where a run says
otherwise both are shown."""

from datetime import date

import pytest
from cast import signed_in
from django.utils import timezone
from money import POOR, Money, bill, order
from review_city import City

from padan.web.audit.models import Event
from padan.web.cover import selectors
from padan.web.cover.books import books_mark
from padan.web.cover.ledger_merging import ledger_merge
from padan.web.cover.left_to_do import todos
from padan.web.cover.models import PersonMonth, Standing
from padan.web.cover.month_bills import month_bill
from padan.web.cover.selectors import Filters
from padan.web.cover.services import books_due, books_refresh, months_due, months_refresh, standings_rebuild
from padan.web.followup.models import EarlyWarning, FollowUp
from padan.web.followup.services import follow_up_give, warnings_refresh
from padan.web.followup.tasking import NewTask
from padan.web.followup.warning_words import warning_text
from padan.web.funds.models import Portion, Posting
from padan.web.funds.services import NewCommitment, commitment_make
from padan.web.funds.undoing import posting_reverse
from padan.web.jobs import JOBS, tick
from padan.web.law.models import LawRule
from padan.web.monitoring.measures.cover import covered_in, lapsing
from padan.web.monitoring.measures.spans import Scope, month_number
from padan.web.periods.models import Period
from padan.web.protection.models import Candidate, Person, Refresh, Step
from padan.web.regions.models import Post, PostHolder
from thorough import one_in
from told_again import told_again, with_files

pytestmark = one_in(4)

BUDI, SARI = "9871010101809001", "9871010101809002"
SHARE = 16_800
MONTHS = ("Januari 2025", "Februari 2025", "Maret 2025", "April 2025")


@told_again
def person(money: Money, name: str, nik: str) -> Person:
    return Person.objects.create(name=name, nik=nik, kelurahan=money.place("legok"))


@with_files
def paid(money: Money, at: int, *names: tuple[str, str], heads: int | None = None) -> None:
    """The bill of one month, paid, with these names."""
    month, count = MONTHS[at], len(names) if heads is None else heads
    code, total = f"25010000{at}", SHARE * count
    money.orders([order(f"0000{at}/SP2D/2025", total, purpose=f"Iuran miskin ekstrem {month}")])
    lines = [bill(code, SHARE, nik=nik, name=name, first=month, last=month) for nik, name in names]
    money.bills([bill(code, total, str(count), first=month, last=month, ntpn=f"A{at}"), *lines])


def months(who: Person) -> list[tuple[int, str, int, str]]:
    rows = PersonMonth.objects.filter(person=who).order_by("month")
    return [(row.month.month, row.fact, row.paid, row.told_by) for row in rows]


def merged() -> dict[str, int]:
    told = ledger_merge()
    standings_rebuild()
    return told


def run_month(city: City, who: Person, month: date, fact: str, amount: int, source: str = "bkbk") -> PersonMonth:
    row = city.row("legok", nik=who.nik, name=who.name)
    return PersonMonth.objects.create(
        person=who, month=month, segment=POOR, source=source, paid=amount, due=SHARE, status=fact, fact=fact,
        run_fact=fact, office=city.cast.offices["legok"], row=row, run=city.run,
    )  # fmt: skip


def test_a_month_that_only_the_ledger_knows_counts_as_paid_with_its_source(funded: Money) -> None:
    budi = person(funded, "Budi", BUDI)
    paid(funded, 0, (BUDI, "Budi"))
    assert merged() == {"months": 1, "unpaid": 0, "dropped": 0, "disagreeing": 0}
    row = PersonMonth.objects.get()
    assert (row.month, row.fact, row.paid, row.due, row.status) == (date(2025, 1, 1), "paid", SHARE, SHARE, "paid")
    assert (row.source, row.office.name, row.run, row.by_ledger) == ("bkbk", "Kelurahan Legok", None, SHARE)
    standing = Standing.objects.get(person=budi)
    assert (standing.state, standing.known_until, standing.registered) == ("active", date(2025, 1, 1), True)
    page = signed_in(funded.cast.siti).get(f"/perlindungan/orang/{budi.pk}/").content.decode()
    assert "buku kas" in page
    assert merged() == {"months": 1, "unpaid": 0, "dropped": 0, "disagreeing": 0}
    assert PersonMonth.objects.get().pk == row.pk


def decreed(money: Money, who: Person, *steps: tuple[str, date], year: int = 2025) -> None:
    """A place on the decree of a year."""
    candidate = Candidate.objects.create(
        person=who, programme=POOR, year=year, office=money.cast.offices["legok"], origin="musyawarah",
        step=steps[-1][0],
    )  # fmt: skip
    for step, day in steps:
        Step.objects.create(candidate=candidate, step=step, day=day)


def test_whom_a_decree_names_and_a_whole_bill_no_longer_does_is_unpaid_and_falls_out_next(funded: Money) -> None:
    budi, sari = person(funded, "Budi", BUDI), person(funded, "Sari", SARI)
    decreed(funded, sari, ("set", date(2024, 12, 20)))
    paid(funded, 0, (BUDI, "Budi"), (SARI, "Sari"))
    paid(funded, 1, (BUDI, "Budi"))
    paid(funded, 2, (BUDI, "Budi"))
    merged()
    assert months(sari) == [(1, "paid", SHARE, "ledger"), (2, "unpaid", 0, "ledger"), (3, "unpaid", 0, "ledger")]
    standing = Standing.objects.get(person=sari)
    assert (standing.state, standing.falls_out_next, standing.cost_to_keep) == ("in_arrears", True, 3 * SHARE)
    assert Standing.objects.get(person=budi).state == "active"


def test_whom_whole_bills_no_longer_name_without_list_or_decree_is_not_continued_and_owes_nothing(
    funded: Money,
) -> None:
    sari = person(funded, "Sari", SARI)
    person(funded, "Budi", BUDI)
    paid(funded, 0, (BUDI, "Budi"), (SARI, "Sari"))
    paid(funded, 1, (BUDI, "Budi"))
    assert merged() == {"months": 3, "unpaid": 0, "dropped": 1, "disagreeing": 0}
    row = PersonMonth.objects.get(person=sari, month=date(2025, 2, 1))
    assert (row.fact, row.status, row.due, row.by_ledger) == ("dropped", "dropped", 0, 0)
    client, address = signed_in(funded.cast.siti), f"/perlindungan/orang/{sari.pk}/"
    falling = "/perlindungan/daftar/gugur-bulan-depan/"
    for at, state, benefit in ((1, "dropped", 10_000_000), (2, "dropped", 10_000_000), (3, "lapsed", 0)):
        if at > 1:
            paid(funded, at, (BUDI, "Budi"))
            merged()
        found = Standing.objects.get(person=sari)
        assert (found.dropped, found.state, found.benefit_now) == (True, state, benefit)
        assert (found.arrears, found.unpaid_months, found.falls_out_next) == (0, 0, at == 2)
        assert (found.dropped_from, found.covered_until) == (date(2025, 2, 1), date(2025, 3, 1))
        assert found.held_until == date(2025, 4, 29)
        assert ("Sari" in client.get(falling).content.decode()) == (state == "dropped")
    page = client.get(address).content.decode()
    assert "tidak diteruskan sejak Februari 2025" in page
    assert "Bulan terakhir terlindungi Maret 2025" in page
    assert "Tunggakan" not in page
    listed = client.get("/perlindungan/daftar/tidak-diteruskan/").content.decode()
    assert "Sari" in listed
    assert "Sari" not in client.get("/perlindungan/daftar/sudah-gugur/").content.decode()
    assert selectors.overview(funded.cast.bpkad, Filters(), date(2025, 5, 1)).covered == 1


def not_continued(money: Money) -> Person:
    """Sari, paid for in January and named by nobody in February."""
    sari = person(money, "Sari", SARI)
    person(money, "Budi", BUDI)
    paid(money, 0, (BUDI, "Budi"), (SARI, "Sari"))
    paid(money, 1, (BUDI, "Budi"))
    books_refresh()
    return sari


def test_who_is_covered_and_not_continued_is_named_first_with_the_day(
    funded: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    sari = not_continued(funded)
    wira = Person.objects.create(name="Wira", nik="9871010101809003", kelurahan=funded.place("legok"))
    Standing.objects.create(
        person=wira, segment=POOR, office=funded.cast.offices["legok"], registered=True, state="in_arrears",
        known_until=date(2025, 2, 1), unpaid_months=2, falls_out=date(2025, 3, 1), falls_out_next=True, why="lapsed",
        arrears=2 * SHARE, next_due=SHARE, benefit_now=42_000_000, benefit_full=42_000_000,
    )  # fmt: skip
    client = signed_in(funded.cast.siti)

    def shown(day: date) -> tuple[str, str]:
        monkeypatch.setattr(timezone, "localdate", lambda *_: day)
        addresses = ("/perlindungan/daftar/gugur-bulan-depan/", f"/perlindungan/orang/{sari.pk}/")
        listed, own = (client.get(address).content.decode() for address in addresses)
        return listed, own

    listed, own = shown(date(2025, 3, 5))
    assert listed.index("Sari") < listed.index("Wira")
    assert "tidak diteruskan, masih ditanggung sampai 29 April 2025" in listed
    assert "belum dibayar, masih ditanggung sampai 30 Maret 2025" in listed
    assert "Masih ditanggung sampai 29 April 2025; sesudah hari itu keluarganya akan kehilangan Rp 10.000.000." in own
    listed, own = shown(date(2025, 6, 1))
    assert "asih ditanggung sampai" not in listed + own
    assert "Menurut catatan ditanggung sampai 29 April 2025" in own
    (falling, *_) = todos(funded.cast.siti, Period())
    assert falling.text.startswith("2 perlindungan gugur bulan depan atau tidak diteruskan (1 tidak diteruskan siapa")
    view = selectors.overview(funded.cast.siti, Filters(), date(2025, 3, 5))
    assert (view.falling, view.not_continued, view.later, view.loss) == (2, 1, 1, 52_000_000)


def given(money: Money) -> FollowUp:
    """What the worker warns of, given to its office by Bappeda."""
    warnings_refresh(date(2025, 3, 5), at_once=True)
    warned = EarlyWarning.objects.get(rule="lapse_next", ended_on=None)
    assert (warned.office, warned.count, warned.words) == (money.cast.offices["legok"], 1, {"dropped": 1})
    assert "(1 tidak diteruskan siapa pun)" in warning_text(warned)
    task = NewTask("Usulkan lagi", warned.office, date(2025, 4, 1), warning=warned)
    return follow_up_give(acting=money.cast.bappeda, task=task, today=date(2025, 3, 5))


def looked(one: FollowUp) -> tuple[str, bool]:
    """What the next look leaves of a follow-up, and whether anything is warned of."""
    books_refresh()
    warnings_refresh(date(2025, 3, 6), at_once=True)
    one.refresh_from_db()
    return one.state, EarlyWarning.objects.filter(rule="lapse_next", ended_on=None).exists()


def test_a_follow_up_closes_when_the_person_is_continued_and_says_so(funded: Money) -> None:
    sari = not_continued(funded)
    one = given(funded)
    assert "Sari" in signed_in(funded.cast.siti).get(f"/tindak-lanjut/{one.pk}/").content.decode()
    assert looked(one) == ("open", True)
    decreed(funded, sari, ("set", date(2025, 1, 13)))
    assert looked(one) == ("settled", False)
    assert one.closed_at is not None
    last = one.steps.get(step="settled")
    assert (last.by, last.words) == (None, "1 diteruskan")
    assert "Selesai menurut catatan" in signed_in(funded.cast.siti).get(f"/tindak-lanjut/{one.pk}/").content.decode()


@pytest.mark.parametrize(
    ("how", "words"), [("died", "1 meninggal"), ("ended", "1 berhenti, pindah atau jabatannya berakhir")]
)
def test_a_follow_up_closes_when_the_person_left_lawfully(funded: Money, how: str, words: str) -> None:
    sari = not_continued(funded)
    one = given(funded)
    if how == "died":
        Person.objects.filter(pk=sari.pk).update(died_on=date(2025, 2, 20))
    else:
        decreed(funded, sari, ("registered", date(2024, 1, 20)), ("ended", date(2025, 1, 30)), year=2024)
    assert looked(one) == ("settled", False)
    assert one.steps.get(step="settled").words == words


def test_a_follow_up_stays_open_when_cover_was_lost_in_the_end(funded: Money) -> None:
    not_continued(funded)
    one = given(funded)
    for at in (2, 3):
        paid(funded, at, (BUDI, "Budi"))
    assert looked(one) == ("open", False)


def test_nobody_is_to_continue_a_head_of_rt_whose_post_has_ended(funded: Money) -> None:
    sari = person(funded, "Sari", SARI)
    for month, fact in enumerate(("paid", "dropped", "dropped"), 1):
        PersonMonth.objects.create(
            person=sari, month=date(2025, month, 1), segment="rt", source="apbd_kota", due=0, status=fact, fact=fact,
            paid=SHARE * (fact == "paid"), by_ledger=SHARE * (fact == "paid"), office=funded.cast.offices["legok"],
        )  # fmt: skip
    standings_rebuild()
    one = given(funded)
    post = Post.objects.create(region=funded.place("legok"), label="Ketua RT 01")
    before = books_mark()
    holder = PostHolder.objects.create(post=post, name="Sari", nik=SARI, until=date(2025, 1, 31))
    assert books_mark() != before
    standings_rebuild()
    warnings_refresh(date(2025, 3, 6), at_once=True)
    one.refresh_from_db()
    assert one.state == "settled"
    assert not selectors.falling(funded.cast.bappeda, Filters()).exists()
    assert not selectors.dropped(funded.cast.bappeda, Filters()).exists()
    assert "jabatannya berakhir 31 Januari 2025" in (
        signed_in(funded.cast.siti).get(f"/perlindungan/orang/{sari.pk}/").content.decode()
    )
    PostHolder.objects.create(post=post, name="Sari", nik=SARI)
    standings_rebuild()
    assert holder.until is not None
    assert selectors.falling(funded.cast.bappeda, Filters()).exists(), "he holds a post again"


def test_a_wage_earner_who_is_not_continued_owes_nothing_and_is_covered_no_more_after_three_months(
    funded: Money,
) -> None:
    owing, left = person(funded, "Budi", BUDI), person(funded, "Sari", SARI)
    for who, fact in ((owing, "unpaid"), (left, "dropped")):
        for month, known in enumerate(("paid", fact, fact, fact), 1):
            PersonMonth.objects.create(
                person=who, month=date(2025, month, 1), segment="tkk", source="apbd_kota", paid=10 * (known == "paid"),
                due=0, status=known, fact=known, by_ledger=10 * (known == "paid"),
                office=funded.cast.offices["legok"],
            )  # fmt: skip
    standings_rebuild()
    found = {one.person_id: one for one in Standing.objects.all()}
    assert (found[owing.pk].state, found[owing.pk].dropped, found[owing.pk].unpaid_months) == ("in_arrears", False, 3)
    assert (found[left.pk].state, found[left.pk].dropped, found[left.pk].arrears) == ("lapsed", True, 0)
    assert found[left.pk].covered_until == date(2025, 3, 1)
    assert [line.person for line in month_bill(date(2025, 5, 1)).check.lines] == [found[owing.pk].pk]
    scope = Scope(month_number(date(2025, 3, 1)), month_number(date(2025, 4, 1)), date(2025, 5, 1))
    assert {(span.id, span.last) for span in covered_in("tkk")(scope)} == {
        (owing.pk, scope.last), (left.pk, scope.first),
    }  # fmt: skip
    assert {span.id for span in lapsing(scope)} == {left.pk}


def test_a_place_on_a_decree_or_on_an_accepted_list_makes_the_same_month_owed(funded: Money, city: City) -> None:
    sari = person(funded, "Sari", SARI)
    person(funded, "Budi", BUDI)
    paid(funded, 0, (BUDI, "Budi"), (SARI, "Sari"))
    paid(funded, 1, (BUDI, "Budi"))
    books_refresh()
    assert [fact for _, fact, _, _ in months(sari)] == ["paid", "dropped"]
    row = city.row("legok", nik=SARI, name="Sari")
    asked = row.upload.requirement
    Period.objects.filter(pk=asked.period_id).update(first_month=date(2025, 1, 1), last_month=date(2025, 3, 1))
    type(asked).objects.filter(pk=asked.pk).update(segment=POOR)
    assert books_due()
    books_refresh()
    assert [fact for _, fact, _, _ in months(sari)] == ["paid", "unpaid"]
    type(row.upload).objects.filter(pk=row.upload_id).update(state="withdrawn")
    assert books_due()
    books_refresh()
    assert [fact for _, fact, _, _ in months(sari)] == ["paid", "dropped"]
    decreed(funded, sari, ("set", date(2025, 1, 13)), ("registered", date(2025, 1, 25)))
    assert books_due()
    books_refresh()
    assert [fact for _, fact, _, _ in months(sari)] == ["paid", "unpaid"]
    assert Standing.objects.get(person=sari).state == "in_arrears"


def test_a_decree_makes_the_months_owed_that_its_commitment_names_also_before_its_day(funded: Money) -> None:
    sari = person(funded, "Sari", SARI)
    person(funded, "Budi", BUDI)
    paid(funded, 0, (BUDI, "Budi"), (SARI, "Sari"))
    for at in (1, 2):
        paid(funded, at, (BUDI, "Budi"))
    decreed(funded, sari, ("set", date(2025, 3, 10)))
    Step.objects.create(candidate=Candidate.objects.get(), step="set", day=date(2025, 3, 10), document="Kep. 412/2025")
    books_refresh()
    assert [fact for _, fact, _, _ in months(sari)] == ["paid", "dropped", "dropped"], "nobody knows for which months"
    said = NewCommitment(
        place=funded.place("legok"), programme=POOR, source=funded.source(), year=2025, first_month=date(2025, 1, 1),
        months=4, heads=1, unit=SHARE, decree_ref="kep 412 / 2025", decided_on=date(2025, 3, 10),
    )  # fmt: skip
    commitment_make(acting=funded.cast.bappeda, commitment=said)
    assert books_due()
    books_refresh()
    assert [fact for _, fact, _, _ in months(sari)] == ["paid", "unpaid", "unpaid"]
    assert books_due() is False
    stands = Standing.objects.get(person=sari).pk
    bill_of_april = month_bill(date(2025, 4, 1)).check
    assert [line.person for line in bill_of_april.lines if line.listed] == [stands]


def test_how_long_a_registration_counts_is_data(funded: Money) -> None:
    sari = person(funded, "Sari", SARI)
    person(funded, "Budi", BUDI)
    decreed(funded, sari, ("registered", date(2024, 1, 25)), year=2024)
    paid(funded, 0, (BUDI, "Budi"))
    books_refresh()
    assert months(sari) == [(1, "dropped", 0, "ledger")]
    rule = LawRule.objects.get(kind="dropped")
    rule.pk, rule.value, rule.subject = None, {"carries": 1, "ends_after": 3}, POOR
    rule.save()
    assert books_due()
    books_refresh()
    assert months(sari) == [(1, "unpaid", 0, "ledger")]


def test_a_bill_that_counts_more_than_it_names_calls_nobody_unpaid(funded: Money) -> None:
    sari = person(funded, "Sari", SARI)
    person(funded, "Budi", BUDI)
    paid(funded, 0, (BUDI, "Budi"), (SARI, "Sari"))
    paid(funded, 1, (BUDI, "Budi"), heads=2)
    merged()
    assert months(sari) == [(1, "paid", SHARE, "ledger")]


def test_whom_the_branch_registered_is_unpaid_from_the_next_month_and_not_after_leaving(funded: Money) -> None:
    person(funded, "Budi", BUDI)
    sari = person(funded, "Sari", SARI)
    candidate = Candidate.objects.create(
        person=sari, programme=POOR, year=2025, office=funded.cast.offices["legok"], origin="musyawarah", step="ended"
    )
    for step, day in (("registered", date(2025, 1, 25)), ("ended", date(2025, 3, 2))):
        Step.objects.create(candidate=candidate, step=step, day=day)
    for at in range(4):
        paid(funded, at, (BUDI, "Budi"))
    merged()
    assert months(sari) == [(2, "unpaid", 0, "ledger"), (3, "unpaid", 0, "ledger")]
    assert Standing.objects.get(person=sari).ends_on == date(2025, 3, 2)


def test_where_a_run_and_the_ledger_disagree_both_are_shown_and_nobody_is_called_paid(
    funded: Money, city: City
) -> None:
    budi, sari = person(funded, "Budi", BUDI), person(funded, "Sari", SARI)
    run_month(city, budi, date(2025, 1, 1), "unpaid", 0)
    run_month(city, sari, date(2025, 1, 1), "paid", 2 * SHARE)
    paid(funded, 0, (BUDI, "Budi"), (SARI, "Sari"))
    assert merged()["disagreeing"] == 2
    found = {row.person.name: row for row in PersonMonth.objects.select_related("person")}
    assert (found["Budi"].fact, found["Budi"].disagreement) == ("unclear", "run_unpaid")
    assert (found["Sari"].fact, found["Sari"].disagreement) == ("paid", "amount")
    assert (found["Sari"].paid, found["Sari"].by_ledger) == (2 * SHARE, SHARE)
    client = signed_in(funded.cast.siti)
    page = client.get(f"/perlindungan/orang/{budi.pk}/").content.decode()
    assert "catatan berbeda" in page
    listed = client.get("/perlindungan/daftar/beda-catatan/")
    assert listed.status_code == 200
    assert "Budi" in listed.content.decode()


def test_what_a_run_proved_is_no_word_of_the_ledger(funded: Money, city: City) -> None:
    budi = person(funded, "Budi", BUDI)
    run_month(city, budi, date(2025, 1, 1), "paid", SHARE)
    funded.orders([order("00001/SP2D/2025", 2 * SHARE, purpose="Iuran miskin ekstrem Januari 2025")])
    funded.bills([bill("250100001", 2 * SHARE, "2", first=MONTHS[0], last=MONTHS[0])])
    assert Portion.objects.get().person == budi
    merged()
    assert PersonMonth.objects.get().by_ledger is None


def test_what_is_undone_in_the_ledger_is_undone_in_the_months(funded: Money) -> None:
    person(funded, "Budi", BUDI)
    paid(funded, 0, (BUDI, "Budi"))
    merged()
    posting = Portion.objects.get().posting
    posting_reverse(acting=funded.cast.bpkad, posting=posting, reason="Salah bayar", day=date(2025, 5, 2))
    assert Posting.objects.filter(reverses=posting).exists()
    merged()
    assert not PersonMonth.objects.exists()
    assert not Standing.objects.exists()


def test_the_worker_sees_that_the_ledger_changed(funded: Money, city: City) -> None:
    city.run.summary = {"money": {"total": {}}}
    city.publish()
    Refresh.objects.get_or_create(run=city.run)
    months_refresh(city.run)
    assert (months_due(), books_due()) == ([], False)
    budi = person(funded, "Budi", BUDI)
    paid(funded, 0, (BUDI, "Budi"))
    assert (months_due(), books_due()) == ([], True)
    books_refresh()
    assert months(budi) == [(1, "paid", SHARE, "ledger")]
    assert books_due() is False


def test_a_site_without_any_run_has_its_months_from_the_books(funded: Money) -> None:
    budi, sari = person(funded, "Budi", BUDI), person(funded, "Sari", SARI)
    paid(funded, 0, (BUDI, "Budi"), (SARI, "Sari"))
    paid(funded, 1, (BUDI, "Budi"))
    work = [job for job in JOBS if job.name in ("cover", "books")]
    assert tick(jobs=work) == ["buku kas: 3 bulan dibayar, 0 belum"]
    assert months(sari) == [(1, "paid", SHARE, "ledger"), (2, "dropped", 0, "ledger")]
    assert Standing.objects.get(person=budi).state == "active"
    held, events = set(PersonMonth.objects.values_list("pk", flat=True)), Event.objects.count()
    assert tick(jobs=work) == [], "nothing was booked since"
    books_refresh()
    assert set(PersonMonth.objects.values_list("pk", flat=True)) == held
    assert Event.objects.filter(action="cover.books").count() == 2
    assert Event.objects.count() == events + 1
