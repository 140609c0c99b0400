"""Signing in: password, second step, lockout, sittings that end."""

import re
from typing import Any

import pytest
from cast import PASSWORD, Cast, signed_in
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from padan.web.accounts.models import Appointment
from padan.web.accounts.second_factor import recovery_codes_left
from padan.web.accounts.services import PasswordError, appointment_make, password_demand
from padan.web.audit.models import Event
from padan.web.roles import Role
from thorough import one_in

pytestmark = one_in(2)

NEW = "empat kuda di sungai"


def enter(client: Client, username: str, password: str = PASSWORD, where: str = "/masuk/", **headers: str) -> object:
    """Fill in the sign-in form."""
    return client.post(where, {"username": username, "password": password}, **headers)  # type: ignore[arg-type]


def code_now(appointment: Appointment) -> str:
    """What the user's app shows; as if the last code had been shown long ago."""
    TOTPDevice.objects.filter(user=appointment.user).update(last_t=-1, throttling_failure_count=0)
    device = TOTPDevice.objects.filter(user=appointment.user).latest("pk")
    return f"{totp(device.bin_key):06d}"


def with_second_step(appointment: Appointment) -> TOTPDevice:
    return TOTPDevice.objects.create(user=appointment.user, name="uji", confirmed=True)


def inside(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def test_clerk_signs_in_with_password_alone(cast: Cast) -> None:
    client = Client()
    answer = enter(client, " Siti ", where="/masuk/?next=/akun/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/akun/")
    assert "Siti Aminah" in client.get("/akun/").content.decode()
    assert Event.objects.filter(action="accounts.sign_in", actor=cast.siti.user).count() == 1


def test_wrong_password_says_so_without_telling_which_is_wrong(cast: Cast) -> None:
    known, unknown = (enter(Client(), name, "salah") for name in ("siti", "tidak.ada"))
    told = {
        answer.content.decode().partition('class="errorlist')[2].partition("</ul>")[0] for answer in (known, unknown)
    }
    assert (known.status_code, unknown.status_code, len(told)) == (422, 422, 1)
    assert "Nama pengguna atau kata sandi tidak cocok" in told.pop()
    assert Event.objects.filter(action="accounts.sign_in_failed").count() == 2


@pytest.mark.parametrize("wanted", ["https://jahat.test/", "//jahat.test/", "javascript:alert(1)", "/\\jahat.test"])
def test_nobody_is_sent_elsewhere_after_signing_in(cast: Cast, wanted: str) -> None:
    answer = Client().post(f"/masuk/?next={wanted}", {"username": "siti", "password": PASSWORD, "next": wanted})
    assert answer.headers["Location"] == "/"


def test_fifth_wrong_try_shuts_that_name_out_from_that_place_alone(cast: Cast) -> None:
    answers = [enter(Client(), "siti", "salah", REMOTE_ADDR="10.0.0.1") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 429]
    assert "Tunggu 15 menit" in answers[-1].content.decode()
    assert enter(Client(), "siti", REMOTE_ADDR="10.0.0.1").status_code == 429
    assert enter(Client(), "lukman", REMOTE_ADDR="10.0.0.1").status_code == 302
    assert enter(Client(), "siti", REMOTE_ADDR="10.0.0.2").status_code == 302


def test_role_that_sees_more_sets_up_a_second_step_before_anything_else(cast: Cast) -> None:
    client = Client()
    enter(client, "bappeda")
    assert client.get("/akun/").headers["Location"] == "/masuk/kode/"
    page = client.get("/masuk/kode/").content.decode()
    assert "<svg" in page
    key = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert key
    assert client.post("/masuk/kode/", {"code": "000000"}).status_code == 422
    shown = client.post("/masuk/kode/", {"code": code_now(cast.bappeda)}).content.decode()
    codes = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", shown)
    assert len(set(codes)) == 10
    assert inside(client)


def test_second_step_is_asked_of_whoever_set_it_up(cast: Cast) -> None:
    with_second_step(cast.siti)
    client = Client()
    enter(client, "siti")
    assert not inside(client)
    assert client.post("/masuk/kode/", {"code": "123"}).status_code == 422
    answer = client.post("/masuk/kode/", {"code": f" {code_now(cast.siti)} "})
    assert answer.status_code == 302
    assert inside(client)


def test_code_holds_once_and_wrong_ones_must_wait(cast: Cast) -> None:
    with_second_step(cast.siti)
    code = code_now(cast.siti)
    first, second = Client(), Client()
    for client in (first, second):
        enter(client, "siti")
    assert first.post("/masuk/kode/", {"code": code}).status_code == 302
    assert second.post("/masuk/kode/", {"code": code}).status_code == 422
    wrong = [second.post("/masuk/kode/", {"code": "000000"}) for _ in range(3)]
    assert [answer.status_code for answer in wrong] == [422, 422, 422]
    device = TOTPDevice.objects.get(user=cast.siti.user)
    assert device.throttling_failure_count == 1


def test_new_phone_wants_the_password_and_replaces_the_old(cast: Cast) -> None:
    client = signed_in(cast.siti)
    old = TOTPDevice.objects.get(user=cast.siti.user)
    assert 'name="current"' in client.get("/akun/langkah-kedua/").content.decode()
    refused = client.post("/akun/langkah-kedua/", {"code": code_now(cast.siti), "current": "salah"})
    assert refused.status_code == 422
    assert TOTPDevice.objects.get(user=cast.siti.user, confirmed=True) == old
    shown = client.post("/akun/langkah-kedua/", {"code": code_now(cast.siti), "current": PASSWORD})
    assert len(re.findall(r"<code>[a-z0-9]{5}-[a-z0-9]{5}</code>", shown.content.decode())) == 10
    assert TOTPDevice.objects.get(user=cast.siti.user).pk != old.pk
    assert inside(client)


def test_recovery_code_lets_in_once(cast: Cast) -> None:
    client = signed_in(cast.siti)
    page = client.post("/akun/kode-pemulihan/", {"current": PASSWORD}).content.decode()
    code = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", page)[0]
    assert recovery_codes_left(cast.siti.user) == 10
    again = Client()
    enter(again, "siti")
    assert again.post("/masuk/kode/", {"code": code.upper()}).status_code == 302
    assert inside(again)
    third = Client()
    enter(third, "siti")
    assert third.post("/masuk/kode/", {"code": code}).status_code == 422
    assert recovery_codes_left(cast.siti.user) == 9


def test_recovery_codes_want_the_password(cast: Cast) -> None:
    answer = signed_in(cast.siti).post("/akun/kode-pemulihan/", {"current": "salah"})
    assert answer.status_code == 422
    assert "Kata sandi tidak cocok" in answer.content.decode()
    assert recovery_codes_left(cast.siti.user) == 0


def test_second_step_is_taken_away_only_where_no_role_demands_it(cast: Cast) -> None:
    assert signed_in(cast.siti).post("/akun/langkah-kedua/lepas/", {"current": PASSWORD}).status_code == 302
    assert not TOTPDevice.objects.filter(user=cast.siti.user).exists()
    assert signed_in(cast.camat).post("/akun/langkah-kedua/lepas/", {"current": PASSWORD}).status_code == 422
    assert TOTPDevice.objects.filter(user=cast.camat.user).exists()


def test_signing_out_ends_the_sitting(cast: Cast) -> None:
    client = signed_in(cast.siti)
    assert client.get("/keluar/").status_code == 403
    assert client.post("/keluar/").headers["Location"] == "/masuk/"
    assert not inside(client)


def test_sign_out_everywhere_ends_every_sitting(cast: Cast) -> None:
    here, there = signed_in(cast.siti), signed_in(cast.siti)
    here.post("/akun/keluar-semua/")
    assert (inside(here), inside(there)) == (False, False)
    assert inside(signed_in(cast.lukman))


def test_new_password_keeps_this_sitting_and_ends_the_others(cast: Cast) -> None:
    here, there = signed_in(cast.siti), signed_in(cast.siti)
    asked = {"current": PASSWORD, "password": NEW, "again": NEW}
    assert here.post("/akun/kata-sandi/", asked).status_code == 302
    assert (inside(here), inside(there)) == (True, False)
    assert enter(Client(), "siti", NEW).status_code == 302


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"current": "salah", "password": NEW, "again": NEW}, "Kata sandi tidak cocok"),
        ({"current": PASSWORD, "password": NEW, "again": NEW + "!"}, "Kedua kata sandi tidak sama"),
        ({"current": PASSWORD, "password": "pendek", "again": "pendek"}, "setidaknya 10 karakter"),
        ({"current": PASSWORD, "password": "1234567890", "again": "1234567890"}, "angka"),
        ({"current": "", "password": "", "again": ""}, "Bidang ini tidak boleh kosong"),
    ],
)
def test_password_is_changed_only_for_a_good_one(cast: Cast, asked: dict[str, str], told: str) -> None:
    answer = signed_in(cast.siti).post("/akun/kata-sandi/", asked)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    cast.siti.user.refresh_from_db()
    assert cast.siti.user.check_password(PASSWORD)


