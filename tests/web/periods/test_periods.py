"""A period opened, asked for, reminded of, locked and closed."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from cast import Cast, signed_in
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from padan.web.accounts.models import Office
from padan.web.audit.models import Event
from padan.web.periods import board, selectors, services, todo
from padan.web.periods.models import Kind, Lock, Period, Reminder, Requirement
from padan.web.refusals import ConflictError, ForbiddenError, LockedError, NotThereError, RefusedError
from padan.web.roles import OfficeKind
from thorough import one_in

pytestmark = one_in(2)

DUE = date(2025, 1, 15)


def opened(cast: Cast, key: str = "2024-Q4", **stated: Any) -> Period:
    return services.period_open(acting=cast.bappeda, period=services.NewPeriod(key=key, due=DUE, **stated))


def test_a_quarter_asks_every_office_for_its_lists(cast: Cast) -> None:
    period = opened(cast, opds=[cast.offices["dinsos"]])
    assert (period.key, period.name) == ("2024-Q4", "Triwulan 4 Tahun 2024")
    assert (period.first_month, period.last_month) == (date(2024, 10, 1), date(2024, 12, 1))
    asked = {
        office: sorted(Requirement.objects.filter(office=cast.offices[office]).values_list("kind", "segment"))
        for office in ("legok", "sipin", "dinsos", "bpjs", "bpkad")
    }
    assert asked == {
        "legok": [("list", "miskin_ekstrem"), ("list", "pekerja_rentan"), ("list", "rt")],
        "sipin": [("list", "tkk")],
        "dinsos": [("list", "tkk")],
        "bpjs": [("participants", ""), ("payments", "")],
        "bpkad": [],
    }
    assert Event.objects.get(action="periods.open").actor == cast.bappeda.user


@pytest.mark.parametrize(("key", "name"), [("2024-10", "Oktober 2024"), ("2025-tw1", "Triwulan 1 Tahun 2025")])
def test_a_month_or_a_quarter_in_other_words(cast: Cast, key: str, name: str) -> None:
    assert opened(cast, key).name == name


def test_what_is_no_period_and_what_is_open_already_is_refused(cast: Cast) -> None:
    with pytest.raises(RefusedError, match="Periode tidak dikenal"):
        opened(cast, "kuartal empat")
    opened(cast)
    with pytest.raises(ConflictError):
        opened(cast, "2024-TW4")


def test_only_bappeda_opens_and_asks(cast: Cast) -> None:
    period = opened(cast)
    with pytest.raises(ForbiddenError):
        services.period_open(acting=cast.camat, period=services.NewPeriod(key="2025-Q1", due=DUE))
    with pytest.raises(ForbiddenError):
        services.requirement_add(acting=cast.siti, period=period, office=cast.offices["dinsos"], kind=Kind.LIST)


def test_lists_are_added_and_struck_off(cast: Cast) -> None:
    period = opened(cast)
    asked = services.requirement_add(
        acting=cast.bappeda, period=period, office=cast.offices["pemerintahan"], kind=Kind.POSTS
    )
    with pytest.raises(ConflictError):
        services.requirement_add(acting=cast.bappeda, period=period, office=asked.office, kind=Kind.POSTS)
    services.requirement_remove(acting=cast.bappeda, requirement=asked)
    assert not Requirement.objects.filter(office=cast.offices["pemerintahan"]).exists()


def test_the_newest_open_period_is_the_current_one(cast: Cast) -> None:
    assert selectors.period_current(cast.siti) is None
    older, newer = opened(cast, "2024-Q3"), opened(cast)
    assert selectors.period_current(cast.siti) == newer
    services.period_close(acting=cast.bappeda, period=newer)
    assert selectors.period_current(cast.siti) == older


def test_a_lock_or_a_closed_period_stops_writers_of_that_office(cast: Cast) -> None:
    period = opened(cast)
    legok, murni = cast.offices["legok"], cast.offices["murni"]
    services.lock_set(period=period, office=legok)
    with pytest.raises(LockedError, match="sudah ditandatangani"):
        services.assert_open(period=period, office=legok)
    services.assert_open(period=period, office=murni)
    services.lock_lift(period=period, office=legok)
    services.assert_open(period=period, office=legok)
    services.period_close(acting=cast.bappeda, period=period)
    with pytest.raises(LockedError, match="ditutup"):
        services.assert_open(period=period, office=murni)


def test_touching_a_period_moves_its_moment(cast: Cast) -> None:
    period = opened(cast)
    assert period.changed_at is None
    services.touched(period=period)
    first = Period.objects.get().changed_at
    services.touched(period=period)
    second = Period.objects.get().changed_at
    assert first is not None
    assert second is not None
    assert second > first


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="rows are locked on PostgreSQL alone")
def test_signing_waits_for_a_writer_at_work() -> None:
    from cast import make_cast  # noqa: PLC0415 (a database of its own)

    cast = make_cast()
    period, office = opened(cast), cast.offices["legok"]
    done: list[str] = []

    def sign() -> None:
        services.lock_set(period=period, office=Office.objects.get(pk=office.pk))
        done.append("signed")
        connection.close()

    with transaction.atomic():
        services.assert_open(period=period, office=office)
        signer = threading.Thread(target=sign)
        signer.start()
        signer.join(0.4)
        assert not done
    signer.join(5)
    assert done == ["signed"]
    assert Lock.objects.count() == 1


def test_a_reminder_goes_out_once_and_names_no_person(cast: Cast) -> None:
    period = opened(cast)
    lists = list(Requirement.objects.filter(office=cast.offices["legok"]).select_related("office"))
    services.reminders_ask(acting=cast.bappeda, period=period, lacking=[(cast.offices["legok"], lists)])
    assert services.reminders_send() == 1
    assert services.reminders_send() == 0
    (letter,) = mail.outbox
    assert letter.to == ["kantor@contoh.test"]
    assert "Daftar orang, Ketua RT, paling lambat 15 Januari 2025" in letter.body
    assert not any(appointment.user.full_name in letter.body for appointment in cast.people.values())


def test_a_reminder_that_failed_is_noted_and_tried_again_later(cast: Cast, settings: Any) -> None:
    period = opened(cast)
    lists = list(Requirement.objects.filter(office=cast.offices["legok"]).select_related("office"))
    services.reminders_ask(acting=cast.bappeda, period=period, lacking=[(cast.offices["legok"], lists)])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    assert services.reminders_send() == 0
    reminder = Reminder.objects.get()
    assert "Surel tidak terkirim" in reminder.failed
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert services.reminders_send() == 0
    Reminder.objects.update(tried_at=timezone.now() - timedelta(hours=1))
    assert services.reminders_send() == 1
    reminder.refresh_from_db()
    assert (reminder.failed, reminder.sent_at is not None) == ("", True)


def test_an_office_without_an_address_is_said_so(cast: Cast) -> None:
    period = opened(cast)
    Office.objects.filter(pk=cast.offices["legok"].pk).update(email="")
    lists = list(Requirement.objects.filter(office=cast.offices["legok"]).select_related("office"))
    services.reminders_ask(acting=cast.bappeda, period=period, lacking=[(lists[0].office, lists)])
    services.reminders_send()
    assert "belum mempunyai alamat surel" in Reminder.objects.get().failed


def test_bappeda_opens_a_period_on_the_page(cast: Cast) -> None:
    browser = signed_in(cast.bappeda)
    wrong = browser.post("/periode/baru/", {"key": "besok", "due": "2025-01-15"})
    assert (wrong.status_code, "Periode tidak dikenal" in wrong.content.decode()) == (422, True)
    stated = {"key": "2024-Q4", "due": "2025-01-15", "opds": [cast.offices["dinsos"].pk]}
    page = browser.post("/periode/baru/", stated, follow=True)
    assert "Daftar yang diminta, Triwulan 4 Tahun 2024" in page.content.decode()
    assert Requirement.objects.filter(office__kind=OfficeKind.OPD).count() == 1


def test_what_is_asked_is_edited_on_the_page(cast: Cast) -> None:
    period = opened(cast)
    browser = signed_in(cast.bappeda)
    browser.post("/periode/2024-Q4/minta/", {"office": cast.offices["dinsos"].pk, "kind": "list", "segment": "tkk"})
    asked = Requirement.objects.get(office=cast.offices["dinsos"])
    assert asked.due == DUE
    browser.post("/periode/2024-Q4/ubah/", {"name": "Triwulan terakhir", "due": "2025-02-01", "as_of": "2024-12-31"})
    asked.refresh_from_db()
    period.refresh_from_db()
    assert (asked.due, period.name, period.as_of) == (date(2025, 2, 1), "Triwulan terakhir", date(2024, 12, 31))
    browser.post(f"/periode/permintaan/{asked.pk}/hapus/")
    assert not Requirement.objects.filter(office=cast.offices["dinsos"]).exists()


def test_each_sees_its_own_part_of_the_board(cast: Cast) -> None:
    opened(cast)
    shown = {
        "siti": {"Kelurahan Legok"},
        "camat": {"Kelurahan Legok", "Kelurahan Murni", "Kecamatan Danau Sipin"},
        "branch": {"BPJS Ketenagakerjaan Cabang Jambi"},
    }
    known = {office.name for office in Office.objects.filter(requirements__isnull=False)}
    for who, offices in shown.items():
        text = signed_in(getattr(cast, who)).get("/papan/").content.decode()
        assert {name for name in known if f'<th scope="row">{name}</th>' in text} == offices
    for who in ("bappeda", "bpkad", "leader", "auditor"):
        text = signed_in(getattr(cast, who)).get("/papan/").content.decode()
        assert {name for name in known if f'<th scope="row">{name}</th>' in text} == known
    assert signed_in(cast.administrator).get("/papan/").status_code == 403


def test_the_home_page_is_there_for_everybody(cast: Cast) -> None:
    for appointment in cast.people.values():
        page = signed_in(appointment).get("/")
        assert (page.status_code, "Belum ada periode yang dibuka" in page.content.decode()) == (200, True)
    opened(cast)
    for appointment in cast.people.values():
        assert signed_in(appointment).get("/").status_code == 200


def test_the_most_harmful_stands_first(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    period = opened(cast)
    parts = [
        todo.Todo("banyak", 50, "/a"),
        todo.Todo("tidak ada", 0, "/b"),
        todo.Todo("uang", 1, "/c", harm=42_000_000),
        todo.Todo("nyawa", 1, "/d", grave=True),
    ]
    monkeypatch.setattr(todo, "PARTS", [lambda acting, period: parts])
    assert [found.text for found in todo.left_to_do(cast.siti, period)] == ["nyawa", "uang", "banyak"]


def test_a_later_room_outweighs_an_earlier_one_on_the_board(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    period, legok = opened(cast), cast.offices["legok"]

    def column(key: str, standing: board.Standing) -> board.Column:
        return board.Column(key, key, lambda acting, period, offices: {legok.pk: board.Cell(key, standing=standing)})

    states = [column("daftar", board.Standing.IN), column("tanda", board.Standing.SIGNED)]
    monkeypatch.setattr(board, "STATES", states)
    found = board.lines(cast.bappeda, period, selectors.requirements_of(cast.bappeda, period))
    assert {line.office.name: line.standing for line in found}["Kelurahan Legok"] is board.Standing.SIGNED
    assert {line.standing for line in found if line.office != legok} == {board.Standing.NOT_YET}


def test_late_offices_are_reminded_from_the_page(cast: Cast) -> None:
    opened(cast)
    browser = signed_in(cast.bappeda)
    page = browser.get("/periode/2024-Q4/pengingat/").content.decode()
    assert "Kelurahan Legok" in page
    assert "Mohon dikirim lewat" in page
    browser.post("/periode/2024-Q4/pengingat/", {"office": [cast.offices["legok"].pk]})
    assert [reminder.office.name for reminder in Reminder.objects.all()] == ["Kelurahan Legok"]
    none = browser.post("/periode/2024-Q4/pengingat/", {})
    assert none.status_code == 422


def test_a_period_nobody_opened_is_not_there(cast: Cast) -> None:
    with pytest.raises(NotThereError):
        selectors.period_get(cast.siti, "2030-Q1")
    assert signed_in(cast.siti).get("/papan/2030-Q1/").status_code == 404
