"""Early warnings: each rule finds what it says, stands until it holds no more, and names who is to act."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from cast import Cast, signed_in
from followup_town import task, today, warning

from padan.web.audit.models import Event
from padan.web.audit.services import event_append
from padan.web.followup import finding_figures, selectors
from padan.web.followup.left_to_do import todos
from padan.web.followup.models import EarlyWarning, Looked, WarningRule
from padan.web.followup.rules import RULES
from padan.web.followup.scene import Found, Scene
from padan.web.followup.services import rule_set, warnings_refresh
from padan.web.followup.warning_words import SENTENCES, warning_text
from padan.web.funds.models import Activity, Source, Spj
from padan.web.monitoring.models import Renewal
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.refusals import ForbiddenError
from thorough import one_in

pytestmark = one_in(2)


def test_every_rule_is_shipped_and_has_its_sentence(db: None) -> None:
    assert set(WarningRule.objects.values_list("key", flat=True)) == set(RULES) == set(SENTENCES)
    assert {one.threshold for one in WarningRule.objects.filter(key="spj_undecided")} == {14}


def test_a_warning_stands_until_it_holds_no_more(cast: Cast) -> None:
    late = task(cast, days=-3)
    assert warnings_refresh(today()) == "1 baru, 0 berakhir"
    one = EarlyWarning.objects.get()
    assert (one.rule, one.office, one.count, one.ended_on) == ("followup_overdue", cast.offices["legok"], 1, None)
    assert one.since == late.due + timedelta(days=1)
    task(cast, days=-5)
    assert warnings_refresh(today(), at_once=True) == ""
    one.refresh_from_db()
    assert (one.count, one.since) == (2, late.due + timedelta(days=1))
    type(late).objects.update(due=today())
    assert warnings_refresh(today(), at_once=True) == "0 baru, 1 berakhir"
    one.refresh_from_db()
    assert one.ended_on == today()


def test_it_looks_again_only_after_something_was_written(cast: Cast) -> None:
    warnings_refresh(today())
    Looked.objects.update(at="2020-01-01T00:00:00Z")
    before = Looked.objects.get().pk
    warnings_refresh(today())
    assert Looked.objects.get().pk == before
    event_append(action="followup.rule", acting=cast.bappeda)
    warnings_refresh(today())
    assert Looked.objects.get().pk != before
    assert Looked.objects.get().event == Event.objects.latest("pk").pk


def test_who_only_reads_makes_nobody_look(cast: Cast) -> None:
    warnings_refresh(today())
    Looked.objects.update(at="2020-01-01T00:00:00Z")
    before = Looked.objects.get().pk
    event_append(action="audit.nik_read", acting=cast.siti)
    warnings_refresh(today())
    assert Looked.objects.get().pk == before
    Renewal.objects.create()
    warnings_refresh(today())
    assert Looked.objects.get().pk != before, "figures that were made anew are looked at"


def test_a_new_day_is_a_new_look(cast: Cast) -> None:
    task(cast, days=1)
    assert warnings_refresh(today()) == ""
    assert warnings_refresh(today() + timedelta(days=2)) == "1 baru, 0 berakhir"


def test_the_threshold_is_data(cast: Cast) -> None:
    task(cast, days=-3)
    rule_set(acting=cast.bappeda, key="followup_overdue", active=True, threshold=5, in_charge="place")
    assert warnings_refresh(today()) == ""
    rule_set(acting=cast.bappeda, key="followup_overdue", active=True, threshold=2, in_charge="bappeda")
    warnings_refresh(today(), at_once=True)
    assert EarlyWarning.objects.get().office == cast.offices["bappeda"]
    rule_set(acting=cast.bappeda, key="followup_overdue", active=False, threshold=2, in_charge="bappeda")
    assert warnings_refresh(today(), at_once=True) == "0 baru, 1 berakhir"
    with pytest.raises(ForbiddenError):
        rule_set(acting=cast.bpkad, key="followup_overdue", active=True, threshold=0, in_charge="place")


def test_bappeda_sets_it_on_the_page_and_others_read(cast: Cast) -> None:
    client = signed_in(cast.bappeda)
    data = {"key": "spj_undecided", "active": "on", "threshold": "21", "in_charge": "bpkad"}
    assert client.post("/tindak-lanjut/peringatan/aturan/", data).status_code == 302
    assert "21 hari" in signed_in(cast.leader).get("/tindak-lanjut/peringatan/aturan/").content.decode()
    assert client.post("/tindak-lanjut/peringatan/aturan/", {**data, "threshold": "-1"}).status_code == 422


def period(cast: Cast, days_late: int) -> Period:
    due = today() - timedelta(days=days_late)
    made = Period.objects.create(
        key="2024-Q4", name="Triwulan 4", first_month=date(2024, 10, 1), last_month=date(2024, 12, 1), due=due
    )
    for name in ("legok", "murni"):
        Requirement.objects.create(period=made, office=cast.offices[name], kind=Kind.LIST, segment="rt", due=due)
    return made


def found(cast: Cast, rule: str, threshold: int | None = None) -> list[Found]:
    scene = Scene(cast.offices["bappeda"].region, today())
    limit = RULES[rule].threshold if threshold is None else threshold
    return list(RULES[rule].find(scene, limit))


def offices(lines: Iterable[Found]) -> list[str]:
    return sorted(one.office.name for one in lines if one.office)


def test_lists_not_handed_in_and_figures_not_signed(cast: Cast) -> None:
    made = period(cast, 8)
    lines = found(cast, "list_missing")
    assert offices(lines) == ["Kelurahan Legok", "Kelurahan Murni"]
    assert {one.since for one in lines} == {made.due + timedelta(days=1)}
    assert offices(found(cast, "list_unsigned")) == ["Kecamatan Danau Sipin", "Kelurahan Legok", "Kelurahan Murni"]
    assert found(cast, "list_unsigned", 30) == []


def test_spj_that_nobody_has_looked_at(cast: Cast) -> None:
    source = Source.objects.get(key="bkbk")
    spj = Spj.objects.create(
        place=cast.offices["legok"].region, source=source, year=2025, number="1", day=today(), amount=500,
        submitted_by=cast.siti.user,
    )  # fmt: skip
    assert found(cast, "spj_undecided") == []
    Spj.objects.update(submitted_at=spj.submitted_at - timedelta(days=20))
    (line,) = found(cast, "spj_undecided")
    assert (line.count, line.amount, line.since) == (1, 500, today() - timedelta(days=5))


def test_activities_past_their_day_stand_at_their_kelurahan(cast: Cast) -> None:
    Activity.objects.create(
        place=cast.offices["murni"].region, source=Source.objects.get(key="bkbk"), year=2025, use="x", title="Jalan",
        ceiling=9_000, in_charge="A", due=today() - timedelta(days=1), changed_by=cast.siti.user,
    )  # fmt: skip
    warnings_refresh(today(), at_once=True)
    one = EarlyWarning.objects.get(rule="activity_late")
    assert (one.office, one.amount) == (cast.offices["murni"], 9_000)
    assert warning_text(one) == "Kegiatan BKBK Provinsi 2025 lewat batas waktu; pagunya Rp 9.000."


def test_a_share_that_is_hardly_used_by_kecamatan(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = [("15.71.11.1001", 100, 1_000), ("15.71.11.1002", 900, 1_000), ("15.71.10.1001", 0, 1_000)]
    table = {("share_vulnerable", place): _figure(*pair) for place, *pair in figures}
    monkeypatch.setattr(finding_figures, "month_first_shown", lambda: (2025, 6))
    monkeypatch.setattr(finding_figures, "figures_table", lambda month: table)
    lines = found(cast, "share_below")
    assert [(one.place.name, one.count, one.amount) for one in lines] == [
        ("Alam Barajo", 1, 1_000),
        ("Danau Sipin", 1, 900),
    ]
    monkeypatch.setattr(finding_figures, "month_first_shown", lambda: (2025, 2))
    assert found(cast, "share_below") == []


class _Figure:
    month = (2025, 6)

    def __init__(self, numerator: int, denominator: int) -> None:
        self.numerator, self.denominator = numerator, denominator


def _figure(numerator: int, denominator: int) -> Any:
    return _Figure(numerator, denominator)


def test_each_office_sees_the_warnings_it_is_to_act_on(cast: Cast) -> None:
    mine, foreign = warning(cast.offices["legok"]), warning(cast.offices["rawasari"])
    assert list(selectors.warnings_standing(cast.lukman)) == [mine]
    assert list(selectors.warnings_standing(cast.camat)) == [mine]
    assert set(selectors.warnings_standing(cast.leader)) == {mine, foreign}
    assert list(selectors.warnings_standing(cast.branch)) == []
    page = signed_in(cast.lukman).get("/tindak-lanjut/peringatan/").content.decode()
    assert "tertahan karena SPJ belum lengkap" in page
    assert "Lukman Hakim" in page
    assert "Rawasari" not in page


def test_the_list_asks_few_questions(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for n in range(12):
        warning(cast.offices["legok"], subject=str(n))
    client = signed_in(cast.bappeda)
    with django_assert_max_num_queries(16):
        assert client.get("/tindak-lanjut/peringatan/").content.decode().count("Tugaskan") == 12


def test_the_citys_own_line_is_not_added_to_those_of_its_parts(cast: Cast) -> None:
    warning(cast.offices["bappeda"], "not_absorbed", amount=900, words={"source": "BKBK", "year": 2025, "share": 40})
    warning(cast.offices["sipin"], "not_absorbed", amount=600, words={"source": "BKBK", "year": 2025, "share": 40})
    (line,) = selectors.warnings_gathered(cast.bappeda)
    assert (line.offices, line.amount) == (2, 900)


def test_who_leads_the_city_sees_all_on_the_home_page(cast: Cast) -> None:
    warning(cast.offices["legok"])
    warning(cast.offices["legok"], "list_unsigned", words={"period": "Triwulan 4"})
    told = [todo.text for todo in todos(cast.leader, Period()) if todo.count]
    assert told == ["2 peringatan dini di kota ini, 1 menyangkut jiwa atau uang."]
    assert [todo.count for todo in todos(cast.murni_lurah, Period()) if "peringatan" in todo.text] == [0]
