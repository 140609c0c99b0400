"""What pinches on the last day: for whom one waits, and that an answer elsewhere does not hold up every signature."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cast import PASSWORD, Cast, signed_in
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from official_city import City, decide, make_case, make_city, sign

from padan.web.lists.models import Upload, UploadState
from padan.web.official.figures import figures_from, shown_digest
from padan.web.official.models import Paper
from padan.web.official.printing import paper_print
from padan.web.official.refusals import BlockedError
from padan.web.official.selectors import standing_get
from padan.web.official.waiting import waits_of
from padan.web.periods.models import Period
from padan.web.periods.services import touched
from padan.web.periods.todo import left_to_do
from padan.web.review.models import Case, CaseKind, CaseOffice, CaseState
from padan.web.runs.models import CurrentRun, Run, RunPair, RunRow, RunState, Verdict
from thorough import one_in

pytestmark = one_in(4)

SIGNING = "/naskah/"


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


def page(city: City, who: str, address: str = SIGNING) -> str:
    return signed_in(city.cast.people[who]).get(address).content.decode()


def refused(city: City, who: str) -> str:
    with pytest.raises(BlockedError) as found:
        sign(city, who)
    return found.value.text("id")


def undecided_row(city: City) -> RunRow:
    """The last row of Legok's first list is under review in the run, and nobody is asked."""
    row = RunRow.objects.get(row=city.rows["legok", "rt"][-1])
    RunRow.objects.filter(pk=row.pk).update(bucket="review")
    return row


def shared_case(city: City, **states: CaseState) -> Case:
    """A pair of Legok's and Murni's lists, put to both."""
    run = CurrentRun.objects.get(period=city.period).run
    left, right = city.rows["legok", "rt"][-1], city.rows["murni", "rt"][-1]
    whole = next((s for s in states.values() if s != CaseState.ANSWERED), CaseState.ANSWERED)
    case = Case.objects.create(
        period=city.period, key=f"bersama{Case.objects.count()}", kind=CaseKind.DOUBLE, left=left, right=right,
        state=whole, run=run, changed_at=datetime(2025, 1, 3, 5, tzinfo=UTC),
    )  # fmt: skip
    for name, state in states.items():
        CaseOffice.objects.create(case=case, office=city.office(name), state=state)
    return case


def verdict_on(city: City, name: str) -> None:
    """A head answers the pair of his own first list row and its participant, after the run."""
    row = city.rows[name, "rt"][0]
    participant = RunRow.objects.get(row=row).match
    case = make_case(city, name, kind=CaseKind.PAIR)
    Case.objects.filter(pk=case.pk).update(left=row, right=participant)
    who = {"legok": city.cast.lukman, "murni": city.cast.murni_lurah, "rawasari": city.cast.rawasari_lurah}[name]
    said = decide(case, who, "beda", CaseState.ANSWERED)
    Verdict.objects.create(period=city.period, key=f"v{case.pk}", one={}, other={}, answer="different", at=said.at)
    touched(period=city.period)


def test_a_row_under_review_that_nobody_is_asked_about_holds_the_signature_up(city: City) -> None:
    row = undecided_row(city)
    assert "1 baris Kelurahan Legok masih perlu ditinjau" in refused(city, "lukman")
    shown = page(city, "lukman")
    assert f"kelompok=review&amp;kantor={city.office('legok').pk}" in shown
    assert 'name="password"' not in shown
    assert not [one for one in left_to_do(city.cast.lukman, Period.objects.get()) if "ditandatangani" in one.text]
    make_case(city, kind=CaseKind.PAIR)
    assert "tidak ada pertanyaan" not in refused(city, "lukman")
    case = Case.objects.get(left=row.row_id)
    decide(case, city.cast.siti, "bawa", CaseState.CARRIED, reason="Menunggu KTP", owner="Siti Aminah")
    signoff = sign(city, "lukman")
    assert (figures_from(signoff.figures).carried, figures_from(signoff.figures).draft) == (1, False)


