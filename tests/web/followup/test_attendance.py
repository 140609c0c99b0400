"""Who is there: one tap after the QR, a one-time code, typed, or ticked from paper; and no code that is old."""

from datetime import timedelta
from typing import Any

import pytest
from cast import Cast, signed_in
from django.test import Client
from django.utils import timezone
from followup_town import closed, meeting

from padan.web.followup.attending import door_assert, door_code, door_picture
from padan.web.followup.models import Attendee, DoorCode, How, Meeting
from padan.web.followup.refusals import BAD_DOOR, NOT_TODAY
from padan.web.followup.services import codes_make
from padan.web.refusals import RefusedError
from thorough import one_in

pytestmark = one_in(2)


def door(held: Meeting, **more: Any) -> str:
    return f"/tindak-lanjut/hadir/{held.pk}/{door_code(held, timezone.now(), **more)}/"


def test_who_is_signed_in_is_present_with_one_tap(cast: Cast) -> None:
    held = meeting(cast)
    client, address = signed_in(cast.lukman), door(held)
    assert "Saya hadir" in client.get(address).content.decode()
    for _again in range(2):
        assert client.post(f"{address}saya/").status_code == 302
    assert "Anda tercatat hadir" in client.get(address).content.decode()
    one = Attendee.objects.get()
    assert (one.name, one.title, one.how, one.office) == (
        "Lukman Hakim", "Lurah Legok", How.SCAN, cast.offices["legok"],
    )  # fmt: skip


def test_an_office_that_is_not_invited_is_told(cast: Cast) -> None:
    answer = signed_in(cast.rawasari_lurah).post(f"{door(meeting(cast))}saya/")
    assert answer.status_code == 422
    assert "tidak ada dalam undangan" in answer.content.decode()
    assert not Attendee.objects.exists()


@pytest.mark.parametrize("days", [-1, 1])
def test_a_code_holds_on_the_day_of_its_meeting_alone(cast: Cast, days: int) -> None:
    held = meeting(cast, days=days)
    for paper in (False, True):
        client = signed_in(cast.lukman)
        page = client.get(door(held, paper=paper)).content.decode()
        assert "hanya berlaku pada hari rapatnya" in page
        assert client.post(f"{door(held, paper=paper)}saya/").status_code == 422
    assert not Attendee.objects.exists()


def test_the_code_on_the_screen_is_old_after_four_minutes_the_printed_one_is_not(cast: Cast) -> None:
    held = meeting(cast)
    noon = timezone.localtime().replace(hour=12, minute=0, second=0)
    code, paper = door_code(held, noon), door_code(held, noon, paper=True)
    door_assert(held, code, noon + timedelta(minutes=3))
    for minutes in (4, 60, -2):
        with pytest.raises(RefusedError) as caught:
            door_assert(held, code, noon + timedelta(minutes=minutes))
        assert caught.value is BAD_DOOR
    door_assert(held, paper, noon + timedelta(hours=5))
    with pytest.raises(RefusedError) as caught:
        door_assert(held, paper, noon + timedelta(days=1))
    assert caught.value is NOT_TODAY


def test_a_code_of_another_meeting_or_made_up_opens_nothing(cast: Cast) -> None:
    held, other = meeting(cast), meeting(cast)
    now = timezone.now()
    for code in (door_code(other, now), "h-0", "0-", "x", f"h-{'0' * 20}", "²-x"):
        with pytest.raises(RefusedError) as caught:
            door_assert(held, code, now)
        assert caught.value is BAD_DOOR
        assert Client().get(f"/tindak-lanjut/hadir/{held.pk}/{code}/").status_code == 422


def test_who_must_sign_in_first_still_finishes_after_the_code_has_changed(cast: Cast) -> None:
    held = meeting(cast)
    client, address = signed_in(cast.lukman), door(held)
    client.get(address)
    assert client.post(f"/tindak-lanjut/hadir/{held.pk}/0-old/saya/").status_code == 302
    assert Attendee.objects.count() == 1


def test_once_closed_nobody_comes_any_more(cast: Cast) -> None:
    held = closed(cast)
    assert signed_in(cast.lukman).post(f"{door(held)}saya/").status_code == 422
    assert not Attendee.objects.exists()


def test_a_one_time_code_is_for_one_person_without_an_account(cast: Cast) -> None:
    held = meeting(cast)
    (code,) = codes_make(acting=cast.bappeda, meeting=held, count=1)
    data = {"code": code.lower(), "name": "Budi", "office": "Kelurahan Murni", "title": "Sekretaris", "nip": "1"}
    stranger, address = Client(), door(held)
    assert "Anda tercatat hadir" in stranger.post(f"{address}kode/", data).content.decode()
    answer = stranger.post(f"{address}kode/", {**data, "name": "Badu"})
    assert answer.status_code == 422
    assert "sudah dipakai" in answer.content.decode()
    one = Attendee.objects.get()
    assert (one.name, one.office, one.how) == ("Budi", cast.offices["murni"], How.CODE)
    assert code.replace("-", "") not in str(DoorCode.objects.values())


def test_a_one_time_code_alone_without_the_qr_opens_nothing(cast: Cast) -> None:
    held = meeting(cast)
    (code,) = codes_make(acting=cast.bappeda, meeting=held, count=1)
    data = {"code": code, "name": "Budi", "office": "LPM"}
    assert Client().post(f"/tindak-lanjut/hadir/{held.pk}/h-x/kode/", data).status_code == 422
    assert not Attendee.objects.exists()


def test_the_secretary_ticks_types_and_strikes(cast: Cast) -> None:
    held = meeting(cast)
    client, address = signed_in(cast.bappeda), f"/tindak-lanjut/rapat/{held.pk}/kehadiran/"
    legok, murni = cast.offices["legok"].pk, cast.offices["murni"].pk
    ticked = {"ticked": "1", "kantor": [legok, murni], f"nama-{legok}": "Lukman Hakim", f"nama-{murni}": "Sekretaris M"}
    client.post(address, ticked)
    client.post(address, {"name": "Tokoh", "office": "LPM Legok"})
    told = [(one.name, one.how, one.title) for one in Attendee.objects.order_by("pk")]
    assert told == [("Lukman Hakim", "paper", "Lurah Legok"), ("Sekretaris M", "paper", ""), ("Tokoh", "typed", "")]
    page = client.get(address).content.decode()
    assert "2 dari 6 kantor hadir, 3 orang." in page
    client.post(f"{address}coret/", {"attendee": Attendee.objects.get(name="Tokoh").pk})
    assert "2 dari 6 kantor hadir, 2 orang." in client.get(address).content.decode()
    assert Attendee.objects.count() == 3


def test_the_screen_shows_a_qr_on_the_day_alone(cast: Cast) -> None:
    client = signed_in(cast.bappeda)
    assert "<svg" in client.get(f"/tindak-lanjut/rapat/{meeting(cast).pk}/qr/").content.decode()
    assert "<svg" not in client.get(f"/tindak-lanjut/rapat/{meeting(cast, days=1).pk}/qr/kini/").content.decode()
    assert b"style" not in door_picture(meeting(cast), timezone.now())
