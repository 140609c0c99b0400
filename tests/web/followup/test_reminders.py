"""Reminders: a text to copy that names nobody, and an e-mail by the worker."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from cast import Cast, signed_in
from django.core import mail
from django.utils import timezone
from followup_town import task

from padan.web.audit.models import Event
from padan.web.followup import reminding
from padan.web.followup.models import Nudge, NudgeRule
from padan.web.followup.services import nudges_by_rule, nudges_send


def test_bappeda_reminds_those_who_are_late_and_the_worker_sends(cast: Cast) -> None:
    task(cast, what="Lengkapi SPJ", days=-3)
    task(cast, "murni", days=5)
    client = signed_in(cast.bappeda)
    page = client.get("/tindak-lanjut/ingatkan/").content.decode()
    assert "- Lengkapi SPJ (batas waktu" in page
    assert "Kelurahan Murni" not in page
    answer = client.post("/tindak-lanjut/ingatkan/", {"kantor": [cast.offices["legok"].pk]})
    assert answer.status_code == 302
    assert nudges_send() == 1
    assert nudges_send() == 0
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["kantor@contoh.test"], "Tindak lanjut yang ditunggu")
    assert "Lukman" not in sent.body
    assert Nudge.objects.get().sent_at is not None


def test_nobody_chosen_is_told(cast: Cast) -> None:
    task(cast, days=-3)
    assert signed_in(cast.bappeda).post("/tindak-lanjut/ingatkan/", {}).status_code == 422


def test_an_office_without_address_keeps_the_reason(cast: Cast) -> None:
    cast.offices["legok"].email = ""
    cast.offices["legok"].save()
    task(cast, days=-3)
    client = signed_in(cast.bappeda)
    client.post("/tindak-lanjut/ingatkan/", {"kantor": [cast.offices["legok"].pk]})
    assert nudges_send() == 0
    assert "belum mempunyai alamat surel" in client.get("/tindak-lanjut/ingatkan/").content.decode()


def at_eight(days: int = 0) -> datetime:
    """Eight in the morning, so many days from today."""
    today = timezone.localdate() + timedelta(days=days)
    return datetime.combine(today, time(8), ZoneInfo("Asia/Jakarta"))


def asked_on(days: int) -> None:
    """What was asked just now was asked on that morning."""
    Nudge.objects.filter(asked_at__gt=timezone.now() - timedelta(minutes=5)).update(asked_at=at_eight(days))


def switched_on(cast: Cast, every: str = "7") -> None:
    data = {"aturan": "1", "sendiri": "ya", "hari": every}
    assert signed_in(cast.bappeda).post("/tindak-lanjut/ingatkan/", data).status_code == 302


def test_nothing_goes_out_by_itself_before_bappeda_has_switched_it_on(cast: Cast) -> None:
    task(cast, days=-3)
    assert nudges_by_rule(at_eight()) == 0
    switched_on(cast)
    assert nudges_by_rule(at_eight()) == 1
    signed_in(cast.bappeda).post("/tindak-lanjut/ingatkan/", {"aturan": "1", "hari": "7"})
    assert nudges_by_rule(at_eight(7)) == 0
    rules = Event.objects.filter(action="followup.remind_rule").order_by("pk").values_list("detail", flat=True)
    assert list(rules) == [{"on": True, "days": 7}, {"on": False, "days": 7}]


def test_each_late_follow_up_is_reminded_of_once_in_so_many_days(cast: Cast) -> None:
    late = task(cast, what="Lengkapi SPJ", days=-3)
    task(cast, "murni", days=5)
    switched_on(cast, "3")
    assert nudges_by_rule(at_eight()) == 1
    asked_on(0)
    assert nudges_by_rule(at_eight()) == 0, "a worker that begins anew finds the day done"
    assert (nudges_send(), nudges_send()) == (1, 0)
    assert (nudges_by_rule(at_eight(1)), nudges_by_rule(at_eight(2))) == (0, 0)
    other = task(cast, what="Lampirkan foto", days=-1)
    assert nudges_by_rule(at_eight(3)) == 1
    newest = Nudge.objects.order_by("pk").last()
    assert newest is not None
    assert set(newest.follow_ups.all()) == {late, other}
    assert newest.asked_by is None
    told = Event.objects.filter(action="followup.remind_itself").order_by("pk").values_list("detail", flat=True)
    assert list(told) == [{"offices": ["Kelurahan Legok"], "tasks": n} for n in (1, 2)]


def test_what_bappeda_reminded_of_by_hand_waits_as_long(cast: Cast) -> None:
    task(cast, days=-3)
    switched_on(cast)
    signed_in(cast.bappeda).post("/tindak-lanjut/ingatkan/", {"kantor": [cast.offices["legok"].pk]})
    assert nudges_by_rule(at_eight(1)) == 0
    asked_on(-7)
    assert nudges_by_rule(at_eight(2)) == 1


def test_nobody_is_written_to_at_night(cast: Cast) -> None:
    task(cast, days=-3)
    switched_on(cast)
    assert nudges_by_rule(at_eight().replace(hour=6)) == 0


def test_a_worker_killed_while_writing_leaves_nothing_and_while_sending_sends_nothing_twice(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    task(cast, days=-3)
    switched_on(cast)

    def die(*_told: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(reminding, "event_append", die)
        with pytest.raises(KeyboardInterrupt):
            nudges_by_rule(at_eight())
    assert not Nudge.objects.exists()
    assert nudges_by_rule(at_eight()) == 1
    with monkeypatch.context() as patched:
        patched.setattr(reminding.EmailMessage, "send", die)
        with pytest.raises(KeyboardInterrupt):
            nudges_send()
    assert nudges_send() == 0
    assert "mungkin terkirim" in signed_in(cast.bappeda).get("/tindak-lanjut/ingatkan/").content.decode()


def test_a_senseless_pause_is_refused(cast: Cast) -> None:
    for days in ("0", "61", "x", ""):
        data = {"aturan": "1", "sendiri": "ya", "hari": days}
        assert signed_in(cast.bappeda).post("/tindak-lanjut/ingatkan/", data).status_code == 422
    assert not NudgeRule.objects.exists()