def test_the_paper_tells_a_carried_row_as_unfinished_and_is_no_draft(city: City) -> None:
    undecided_row(city)
    case = make_case(city, kind=CaseKind.PAIR)
    decide(case, city.cast.siti, "bawa", CaseState.CARRIED, reason="Menunggu KTP", owner="Siti Aminah")
    signoff = sign(city, "lukman")
    paper_print(Paper.objects.get(signoff=signoff).pk)
    assert Paper.objects.get().state == "ready"
    assert "1 hal dibawa ke periode berikut dan dihitung belum selesai" in page(city, "lukman")


def test_a_case_of_two_offices_names_who_is_waited_for(city: City) -> None:
    shared_case(city, legok=CaseState.ANSWERED, murni=CaseState.OPEN)
    shown = page(city, "lukman")
    assert "Menunggu Kelurahan Murni: 1 baris yang menyangkut dua kantor, sejak 3 Januari 2025" in shown
    assert f"kantor={city.office('murni').pk}" not in shown
    own = page(city, "murni_lurah")
    assert "1 baris belum diputuskan, yang terlama sejak 3 Januari 2025" in own
    assert reverse("review:queue") in own
    assert "Menunggu Kelurahan Murni" in refused(city, "lukman")


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (CaseState.UNSURE, "ia harus memastikannya, atau membawanya"),
        (CaseState.WAITING, "Menunggu kepala Kelurahan Murni: 1 baris"),
    ],
)
def test_what_the_other_office_must_do_is_told(city: City, state: CaseState, told: str) -> None:
    shared_case(city, legok=CaseState.ANSWERED, murni=state)
    assert told in page(city, "lukman")


def test_for_whom_one_waits_is_counted_by_the_database(city: City, django_assert_num_queries: Any) -> None:
    for _ in range(3):
        shared_case(city, legok=CaseState.ANSWERED, murni=CaseState.OPEN)
    shared_case(city, legok=CaseState.WAITING, murni=CaseState.WAITING)
    legok, murni = city.office("legok"), city.office("murni")
    with django_assert_num_queries(2) as asked:
        found = waits_of(city.period, [legok.pk, murni.pk])
    assert "COUNT(" in asked[0]["sql"]
    told = {office: [(one.office.pk, one.owes, one.count) for one in waits] for office, waits in found.items()}
    debts = {(murni.pk, "answer", 3), (murni.pk, "confirm", 1), (legok.pk, "confirm", 1)}
    assert {office: set(waits) for office, waits in told.items()} == {legok.pk: debts, murni.pk: debts}
    assert [told[legok.pk][0][0], told[murni.pk][-1][0]] == [legok.pk, legok.pk]


def test_offices_that_differ_wait_for_the_one_above_both(city: City) -> None:
    shared_case(city, legok=CaseState.CONFLICT, murni=CaseState.CONFLICT)
    assert "Menunggu Kecamatan Danau Sipin: 1 baris dijawab berbeda oleh dua kantor" in page(city, "lukman")
    CaseOffice.objects.filter(office=city.office("murni")).update(office=city.office("rawasari"))
    assert "Menunggu Bappeda Kota Jambi: 1 baris dijawab berbeda" in page(city, "lukman")


def test_a_camat_sees_which_kelurahan_have_not_signed_and_why(city: City) -> None:
    shared_case(city, legok=CaseState.ANSWERED, murni=CaseState.OPEN)
    Upload.objects.filter(pk=city.uploads["legok", "pekerja_rentan"].pk).update(state=UploadState.REPLACED)
    shown = page(city, "camat")
    assert "belum menandatangani: Kelurahan Legok, Kelurahan Murni." in shown
    assert "Menunggu Kelurahan Murni: 1 baris" in shown
    assert f"kantor={city.office('murni').pk}" in shown
    assert "Daftar belum diterima: Daftar orang Pekerja Rentan." in shown
    assert "Hasil sedang dihitung ulang" in shown


def test_the_city_sees_which_lurah_a_kecamatan_waits_for(city: City) -> None:
    shown = page(city, "bappeda")
    assert "Menunggu 2 lurah" in shown
    assert "Belum menandatangani: Kelurahan Legok, Kelurahan Murni." in shown


