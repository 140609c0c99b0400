"""The synthetic city on the site: who signs in, and what each office hands in. Only in demo mode.

Each step looks at what is there already, so that a load that was interrupted goes on where it stopped.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.files.base import File
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from padan.demo.city import write_city
from padan.demo.senders import sent_lists
from padan.demo.years_writing_money import CITY_BILLS
from padan.web.accounts.models import Appointment, Office, User
from padan.web.accounts.offices import opd_make
from padan.web.accounts.services import appointment_make, user_make
from padan.web.demonstration_money import load_city_paid
from padan.web.demonstration_years import load_years
from padan.web.funds.models import Commitment
from padan.web.lists.models import UploadState
from padan.web.lists.services import upload_accept, upload_receive
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.periods.services import NewPeriod, period_open, requirement_add
from padan.web.refusals import RefusedError
from padan.web.regions.models import Level, Region
from padan.web.roles import OfficeKind, Role

PERIOD = "2024-Q4"
AS_OF = date(2024, 12, 31)
PASSWORD = "kota-contoh-2024"
"""Of every sign-in of the synthetic city; the table of sign-ins prints it."""

READERS_AT_ONCE = 2
Say = Callable[[str], None]

_HEADS: dict[OfficeKind, tuple[tuple[Role, str], ...]] = {
    OfficeKind.KELURAHAN: ((Role.KELURAHAN_CLERK, "petugas"), (Role.LURAH, "lurah")),
    OfficeKind.KECAMATAN: ((Role.KECAMATAN_CLERK, "petugas"), (Role.CAMAT, "camat")),
}
_SINGLE: dict[OfficeKind, tuple[Role, str]] = {
    OfficeKind.BAPPEDA: (Role.BAPPEDA, "bappeda"),
    OfficeKind.BPKAD: (Role.BPKAD, "bpkad"),
    OfficeKind.PEMERINTAHAN: (Role.PEMERINTAHAN, "pemerintahan"),
    OfficeKind.BPJS: (Role.BPJS, "cabang"),
    OfficeKind.LEADERS: (Role.LEADER, "sekda"),
    OfficeKind.INSPECTORATE: (Role.INSPECTORATE, "inspektorat"),
    OfficeKind.ADMINISTRATION: (Role.ADMINISTRATOR, "admin"),
    OfficeKind.OPD: (Role.OPD_CLERK, "dinsos"),
}
_FIRST = ("Ratna", "Hasan", "Siti", "Yusuf", "Dewi", "Ridwan", "Nurul", "Eko", "Fitri", "Agus", "Wati", "Bayu", "Rina")
_LAST = ("Contoh", "Rekaan", "Misal", "Teladan", "Peraga", "Andaian", "Umpama")


@dataclass(frozen=True, slots=True)
class SignIn:
    """One line of the table of sign-ins."""

    role: str
    office: str
    username: str
    second_factor: bool


def holds_other_people() -> bool:
    """Whether the database is in use by a site that is no synthetic city: nothing is loaded into that."""
    return User.objects.exists() and not (Path(settings.HOME) / "kota").exists()


LIVED = "tahun-dimuat"
"""The file that says that the years were loaded whole: what users did since is theirs, and is not gone on with."""


def load(people: int, say: Say) -> None:
    """Everything up to, and without, the first run."""
    folder = _city(people, say)
    say("Wilayah dan kantor")
    call_command("regions_load", stdout=StringIO())
    city = Region.objects.get(level=Level.CITY)
    call_command("offices_make", stdout=StringIO())
    if not Office.objects.filter(kind=OfficeKind.OPD).exists():
        opd_make(acting=None, city=city, name="Dinas Sosial")
    say("Pengguna")
    with _quick_passwords():
        for office in Office.objects.select_related("region"):
            _users_of(office)
    period = _period()
    say("Daftar, peserta, iuran, jabatan RT, kelompok")
    _hand_in(period, folder, say)
    lived = folder / LIVED
    if (folder / "dana").exists() and not (lived.exists() and Commitment.objects.exists()):
        load_years(people, folder, say)
        lived.touch()


def load_after_run(people: int, say: Say) -> bool:
    """What can only be told once the first run has made persons of everybody on the lists; whether anything was."""
    folder = Path(settings.HOME) / "kota"
    return (folder / "dana" / CITY_BILLS).exists() and load_city_paid(people, folder, say)


def sign_ins() -> list[SignIn]:
    """One for every role; of the kelurahan and kecamatan the first."""
    found: dict[str, SignIn] = {}
    held = (
        Appointment.objects.filter(until=None)
        .select_related("user", "office__region")
        .order_by("office__region__code", "pk")
    )
    for appointment in held:
        role = Role(appointment.role)
        needs = appointment.needs_second_factor
        found.setdefault(role, SignIn(str(role.label), appointment.office.name, appointment.user.username, needs))
    return [found[role] for role in Role if role in found]


def code_now(username: str) -> str | None:
    """The code that the user's authenticator app would show now; None where none is set up."""
    device = TOTPDevice.objects.filter(user__username=username, confirmed=True).first()
    if device is None:
        return None
    generator = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    generator.time = timezone.now().timestamp()
    return f"{generator.token():0{device.digits}d}"


