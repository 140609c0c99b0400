"""Invitations, handing over, ending, and helping who is locked out."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from cast import Cast, signed_in
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from padan.web.accounts.invitations import InvitationError, Made, invitation_accept, invite
from padan.web.accounts.letting_in import letting_in_confirm
from padan.web.accounts.models import Appointment, Invitation, LettingIn, Office, Standing, User
from padan.web.accounts.services import AccountError, appointment_end, appointment_make
from padan.web.audit.models import Event
from padan.web.refusals import ForbiddenError
from padan.web.roles import Role
from thorough import one_in

pytestmark = one_in(4)

NEWCOMER = {
    "full_name": "Budi Santoso", "nip": "19900101", "phone": "", "username": "budi", "password": "empat kuda di sungai",
    "again": "empat kuda di sungai",
}  # fmt: skip


def invited(cast: Cast, office: str = "legok", role: Role = Role.KELURAHAN_CLERK, **more: object) -> Made:
    return invite(acting=cast.administrator, office=cast.offices[office], role=role, **more)  # type: ignore[arg-type]


def path_of(made: Made) -> str:
    return "/" + made.link.split("/", 3)[3]


def accepted(path: str, **changed: str) -> tuple[Client, object]:
    client = Client()
    client.get(path)
    return client, client.post("/undangan/terima/", {**NEWCOMER, **changed})


def test_link_leads_to_an_account_and_straight_in(cast: Cast) -> None:
    made = invited(cast)
    client = Client()
    assert client.get(path_of(made)).headers["Location"] == "/undangan/terima/"
    assert "Kelurahan Legok" in client.get("/undangan/terima/").content.decode()
    assert client.post("/undangan/terima/", NEWCOMER).headers["Location"] == "/"
    assert client.get("/akun/").context["acting"].office == cast.offices["legok"]
    held = Appointment.objects.get(user__username="budi")
    assert (held.role, held.user.full_name, held.until) == (Role.KELURAHAN_CLERK, "Budi Santoso", None)


def test_code_of_the_slip_is_understood_however_it_is_typed(cast: Cast) -> None:
    made = invited(cast)
    client = Client()
    assert client.post("/undangan/", {"code": "AAAA-AAAA-AAAA"}).status_code == 422
    typed = f" {made.code.lower().replace('-', ' ')}"
    assert client.post("/undangan/", {"code": typed}).headers["Location"] == "/undangan/terima/"


def test_only_hashes_are_kept(cast: Cast) -> None:
    made = invited(cast)
    kept = str(Invitation.objects.values().get(pk=made.invitation.pk)) + str(list(Event.objects.values()))
    assert path_of(made).split("/")[2] not in kept
    assert made.code.replace("-", "") not in kept


def test_invitation_holds_once(cast: Cast) -> None:
    made = invited(cast)
    accepted(path_of(made))
    _client, answer = accepted(path_of(made), username="lain")
    assert answer.status_code == 422
    assert "tidak berlaku" in answer.content.decode()
    assert not User.objects.filter(username="lain").exists()


@pytest.mark.parametrize("how", ["expired", "revoked", "unknown"])
def test_worthless_invitation_says_what_to_do(cast: Cast, how: str) -> None:
    made = invited(cast)
    path = path_of(made)
    if how == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "revoked":
        signed_in(cast.administrator).post(f"/akun/undangan/{made.invitation.pk}/batal/")
    else:
        path = "/undangan/tidak-ada/"
    answer = Client().get(path)
    assert answer.status_code == 422
    assert "Minta yang baru" in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"username": "siti"}, "sudah dipakai"),
        ({"username": "Budi Santoso"}, "tanpa spasi"),
        ({"password": "kata", "again": "kata"}, "setidaknya 10 karakter"),
        ({"password": "budi santoso", "again": "budi santoso"}, "mirip dengan nama lengkap"),
        ({"again": "lain sekali"}, "tidak sama"),
        ({"full_name": "  "}, "tidak boleh kosong"),
    ],
)
def test_newcomer_is_told_what_is_wrong(cast: Cast, changed: dict[str, str], told: str) -> None:
    _client, answer = accepted(path_of(invited(cast)), **changed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not User.objects.filter(full_name="Budi Santoso").exists()


def test_who_has_an_account_takes_the_office_with_it(cast: Cast) -> None:
    made = invited(cast, "murni")
    client = signed_in(cast.lukman)
    client.get(path_of(made))
    assert "Lukman Hakim" in client.get("/undangan/terima/").content.decode()
    client.post("/undangan/terima/")
    held = Appointment.objects.get(user=cast.lukman.user, office=cast.offices["murni"])
    assert held.role == Role.KELURAHAN_CLERK
    assert client.get("/akun/").context["acting"] == held


def test_ready_text_and_e_mail_hold_no_personal_data(cast: Cast) -> None:
    made = invited(cast, email="budi.santoso@contoh.test")
    assert made.sent
    assert mail.outbox[0].to == ["budi.santoso@contoh.test"]
    for text in (made.text, mail.outbox[0].body):
        assert made.link in text
        assert "budi" not in text.lower()
        assert "Bayu" not in text


def test_page_shows_link_text_and_slip(cast: Cast) -> None:
    page = signed_in(cast.lukman).post(
        f"/akun/kantor/{cast.offices['legok'].pk}/undang/",
        {"role": "klerk_kelurahan", "standing": "tetap", "email": ""},
    )
    text = page.content.decode()
    assert re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", text)
    assert "/undangan/" in text


@pytest.mark.parametrize(
    ("who", "office", "role"),
    [
        ("lukman", "legok", Role.LURAH),
        ("lukman", "murni", Role.KELURAHAN_CLERK),
        ("camat", "legok", Role.KELURAHAN_CLERK),
        ("siti", "legok", Role.KELURAHAN_CLERK),
        ("bappeda", "bappeda", Role.BAPPEDA),
    ],
)
def test_nobody_invites_beyond_their_say(cast: Cast, who: str, office: str, role: Role) -> None:
    with pytest.raises(ForbiddenError):
        invite(acting=cast.people[who], office=cast.offices[office], role=role)


def test_office_gives_only_its_own_roles(cast: Cast) -> None:
    with pytest.raises(AccountError, match="tidak mempunyai jabatan"):
        invited(cast, "legok", Role.BAPPEDA)


def test_one_regular_head_at_a_time(cast: Cast) -> None:
    with pytest.raises(AccountError, match="Serahterimakan"):
        invited(cast, "legok", Role.LURAH)
    assert invited(cast, "legok", Role.LURAH, standing=Standing.ACTING).invitation.pk


def test_office_goes_to_the_successor_once_they_accepted_and_a_second_person_confirmed(cast: Cast) -> None:
    page = signed_in(cast.administrator).post(f"/akun/jabatan/{cast.lukman.pk}/serahkan/", {"email": ""})
    link = re.search(r"https?://\S+/undangan/([\w-]{20,})/", page.content.decode())
    assert link
    cast.lukman.refresh_from_db()
    assert cast.lukman.until is None
    accepted(f"/undangan/{link.group(1)}/")
    cast.lukman.refresh_from_db()
    assert cast.lukman.until is None
    letting_in_confirm(acting=cast.lukman, letting=LettingIn.objects.get())
    cast.lukman.refresh_from_db()
    assert cast.lukman.until is not None
    heads = Appointment.objects.filter(office=cast.offices["legok"], role=Role.LURAH, until__isnull=True)
    assert [head.user.full_name for head in heads] == ["Budi Santoso"]
    assert signed_in(cast.lukman).get("/wilayah/").status_code == 403
    shown = signed_in(cast.administrator).get(f"/akun/kantor/{cast.offices['legok'].pk}/").content.decode()
    assert "Lukman Hakim" in shown.partition("Pemegang sebelumnya")[2]


def test_ended_appointment_gives_no_right_any_more(cast: Cast) -> None:
    clerk = signed_in(cast.siti)
    signed_in(cast.lukman).post(f"/akun/jabatan/{cast.siti.pk}/akhiri/", {"reason": "pindah tugas"})
    assert clerk.get("/wilayah/").status_code == 403
    assert "tidak sedang memegang jabatan" in clerk.get("/akun/").content.decode()
    with pytest.raises(AccountError, match="sudah berakhir"):
        appointment_end(acting=cast.administrator, appointment=cast.siti)


def test_last_administrator_stays(cast: Cast) -> None:
    with pytest.raises(AccountError, match="administrator terakhir"):
        appointment_end(acting=None, appointment=cast.administrator)
    appointment_make(acting=None, user=cast.siti.user, office=cast.offices["pengelola"], role=Role.ADMINISTRATOR)
    assert appointment_end(acting=None, appointment=cast.administrator).until


def test_same_office_is_not_given_twice(cast: Cast) -> None:
    made = invited(cast)
    with pytest.raises(AccountError, match="sudah menjadi"):
        invitation_accept(invitation=made.invitation, user=cast.siti.user)
    made.invitation.refresh_from_db()
    assert made.invitation.used_at is None


def test_stale_copy_of_a_used_invitation_does_not_hold(cast: Cast) -> None:
    made = invited(cast)
    stale = Invitation.objects.get(pk=made.invitation.pk)
    invitation_accept(invitation=made.invitation, user=cast.murni_clerk.user)
    with pytest.raises(InvitationError):
        invitation_accept(invitation=stale, user=cast.rawasari_clerk.user)


def test_forgotten_password_is_made_anew_by_link_once(cast: Cast) -> None:
    page = signed_in(cast.lukman).post(f"/akun/jabatan/{cast.siti.pk}/kata-sandi/").content.decode()
    link = re.search(r"/kata-sandi/[\w-]+/[\w-]+/", page)
    assert link
    asked = {"password": "empat kuda di sungai", "again": "empat kuda di sungai"}
    client = Client()
    assert client.get(link.group()).status_code == 200
    assert client.post(link.group(), asked).headers["Location"] == "/masuk/"
    assert client.get("/akun/").status_code == 302
    assert client.post("/masuk/", {"username": "siti", "password": asked["password"]}).status_code == 302
    assert Client().get(link.group()).status_code == 422
    assert Client().get("/kata-sandi/xx/yy/").status_code == 422


def test_administrator_finds_offices_by_name_region_and_holder(cast: Cast) -> None:
    browser = signed_in(cast.administrator)

    def found(search: str) -> str:
        return browser.get("/akun/orang/", {"cari": search}).content.decode().partition("<tbody>")[2]

    assert "Kelurahan Legok" in found("siti aminah")
    assert "Kelurahan Murni" not in found("siti aminah")
    assert "Kecamatan Alam Barajo" in found("barajo")
    assert "belum ada" not in found("legok")


def test_administrator_adds_an_opd(cast: Cast) -> None:
    browser = signed_in(cast.administrator)
    answer = browser.post("/akun/orang/opd/", {"name": "Dinas Perhubungan", "email": ""})
    made = Office.objects.get(name="Dinas Perhubungan")
    assert answer.headers["Location"] == f"/akun/kantor/{made.pk}/"
    assert browser.post("/akun/orang/opd/", {"name": "dinas perhubungan", "email": ""}).status_code == 422


def test_first_administrator_comes_by_a_command(db: None) -> None:
    said = StringIO()
    call_command("regions_load", stdout=StringIO())
    call_command("offices_make", stdout=said)
    assert "86 dibuat" in said.getvalue()
    call_command("offices_make", stdout=said)
    assert "Kantor: 0 dibuat" in said.getvalue()
    call_command("administrator_invite", stdout=said)
    path = "/" + said.getvalue().rstrip().rpartition("http://")[2].split("/", 1)[1]
    client, answer = accepted(path)
    assert answer.status_code == 302
    assert client.get("/akun/").headers["Location"] == "/masuk/kode/"


def test_nobody_takes_an_office_by_an_invitation_of_their_own(cast: Cast) -> None:
    """An administrator sees no data of people: not by inviting oneself as inspectorate either."""
    made = invited(cast, "inspektorat", Role.INSPECTORATE)
    client = signed_in(cast.administrator)
    client.get(path_of(made))
    answer = client.post("/undangan/terima/", follow=True)
    assert answer.status_code == 422
    assert "Undangan ini Anda buat sendiri" in answer.content.decode()
    assert not Appointment.objects.filter(user=cast.administrator.user, role=Role.INSPECTORATE).exists()
    assert Invitation.objects.get(pk=made.invitation.pk).used_at is None


def test_the_office_hears_of_whoever_takes_a_post_in_it(cast: Cast) -> None:
    cast.lukman.user.email = "lukman@contoh.test"
    cast.lukman.user.save()
    made = invited(cast, email="budi@contoh.test")
    mail.outbox.clear()
    accepted(path_of(made))
    told = {to for one in mail.outbox for to in one.to}
    assert "lukman@contoh.test" in told
    assert "budi@contoh.test" not in told
    assert "Budi Santoso menerima undangan sebagai Petugas kelurahan di Kelurahan Legok" in mail.outbox[0].body
