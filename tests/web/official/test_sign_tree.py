"""Signing from the leaves up, undoing from the top down, and what each of them refuses."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from cast import Cast, make_cast
from django.db import connection
from django.utils import timezone
from official_city import City, decide, make_case, make_city, publish, sign, sign_all

from padan.documents.content import total
from padan.web.audit.models import Event
from padan.web.lists.models import Upload, UploadState
from padan.web.official import services
from padan.web.official.figures import figures_from, shown_digest
from padan.web.official.models import Paper, SignOff
from padan.web.official.refusals import AboveSignedError, BlockedError
from padan.web.official.selectors import standing_get
from padan.web.periods.models import Lock, Period
from padan.web.periods.services import assert_open, touched
from padan.web.refusals import ConflictError, ForbiddenError, LockedError, RefusedError
from padan.web.review.models import CaseState
from padan.web.runs.models import RunRow
from thorough import one_in

pytestmark = one_in(4)

REASON = "Daftar ketua RT harus dibetulkan"


@pytest.fixture
def city(cast: Cast) -> City:
    return make_city(cast)


def refused(error: type[RefusedError], act: Callable[[], object]) -> str:
    with pytest.raises(error) as found:
        act()
    return found.value.text("id")


def undo(city: City, who: str, signoff: SignOff, reason: str = REASON) -> SignOff:
    return services.undo(acting=city.cast.people[who], signoff=signoff, reason=reason)


def test_the_whole_tree_is_signed_upwards_and_undone_downwards(city: City) -> None:
    signed = sign_all(city)
    assert Lock.objects.count() == 8
    assert Paper.objects.count() == 7
    assert Paper.objects.get(signoff=signed["bappeda"]).partner == signed["branch"]
    for who in ("lukman", "camat", "opd"):
        refused(AboveSignedError, lambda who=who: undo(city, who, signed[who]))
    undo(city, "branch", signed["branch"])
    assert "Bappeda" in refused(AboveSignedError, lambda: undo(city, "camat", signed["camat"]))
    undo(city, "bappeda", signed["bappeda"])
    undo(city, "camat", signed["camat"])
    undo(city, "lukman", signed["lukman"])
    left = set(Lock.objects.values_list("office__name", flat=True))
    assert left == {"Kelurahan Murni", "Kelurahan Rawasari", "Kecamatan Alam Barajo", "Dinas Sosial"}
    assert Event.objects.filter(action="official.sign").count() == 8
    assert Event.objects.filter(action="official.undo").count() == 4


def test_camat_waits_for_every_lurah_and_the_city_for_every_kecamatan(city: City) -> None:
    assert "Kelurahan Legok, Kelurahan Murni" in refused(BlockedError, lambda: sign(city, "camat"))
    sign(city, "lukman")
    assert "Kelurahan Murni" in refused(BlockedError, lambda: sign(city, "camat"))
    sign(city, "murni_lurah")
    sign(city, "camat")
    told = refused(BlockedError, lambda: sign(city, "bappeda"))
    assert "Kecamatan Alam Barajo" in told
    assert "Dinas Sosial" in told
    assert "Danau Sipin" not in told


def test_an_open_question_holds_the_signature_up_and_a_carried_one_does_not(city: City) -> None:
    case = make_case(city)
    assert "1 baris" in refused(BlockedError, lambda: sign(city, "lukman"))
    decide(case, city.cast.siti, "tidak_tahu", CaseState.UNSURE)
    refused(BlockedError, lambda: sign(city, "lukman"))
    decide(case, city.cast.siti, "bawa", CaseState.CARRIED, reason="Menunggu KTP", owner="Siti Aminah")
    figures = figures_from(sign(city, "lukman").figures)
    assert figures.carried == 1
    assert not figures.draft


def test_signing_locks_the_office_and_undoing_opens_it(city: City) -> None:
    signoff = sign(city, "lukman")
    refused(LockedError, lambda: assert_open(period=city.period, office=city.office("legok")))
    assert_open(period=city.period, office=city.office("murni"))
    undo(city, "lukman", signoff)
    assert_open(period=city.period, office=city.office("legok"))


@one_in(5)
@pytest.mark.parametrize("who", ["siti", "murni_lurah", "kecamatan_clerk", "camat", "bappeda", "opd"])
def test_nobody_else_signs_or_undoes_for_a_lurah(city: City, who: str) -> None:
    refused(BlockedError if who == "camat" else ForbiddenError, lambda: sign(city, who, "legok"))
    signoff = sign(city, "lukman")
    refused(ForbiddenError, lambda: undo(city, who, signoff))


def test_camat_signs_for_an_absent_lurah_only_after_the_last_day(city: City) -> None:
    assert "batas waktu" in refused(BlockedError, lambda: sign(city, "camat", "legok"))
    Period.objects.update(due=timezone.localdate() - timedelta(days=1))
    refused(ForbiddenError, lambda: sign(city, "other_camat", "legok"))
    signoff = sign(city, "camat", "legok", standing="plh")
    assert (signoff.name, signoff.title) == ("Hasan Basri", "Camat Danau Sipin")
    assert (signoff.on_behalf_of, signoff.standing) == ("Lurah Legok", "plh")
    assert undo(city, "camat", signoff).undone_at is not None


@pytest.mark.parametrize("how", ["changed", "list", "none"])
def test_nothing_is_signed_on_a_run_that_is_behind(city: City, how: str) -> None:
    if how == "changed":
        touched(period=city.period)
    elif how == "list":
        Upload.objects.filter(pk=city.uploads["murni", "rt"].pk).update(state=UploadState.REPLACED)
    else:
        city.period.current.delete()
        city.period.runs.update(state="failed")
    told = refused(RefusedError, lambda: sign(city, "lukman"))
    assert "pencocokan" in told


def test_what_was_not_shown_is_not_signed(city: City) -> None:
    where = standing_get(city.cast.lukman, city.period, city.office("legok"))
    assert where.figures is not None
    digest = shown_digest(where.figures)
    publish(city, missing=2)
    period = Period.objects.get(pk=city.period.pk)
    told = refused(
        ConflictError,
        lambda: services.sign(acting=city.cast.lukman, period=period, office=city.office("legok"), digest=digest),
    )
    assert "berubah" in told
    assert not SignOff.objects.exists()


def test_of_two_who_sign_one_is_told_that_the_other_was_first(city: City) -> None:
    sign(city, "lukman")
    assert "sudah ditandatangani" in refused(ConflictError, lambda: sign(city, "lukman"))
    assert SignOff.objects.count() == 1


def test_figures_that_do_not_add_up_are_not_signed(city: City) -> None:
    rows = RunRow.objects.filter(side="participants", bucket="matched", office=city.office("legok"))
    rows.filter(pk=rows.first().pk).delete()  # type: ignore[union-attr]
    told = refused(BlockedError, lambda: sign(city, "lukman"))
    assert "Cocok: sama banyak" in told
    assert not Lock.objects.exists()


def test_kelurahan_add_up_to_kecamatan_and_to_the_city(city: City) -> None:
    signed = {who: figures_from(signoff.figures) for who, signoff in sign_all(city).items()}
    own = total(line.counts for line in signed["camat"].recap if line.office == city.office("sipin").pk)
    assert signed["lukman"].counts + signed["murni_lurah"].counts + own == signed["camat"].counts
    parts = [signed["camat"].counts, signed["other_camat"].counts, signed["opd"].counts]
    assert sum(part.list_rows for part in parts) == signed["bappeda"].counts.list_rows == 56
    assert sum(part.participant_rows for part in parts) == signed["branch"].counts.participant_rows == 49
    assert sum(signed[who].sums.due for who in ("camat", "other_camat", "opd")) == signed["bappeda"].sums.due
    assert all(check.holds for check in signed["bappeda"].checks)


def test_signed_figures_stay_and_the_one_above_is_told_that_they_moved(city: City) -> None:
    signoff = sign(city, "lukman")
    sign(city, "murni_lurah")
    before = signoff.figures
    publish(city, missing=2)
    signoff.refresh_from_db()
    assert signoff.figures == before
    told = refused(BlockedError, lambda: sign(city, "camat"))
    assert "Kelurahan Legok berubah" in told
    assert "Kelurahan Murni berubah" in told
    for who in ("lukman", "murni_lurah"):
        undo(city, who, SignOff.objects.get(office=city.cast.people[who].office, undone_at=None))
        sign(city, who)
    sign(city, "camat")
    assert SignOff.objects.get(office=city.office("legok"), undone_at=None).version == 2


def test_a_reason_is_demanded_and_a_closed_period_stays_closed(city: City) -> None:
    signoff = sign(city, "lukman")
    refused(RefusedError, lambda: undo(city, "lukman", signoff, "salah"))
    Period.objects.update(closed_at=timezone.now())
    city.period.refresh_from_db()
    refused(LockedError, lambda: undo(city, "lukman", SignOff.objects.get(pk=signoff.pk)))
    refused(LockedError, lambda: sign(city, "murni_lurah"))


def test_what_a_signature_says_of_its_signer_stays(city: City) -> None:
    signoff = sign(city, "lukman")
    user = city.cast.lukman.user
    user.full_name = "Nama Lain"
    user.save()
    signoff.refresh_from_db()
    assert (signoff.name, signoff.title, signoff.version) == ("Lukman Hakim", "Lurah Legok", 1)
    assert date.fromisoformat(figures_from(signoff.figures).as_of["list"] or "") == date(2024, 12, 31)


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_in_the_same_moment_leave_one_signature(transactional_db: None) -> None:
    """Real threads where the database has real rows to hold; the embedded one lets one writer in at a time anyway."""
    if connection.vendor != "postgresql":
        pytest.skip("the embedded database lets one writer in at a time: there is no race to run")
    city = make_city(make_cast())
    start = Barrier(2)

    def act() -> str:
        try:
            start.wait()
            sign(city, "lukman")
            return "signed"
        except ConflictError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(found.result() for found in [threads.submit(act), threads.submit(act)])
    assert outcomes == ["conflict", "signed"]
    assert SignOff.objects.count() == Lock.objects.count() == Paper.objects.count() == 1


def test_a_reason_that_is_printed_names_no_nik(city: City) -> None:
    signed = sign(city, "lukman")
    for number in ("9871010101900001", "9871 0101 0190 0001", "9871.010101.900001"):
        assert "tanpa nomor" in refused(RefusedError, lambda n=number: undo(city, "lukman", signed, f"salah baris {n}"))
    undo(city, "lukman", signed, "angka keliru, nomor 123/BA/2024 tanggal 31-12-2024")