def test_password_asked_again_is_heard_five_times(cast: Cast) -> None:
    user = cast.lukman.user
    password_demand(user=user, password=PASSWORD)
    for _ in range(5):
        with pytest.raises(PasswordError, match="tidak cocok"):
            password_demand(user=user, password="salah")
    with pytest.raises(PasswordError, match="15 menit"):
        password_demand(user=user, password=PASSWORD)
    password_demand(user=cast.siti.user, password=PASSWORD)


def test_who_holds_two_offices_chooses_in_which_to_act(cast: Cast) -> None:
    second = appointment_make(
        acting=cast.administrator, user=cast.siti.user, office=cast.offices["murni"], role=Role.KELURAHAN_CLERK
    )
    client = signed_in(cast.siti)
    assert client.get("/akun/").context["acting"] == cast.siti
    client.post("/akun/jabatan/", {"appointment": second.pk})
    assert client.get("/akun/").context["acting"] == second
    assert client.post("/akun/jabatan/", {"appointment": cast.bappeda.pk}).status_code == 404
    assert client.get("/akun/").context["acting"] == second


def test_language_is_chosen_by_anybody_and_leads_back_home_only(cast: Cast) -> None:
    client = Client()
    answer = client.post("/bahasa/", {"language": "en", "next": "/masuk/"})
    assert answer.headers["Location"] == "/masuk/"
    assert answer.cookies["bahasa"]["httponly"]
    assert client.get("/masuk/").headers["Content-Language"] == "en"
    assert client.post("/bahasa/", {"language": "xx", "next": "https://jahat.test"}).headers["Location"] == "/"
    assert client.get("/masuk/").headers["Content-Language"] == "id"


def test_own_data_are_changed(cast: Cast) -> None:
    client = signed_in(cast.siti)
    asked = {"full_name": "Siti Aminah, S.E.", "nip": "1", "email": "siti@contoh.test", "phone": "0812"}
    assert client.post("/akun/data/", asked).status_code == 302
    assert "Siti Aminah, S.E." in client.get("/akun/").content.decode()
    assert client.post("/akun/data/", {**asked, "email": "bukan surel"}).status_code == 422
    assert client.post("/akun/data/", {**asked, "full_name": " "}).status_code == 422


def test_asking_the_password_again_ends_no_sitting(cast: Cast, settings: Any) -> None:
    """After an update that stores passwords in a newer way, whoever sits and signs stays in."""
    client = signed_in(cast.lukman)
    newer = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    settings.PASSWORD_HASHERS = [newer, *settings.PASSWORD_HASHERS]
    password_demand(user=cast.lukman.user, password=PASSWORD)
    assert client.get("/akun/").status_code == 200
