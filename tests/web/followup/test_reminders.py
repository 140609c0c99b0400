"""Reminders: a text to copy that names nobody, and an e-mail by the worker."""

from cast import Cast, signed_in
from django.core import mail
from followup_town import task

from padan.web.followup.models import Nudge
from padan.web.followup.services import nudges_send


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
