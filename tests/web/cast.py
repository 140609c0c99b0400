"""The named cast: a small city with two kelurahan of one kecamatan and one of another, and one person in every role."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from padan.web.accounts.models import Appointment, Office, User
from padan.web.regions.models import Level, Region
from padan.web.roles import OfficeKind, Role

PASSWORD = "kata-sandi-uji-1"


@dataclass(frozen=True)
class Cast:
    """Offices by short name, and appointments by the person's name."""

    offices: dict[str, Office]
    people: dict[str, Appointment]

    def __getattr__(self, name: str) -> Appointment:
        if name.startswith("__"):
            raise AttributeError(name)  # what `copy` asks of a cast that has no people yet
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None


def make_cast() -> Cast:
    """Legok and Murni lie in Danau Sipin, Rawasari in Alam Barajo."""
    province = Region.objects.create(code="15", name="Jambi", level=Level.PROVINCE)
    city = Region.objects.create(code="15.71", name="Kota Jambi", level=Level.CITY, parent=province)
    sipin = Region.objects.create(code="15.71.11", name="Danau Sipin", level=Level.KECAMATAN, parent=city)
    barajo = Region.objects.create(code="15.71.10", name="Alam Barajo", level=Level.KECAMATAN, parent=city)
    legok = Region.objects.create(code="15.71.11.1001", name="Legok", level=Level.KELURAHAN, parent=sipin)
    murni = Region.objects.create(code="15.71.11.1002", name="Murni", level=Level.KELURAHAN, parent=sipin)
    rawasari = Region.objects.create(code="15.71.10.1001", name="Rawasari", level=Level.KELURAHAN, parent=barajo)
    offices = {
        "legok": _office(OfficeKind.KELURAHAN, "Kelurahan Legok", legok),
        "murni": _office(OfficeKind.KELURAHAN, "Kelurahan Murni", murni),
        "rawasari": _office(OfficeKind.KELURAHAN, "Kelurahan Rawasari", rawasari),
        "sipin": _office(OfficeKind.KECAMATAN, "Kecamatan Danau Sipin", sipin),
        "barajo": _office(OfficeKind.KECAMATAN, "Kecamatan Alam Barajo", barajo),
        "dinsos": _office(OfficeKind.OPD, "Dinas Sosial", city),
        "bappeda": _office(OfficeKind.BAPPEDA, "Bappeda Kota Jambi", city),
        "bpkad": _office(OfficeKind.BPKAD, "BPKAD Kota Jambi", city),
        "pemerintahan": _office(OfficeKind.PEMERINTAHAN, "Bagian Pemerintahan", city),
        "bpjs": _office(OfficeKind.BPJS, "BPJS Ketenagakerjaan Cabang Jambi", city),
        "setda": _office(OfficeKind.LEADERS, "Sekretariat Daerah", city),
        "inspektorat": _office(OfficeKind.INSPECTORATE, "Inspektorat Kota Jambi", city),
        "pengelola": _office(OfficeKind.ADMINISTRATION, "Pengelola Sistem", city),
    }
    people = {
        "siti": _appointed("siti", "Siti Aminah", offices["legok"], Role.KELURAHAN_CLERK),
        "lukman": _appointed("lukman", "Lukman Hakim", offices["legok"], Role.LURAH),
        "murni_clerk": _appointed("wati", "Wati Murniati", offices["murni"], Role.KELURAHAN_CLERK),
        "murni_lurah": _appointed("yusuf", "M. Yusuf", offices["murni"], Role.LURAH),
        "rawasari_clerk": _appointed("ratna", "Ratna Sari", offices["rawasari"], Role.KELURAHAN_CLERK),
        "rawasari_lurah": _appointed("ridwan", "Ridwan", offices["rawasari"], Role.LURAH),
        "kecamatan_clerk": _appointed("dedi", "Dedi Irawan", offices["sipin"], Role.KECAMATAN_CLERK),
        "camat": _appointed("hasan", "Hasan Basri", offices["sipin"], Role.CAMAT),
        "other_camat": _appointed("zulkifli", "Zulkifli", offices["barajo"], Role.CAMAT),
        "opd": _appointed("opd", "Nurul Huda", offices["dinsos"], Role.OPD_CLERK),
        "bappeda": _appointed("bappeda", "Rina Marlina", offices["bappeda"], Role.BAPPEDA),
        "bpkad": _appointed("bpkad", "Agus Salim", offices["bpkad"], Role.BPKAD),
        "pemerintahan": _appointed("pemerintahan", "Eko Prasetyo", offices["pemerintahan"], Role.PEMERINTAHAN),
        "branch": _appointed("cabang", "Seno Wibowo", offices["bpjs"], Role.BPJS),
        "leader": _appointed("sekda", "Abdul Rahman", offices["setda"], Role.LEADER),
        "auditor": _appointed("auditor", "Fitri Handayani", offices["inspektorat"], Role.INSPECTORATE),
        "administrator": _appointed("admin", "Bayu Nugroho", offices["pengelola"], Role.ADMINISTRATOR),
    }
    Office.objects.bulk_create(offices.values())
    User.objects.bulk_create(one.user for one in people.values())
    Appointment.objects.bulk_create(people.values())
    return Cast(offices, people)


def _office(kind: OfficeKind, name: str, region: Region) -> Office:
    return Office(kind=kind, name=name, region=region, email="kantor@contoh.test")


def _appointed(username: str, full_name: str, office: Office, role: Role) -> Appointment:
    user = User(username=username, full_name=full_name, nip=f"19800101 200501 1 {len(username):03d}")
    user.set_password(PASSWORD)
    return Appointment(user=user, office=office, role=role)


def signed_in(appointment: Appointment) -> Client:
    """A browser in which that person has signed in, with the second factor. Only what a request reads of that is made:
    how one signs in, tests/web/accounts tells."""
    user = appointment.user
    device, _ = TOTPDevice.objects.get_or_create(user=user, name="uji", defaults={"confirmed": True})
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.create()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client
