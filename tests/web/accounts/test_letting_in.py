"""Who may give somebody a new password or take the second step away: never one person alone where a role is at stake,
never one whose reach is smaller than what the password opens."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from cast import PASSWORD, Cast, signed_in
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from padan.web.accounts.invitations import invitation_accept_as_new, invite
from padan.web.accounts.letting_in import (
    NOT_THE_CONFIRMER,
    OVER,
    LettingInError,
    letting_in_ask,
    letting_in_confirm,
)
from padan.web.accounts.models import Appointment, Help, Invitation, LettingIn, Office, Standing, User
from padan.web.accounts.selectors import confirmers_of
from padan.web.accounts.services import appointment_end
from padan.web.audit.models import Event
from padan.web.refusals import RefusedError
from padan.web.roles import Role
from thorough import one_in

pytestmark = one_in(2)

NEW = "empat kuda di sungai"
REQUESTS = "/akun/permintaan/"


def appointed(username: str, office: Office, role: Role) -> Appointment:
    user = User(username=username, full_name=username.title(), email=f"{username}@contoh.test")
    user.set_password(PASSWORD)
    user.save()
    return Appointment.objects.create(user=user, office=office, role=role)


@pytest.fixture
def second(cast: Cast) -> Appointment:
    """Another administrator."""
    return appointed("dian", cast.offices["pengelola"], Role.ADMINISTRATOR)


def ask(who: Appointment, whom: Appointment, what: str = "kata-sandi") -> str:
    return signed_in(who).post(f"/akun/jabatan/{whom.pk}/{what}/", follow=True).content.decode()


def confirm(who: Appointment, password: str = PASSWORD, letting: LettingIn | None = None) -> int:
    found = letting or LettingIn.objects.latest("pk")
    return signed_in(who).post(f"{REQUESTS}{found.pk}/sahkan/", {"current": password}).status_code


def link_in(page: str) -> str:
    found = re.search(r"/kata-sandi/[\w-]+/[\w-]+/", page)
    assert found
    return found.group()


def take(who: Appointment) -> str:
    found = LettingIn.objects.latest("pk")
    return signed_in(who).post(f"{REQUESTS}{found.pk}/tautan/").content.decode()


def signs_in(username: str, password: str) -> str:
    client = Client()
    client.post("/masuk/", {"username": username, "password": password})
    return client.get("/masuk/kode/").content.decode() or client.get("/akun/", follow=True).content.decode()


def test_a_lurah_lets_in_his_own_clerk(cast: Cast) -> None:
    assert "/kata-sandi/" in ask(cast.lukman, cast.siti)
    made = LettingIn.objects.get()
    assert (made.guarded, made.asked_by_name) == (False, "Lukman Hakim, Kelurahan Legok")


def test_a_lurah_lets_in_nobody_who_also_acts_elsewhere(cast: Cast) -> None:
    Appointment.objects.create(user=cast.siti.user, office=cast.offices["murni"], role=Role.LURAH, standing="plh")
    assert signed_in(cast.lukman).post(f"/akun/jabatan/{cast.siti.pk}/kata-sandi/").status_code == 404
    assert "Menunggu pengesahan" in ask(cast.administrator, cast.siti)


@one_in(7)
@pytest.mark.parametrize(
    "whom", ["lukman", "camat", "kecamatan_clerk", "opd", "bappeda", "branch", "leader", "auditor"]
)
def test_one_administrator_alone_gets_no_link_and_takes_no_second_step(cast: Cast, whom: str) -> None:
    person = cast.people[whom]
    device = TOTPDevice.objects.create(user=person.user, name="telepon", confirmed=True)
    for what in ("kata-sandi", "langkah-kedua"):
        page = ask(cast.administrator, person, what)
        assert "Menunggu pengesahan" in page
        assert not re.search(r"/kata-sandi/[\w-]+/[\w-]+/", page)
        assert confirm(cast.administrator) == 422
    assert TOTPDevice.objects.filter(pk=device.pk).exists()
    assert "belum disahkan" in take(cast.administrator) or LettingIn.objects.latest("pk").kind == Help.SECOND_FACTOR
    assert not Event.objects.filter(action__in=["accounts.password_link", "accounts.second_factor_remove"]).exists()


def test_asking_twice_is_one_request(cast: Cast) -> None:
    ask(cast.administrator, cast.camat)
    ask(cast.administrator, cast.camat)
    assert LettingIn.objects.count() == 1


def test_another_administrator_confirms_and_the_trail_names_both(cast: Cast, second: Appointment) -> None:
    cast.camat.user.email = "camat@contoh.test"
    cast.camat.user.save()
    ask(cast.administrator, cast.camat)
    assert {to for one in mail.outbox for to in one.to} == {"dian@contoh.test", "camat@contoh.test"}
    assert confirm(second, "salah") == 422
    assert confirm(cast.bappeda) == 404
    assert confirm(second) == 302
    mail.outbox.clear()
    link = link_in(take(cast.administrator))
    assert "Tautan untuk membuat kata sandi baru" in mail.outbox[0].body
    assert "Bayu Nugroho" in mail.outbox[0].body
    told = signs_in("hasan", PASSWORD)
    assert "bukan Anda yang minta? Masuklah seperti biasa" in told
    assert Client().get(link).status_code == 422
    link = link_in(take(cast.administrator))
    assert Client().post(link, {"password": NEW, "again": NEW}).headers["Location"] == "/masuk/"
    detail = Event.objects.filter(action="accounts.password_change").latest("pk").detail
    assert detail["asked_by"] == "Bayu Nugroho, Pengelola Sistem"
    assert detail["confirmed_by"] == "Dian, Pengelola Sistem"
    assert LettingIn.objects.get().done_at is not None
    page = signs_in("hasan", NEW)
    assert "Kata sandi Anda diatur ulang lewat tautan dari Bayu Nugroho, Pengelola Sistem (disahkan Dian" in page
    assert "bukan Anda yang minta?" in page
    assert Client().get(link).status_code == 422


def test_the_notice_comes_at_every_sign_in_for_two_weeks(cast: Cast, second: Appointment) -> None:
    ask(cast.administrator, cast.camat, "langkah-kedua")
    assert confirm(second) == 302
    for _ in range(2):
        assert "Langkah kedua Anda diatur ulang oleh Bayu Nugroho" in signs_in("hasan", PASSWORD)
    LettingIn.objects.update(done_at=timezone.now() - timedelta(days=15))
    assert "diatur ulang" not in signs_in("hasan", PASSWORD)


def test_a_lost_phone_is_helped_by_two(cast: Cast, second: Appointment) -> None:
    sitting = signed_in(cast.camat)
    ask(cast.administrator, cast.camat, "langkah-kedua")
    assert TOTPDevice.objects.filter(user=cast.camat.user).exists()
    assert confirm(second) == 302
    assert not TOTPDevice.objects.filter(user=cast.camat.user).exists()
    assert sitting.get("/akun/").headers["Location"].startswith("/masuk/?next=")
    assert "Pasang langkah kedua" in signs_in("hasan", PASSWORD)
    event = Event.objects.get(action="accounts.second_factor_remove")
    assert (event.actor_name, event.detail["asked_by"]) == ("Dian", "Bayu Nugroho, Pengelola Sistem")


def test_the_head_of_the_office_confirms_for_its_clerk(cast: Cast, second: Appointment) -> None:
    ask(cast.administrator, cast.kecamatan_clerk)
    assert "Sahkan" in signed_in(cast.camat).get(REQUESTS).content.decode()
    assert "Dedi Irawan" not in signed_in(cast.other_camat).get(REQUESTS).content.decode()
    assert confirm(cast.other_camat) == 404
    assert confirm(cast.camat) == 302


def test_bappeda_confirms_only_where_there_is_no_other_administrator(cast: Cast) -> None:
    ask(cast.administrator, cast.camat)
    assert confirm(cast.bappeda) == 302
    appointed("dian", cast.offices["pengelola"], Role.ADMINISTRATOR)
    ask(cast.administrator, cast.lukman)
    assert confirm(cast.bappeda) == 404


def test_who_is_helped_does_not_confirm_and_the_server_stands_in_where_nobody_is_left(cast: Cast) -> None:
    ask(cast.administrator, cast.bappeda)
    made = LettingIn.objects.get()
    assert confirmers_of(made) == []
    assert f"Nomor permintaan {made.pk}" in signed_in(cast.administrator).get(REQUESTS).content.decode()
    assert confirm(cast.bappeda) == 404
    said = StringIO()
    call_command("letting_in_confirm", str(made.pk), stdout=said)
    assert "Rina Marlina" in said.getvalue()
    with pytest.raises(CommandError, match="sudah selesai"):
        call_command("letting_in_confirm", str(made.pk))
    with pytest.raises(CommandError, match="Tidak ada"):
        call_command("letting_in_confirm", "999999")
    assert link_in(take(cast.administrator))
    assert Event.objects.get(action="accounts.letting_in_confirm").detail["confirmed_by"] == "perintah di server"


def test_an_administrator_takes_no_fellow_administrators_place(cast: Cast, second: Appointment) -> None:
    ask(cast.administrator, second)
    assert [one.role for one in confirmers_of(LettingIn.objects.get())] == [Role.BAPPEDA]
    with pytest.raises(RefusedError) as refused:
        letting_in_confirm(acting=second, letting=LettingIn.objects.get())
    assert refused.value is NOT_THE_CONFIRMER
    with pytest.raises(LettingInError, match="akun sendiri"):
        letting_in_ask(acting=second, appointment=second, kind=Help.PASSWORD)


def test_who_was_just_invited_by_the_asker_confirms_nothing_for_them(cast: Cast) -> None:
    """Else one administrator invites a second one, is both, and becomes the camat."""
    accepted(cast, "pengelola", Role.ADMINISTRATOR, Standing.REGULAR)
    letting_in_confirm(acting=cast.bappeda, letting=LettingIn.objects.get())
    puppet = Appointment.objects.get(user__username="boneka")
    ask(cast.administrator, cast.camat)
    letting = LettingIn.objects.latest("pk")
    assert [one.role for one in confirmers_of(letting)] == [Role.BAPPEDA]
    with pytest.raises(RefusedError) as refused:
        letting_in_confirm(acting=puppet, letting=letting)
    assert refused.value is NOT_THE_CONFIRMER
    Invitation.objects.update(used_at=timezone.now() - timedelta(days=15))
    assert confirmers_of(letting) == [puppet]


def accepted(cast: Cast, office: str, role: Role, standing: Standing = Standing.ACTING) -> Client:
    """An administrator invites, and somebody whom nobody knows accepts."""
    made = invite(acting=cast.administrator, office=cast.offices[office], role=role, standing=standing)
    client = Client()
    client.get("/" + made.link.split("/", 3)[3])
    words = {"username": "boneka", "full_name": "Boneka", "password": NEW, "again": NEW, "nip": "", "phone": ""}
    assert client.post("/undangan/terima/", words).headers["Location"] in ("/akun/", "/")
    return client


def post_of(office: Office) -> Appointment | None:
    return Appointment.objects.filter(user__username="boneka", office=office, until=None).first()


def test_one_administrator_alone_makes_no_plt_beside_a_camat(cast: Cast) -> None:
    cast.camat.user.email = "camat@contoh.test"
    cast.camat.user.save()
    client, office = accepted(cast, "sipin", Role.CAMAT), cast.offices["sipin"]
    assert "camat@contoh.test" in {to for one in mail.outbox for to in one.to}
    assert "Plt. Camat" in mail.outbox[0].body
    own = client.get("/akun/").content.decode()
    assert "menunggu pengesahan orang kedua" in own
    assert "Hasan Basri" in own
    assert client.get("/naskah/").status_code == 403
    assert signs_in("boneka", NEW).count("menunggu pengesahan orang kedua")
    assert confirm(cast.administrator) == 422
    assert post_of(office) is None
    assert "1 permintaan menunggu pengesahan Anda" in signs_in("hasan", PASSWORD)
    assert "Memangku jabatan: Plt. Camat" in signed_in(cast.camat).get(REQUESTS).content.decode()
    mail.outbox.clear()
    assert confirm(cast.camat) == 302
    made = post_of(office)
    assert made is not None
    assert made.standing == Standing.ACTING
    assert "sudah disahkan Hasan Basri" in mail.outbox[-1].body or "sudah disahkan Hasan Basri" in mail.outbox[0].body
    assert client.get("/naskah/").status_code in (200, 302)


def test_ending_a_camat_first_opens_no_way_and_the_vacant_office_has_one(cast: Cast) -> None:
    """The post was held: Bappeda, or another administrator, says that the successor is one."""
    appointment_end(acting=cast.administrator, appointment=cast.camat)
    accepted(cast, "sipin", Role.CAMAT, Standing.REGULAR)
    letting = LettingIn.objects.get()
    assert [one.role for one in confirmers_of(letting)] == [Role.BAPPEDA]
    assert post_of(cast.offices["sipin"]) is None
    assert confirm(cast.bappeda) == 302
    assert post_of(cast.offices["sipin"]) is not None


def test_a_refused_newcomer_gets_no_post(cast: Cast) -> None:
    accepted(cast, "legok", Role.LURAH)
    letting = LettingIn.objects.get()
    assert signed_in(cast.lukman).post(f"{REQUESTS}{letting.pk}/tutup/").status_code == 302
    with pytest.raises(RefusedError) as refused:
        letting_in_confirm(acting=cast.bappeda, letting=letting)
    assert refused.value is OVER
    assert post_of(cast.offices["legok"]) is None


def test_the_first_to_hold_a_post_and_a_clerk_whom_the_head_lets_in_wait_for_nobody(cast: Cast) -> None:
    Appointment.objects.filter(office=cast.offices["rawasari"], role=Role.LURAH).delete()
    accepted(cast, "rawasari", Role.LURAH, Standing.REGULAR)
    assert post_of(cast.offices["rawasari"]) is not None
    made = invite(acting=cast.camat, office=cast.offices["sipin"], role=Role.KECAMATAN_CLERK)
    taken = invitation_accept_as_new(invitation=made.invitation, username="wulan", full_name="Wulan", password=NEW)
    assert isinstance(taken, Appointment)


def test_a_refused_or_stale_request_leads_nowhere(cast: Cast, second: Appointment) -> None:
    ask(cast.administrator, cast.camat)
    made = LettingIn.objects.get()
    assert confirm(second) == 302
    link = link_in(take(cast.administrator))
    assert signed_in(second).post(f"{REQUESTS}{made.pk}/tautan/").status_code == 422
    assert signed_in(second).post(f"{REQUESTS}{made.pk}/tutup/").status_code == 302
    assert Client().get(link).status_code == 422
    ask(cast.administrator, cast.lukman)
    LettingIn.objects.filter(user=cast.lukman.user).update(asked_at=timezone.now() - timedelta(days=8))
    with pytest.raises(RefusedError) as refused:
        letting_in_confirm(acting=second, letting=LettingIn.objects.latest("pk"))
    assert refused.value is OVER


def test_a_link_of_three_days_ago_and_one_shown_before_hold_no_more(cast: Cast) -> None:
    old = link_in(ask(cast.lukman, cast.siti))
    LettingIn.objects.update(linked_at=timezone.now() - timedelta(days=3, minutes=1))
    assert Client().get(old).status_code == 422
    assert Client().get(link_in(ask(cast.lukman, cast.siti))).status_code == 200