def test_a_verdict_elsewhere_holds_up_only_the_offices_that_it_touches(city: City) -> None:
    verdict_on(city, "rawasari")
    shown = page(city, "lukman")
    assert "tidak menyentuh baris kantor ini" in shown
    assert "<progress" in shown
    assert 'name="password"' in shown
    run = CurrentRun.objects.get().run
    assert sign(city, "lukman").run == run
    sign(city, "murni_lurah")
    sign(city, "camat")
    told = refused(city, "rawasari_lurah")
    assert "Hasil sedang dihitung ulang" in told
    assert "Hasil sedang dihitung ulang" in refused(city, "bappeda")
    waiting = page(city, "rawasari_lurah")
    assert "Biasanya selesai dalam waktu kurang dari satu menit" in waiting
    assert 'name="password"' not in waiting


def test_rows_weighed_against_the_answered_pair_are_touched_too(city: City) -> None:
    run = CurrentRun.objects.get().run
    one, other = city.rows["legok", "rt"][-1], RunRow.objects.get(row=city.rows["rawasari", "rt"][0]).match
    assert other
    RunPair.objects.create(run=run, one=one, other=other, probability=0.5, decision="outranked")
    verdict_on(city, "rawasari")
    assert "dihitung ulang" in refused(city, "lukman")
    assert "belum menandatangani" in refused(city, "camat")
    sign(city, "murni_lurah")


def test_the_office_to_which_a_participant_would_fall_is_touched(city: City) -> None:
    participant = RunRow.objects.get(row=city.rows["rawasari", "rt"][0]).match
    RunRow.objects.filter(row=participant).update(residence=city.office("legok").region)
    verdict_on(city, "rawasari")
    assert "dihitung ulang" in refused(city, "lukman")
    sign(city, "murni_lurah")


@pytest.mark.parametrize("how", ["list", "asked", "stray"])
def test_anything_else_that_is_newer_touches_everybody(city: City, how: str) -> None:
    if how == "stray":
        Verdict.objects.create(period=city.period, key="x", one={}, other={}, answer="same", at=timezone.now())
    else:
        if how == "list":
            verdict_on(city, "rawasari")
            Upload.objects.filter(pk=city.uploads["barajo", "tkk"].pk).update(state=UploadState.REPLACED)
        touched(period=city.period)
    assert "dihitung ulang" in refused(city, "lukman")


def test_a_run_under_way_tells_how_far_it_is(city: City) -> None:
    verdict_on(city, "legok")
    Run.objects.update(began_at=timezone.now() - timedelta(minutes=9), ended_at=timezone.now() - timedelta(minutes=2))
    Run.objects.create(period=city.period, number=2, state=RunState.RUNNING, step="store", done=1, total=2)
    shown = page(city, "lukman")
    assert "Menyimpan hasil" in shown
    assert "Biasanya selesai dalam sekitar 7 menit" in shown
    Run.objects.filter(number=2).update(state=RunState.FAILED)
    assert "Pencocokan terakhir gagal" in page(city, "lukman")


def test_a_decision_elsewhere_in_the_same_moment_is_no_reason_to_refuse(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(city, "rawasari")
    where = standing_get(city.cast.lukman, city.period, city.office("legok"))
    assert where.figures is not None

    def meanwhile(grounds: object) -> str:
        decide(case, city.cast.rawasari_lurah, "usulkan", CaseState.ANSWERED)
        return ""

    monkeypatch.setattr("padan.web.official.signing.people_keep", meanwhile)
    address = reverse("official:sign", args=[city.period.key, city.office("legok").pk])
    sent = {"digest": shown_digest(where.figures), "password": PASSWORD, "title": "Lurah Legok"}
    assert signed_in(city.cast.lukman).post(address, sent).status_code == 302


def test_more_offices_that_wait_ask_the_database_no_more(city: City) -> None:
    client = signed_in(city.cast.bappeda)

    def asked() -> int:
        client.get(SIGNING)
        with CaptureQueriesContext(connection) as found:
            assert client.get(SIGNING).status_code == 200
        return len(found)

    make_case(city, "sipin")
    one = asked()
    for name in ("barajo", "dinsos", "legok", "murni", "rawasari"):
        make_case(city, name)
    assert asked() == one