def _city(people: int, say: Say) -> Path:
    folder = Path(settings.HOME) / "kota"
    if not (folder / "truth.parquet").exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        write_city(folder, people=people, progress=say, list_a_file=True)
    return folder


@contextmanager
def _quick_passwords() -> Iterator[None]:
    """The password is printed for everybody to read: making it slow to guess would only make the load slow."""
    usual = PBKDF2PasswordHasher.iterations
    PBKDF2PasswordHasher.iterations = 1000
    try:
        yield
    finally:
        PBKDF2PasswordHasher.iterations = usual


def _users_of(office: Office) -> None:
    kind = OfficeKind(office.kind)
    short = office.region.name.lower().replace(" ", "-")
    for role, name in _HEADS.get(kind, ()):
        prefix = "kec-" if kind is OfficeKind.KECAMATAN else ""
        _user(f"{prefix}{short}.{name}", office, role)
    if kind in _SINGLE:
        role, name = _SINGLE[kind]
        _user(name, office, role)


@transaction.atomic
def _user(username: str, office: Office, role: Role) -> None:
    if User.objects.filter(username=username).exists():
        return
    number = User.objects.count()
    name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number % len(_LAST)]}"
    nip = f"99990101 999901 1 {number:03d}"
    user = user_make(acting=None, username=username, full_name=name, password=PASSWORD, nip=nip)
    appointment = appointment_make(acting=None, user=user, office=office, role=role)
    if appointment.needs_second_factor:
        TOTPDevice.objects.create(user=user, name="contoh", confirmed=True)


def _period() -> Period:
    bappeda = _acting(Office.objects.filter(kind=OfficeKind.BAPPEDA).get(), Role.BAPPEDA)
    with transaction.atomic():
        period = Period.objects.filter(key=PERIOD).first() or period_open(
            acting=bappeda, period=NewPeriod(PERIOD, due=timezone.localdate() + timedelta(days=14), as_of=AS_OF)
        )
        for kind, sender in ((Kind.POSTS, OfficeKind.PEMERINTAHAN), (Kind.GROUPS, OfficeKind.BPJS)):
            office = Office.objects.get(kind=sender)
            if not Requirement.objects.filter(period=period, office=office, kind=kind).exists():
                requirement_add(acting=bappeda, period=period, office=office, kind=kind)
    return period


def _acting(office: Office, role: Role) -> Appointment:
    held = Appointment.objects.filter(office=office, role=role, until=None).select_related("user", "office__region")
    return held.order_by("pk")[0]


def _hand_in(period: Period, folder: Path, say: Say) -> None:
    """Each file to the list it is asked for, received and accepted by its own clerk; what is in is passed by."""
    todo = [(requirement, path) for requirement, path in _files(period, folder) if not _is_in(requirement)]
    done = 0
    with ThreadPoolExecutor(READERS_AT_ONCE) as readers:
        for requirement_id in readers.map(lambda one: _hand_in_one(*one), todo):
            done += bool(requirement_id)
            if done % 50 == 0:
                say(f"Daftar yang masuk: {done} dari {len(todo)}")


def _is_in(requirement: Requirement) -> bool:
    return requirement.uploads.filter(state=UploadState.ACCEPTED).exists()


def _hand_in_one(requirement: Requirement, path: Path) -> int:
    try:
        role = Role(
            {
                OfficeKind.KELURAHAN: Role.KELURAHAN_CLERK,
                OfficeKind.KECAMATAN: Role.KECAMATAN_CLERK,
                OfficeKind.BPJS: Role.BPJS,
                OfficeKind.PEMERINTAHAN: Role.PEMERINTAHAN,
            }[OfficeKind(requirement.office.kind)]
        )
        acting = _acting(requirement.office, role)
        with path.open("rb") as file:
            upload = upload_receive(
                acting=acting, requirement=requirement, file=File(file, name=path.name), as_of=AS_OF
            )
        if upload.state == UploadState.REFUSED:
            raise RefusedError(f"{path.name}: {upload.refusal}", f"{path.name}: {upload.refusal}")
        upload_accept(acting=acting, upload=upload, as_of=AS_OF)
        return requirement.pk
    finally:
        connection.close()


def _files(period: Period, folder: Path) -> Iterator[tuple[Requirement, Path]]:
    asked = {
        (r.office.kind, r.office.region.name, r.kind, r.segment): r
        for r in Requirement.objects.filter(period=period).select_related("period", "office__region__parent")
    }
    for sent in sent_lists(folder):
        kind = OfficeKind.KELURAHAN if sent.kelurahan else OfficeKind.KECAMATAN
        yield asked[kind, sent.kelurahan or sent.kecamatan, Kind.LIST, sent.segment], sent.path
    names = {Kind.PARTICIPANTS: "peserta", Kind.PAYMENTS: "iuran", Kind.POSTS: "pos-rt", Kind.GROUPS: "kelompok"}
    for requirement in asked.values():
        if name := names.get(Kind(requirement.kind)):
            yield requirement, folder / f"{name}.xlsx"
