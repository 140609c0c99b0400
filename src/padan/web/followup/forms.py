"""Forms of this room."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.domain.months import Month, read_month
from padan.web.accounts.forms import PlainForm
from padan.web.accounts.models import Appointment, Office, Standing
from padan.web.followup.models import InCharge
from padan.web.roles import OfficeKind, Role

EVERY_KELURAHAN, EVERY_KECAMATAN = "Semua kelurahan", "Semua kecamatan"
"""Stand for all invited offices of a kind in the field that names an office."""


def _day_field(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class OfficeField(forms.CharField):
    """An office typed by its name, with proposals: quicker than a list of eighty."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"list": "kantor", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=160, widget=forms.TextInput(attrs=attributes), **kwargs)


def offices_named(text: str, offices: Sequence[Office], *, groups: bool = False) -> list[Office]:
    """The offices that a typed text names: one by its name, or by a part that only it bears, or all of a kind."""
    plain = " ".join(text.split()).casefold()
    if groups:
        for name, kind in ((EVERY_KELURAHAN, OfficeKind.KELURAHAN), (EVERY_KECAMATAN, OfficeKind.KECAMATAN)):
            if plain == name.casefold():
                return [one for one in offices if one.kind == kind]
    same = [one for one in offices if one.name.casefold() == plain]
    if same or not plain:
        return same
    found = [one for one in offices if plain in one.name.casefold()]
    return found if len(found) == 1 else []


class TaskForm(PlainForm):
    """A new follow-up."""

    office = OfficeField(label=_("Kantor"))
    what = forms.CharField(
        label=_("Yang harus dikerjakan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tanpa nama atau NIK orang yang dilindungi."),
    )
    due = _day_field(_("Batas waktu"))
    person = forms.ChoiceField(label=_("Orang"), required=False)

    def __init__(self, *args: Any, people: Sequence[Appointment] = (), **kwargs: Any) -> None:
        """`people`: who holds the chosen office; without one, its head is meant."""
        super().__init__(*args, **kwargs)
        if people:
            field: Any = self.fields["person"]
            field.choices = [("", _("Kepala kantornya")), *((str(one.pk), one.user.full_name) for one in people)]
        else:
            del self.fields["person"]


class ManyFiles(forms.ClearableFileInput):
    """A field that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked by the service."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=ManyFiles(attrs={"accept": ".pdf,.jpg,.jpeg,.png", "multiple": True}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """As a list, empty where none was chosen."""
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given if one]


class StepForm(PlainForm):
    """A step of a follow-up."""

    step = forms.CharField(widget=forms.HiddenInput(), max_length=10)
    seen = forms.IntegerField(widget=forms.HiddenInput())
    words = forms.CharField(
        label=_("Keterangan"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    proofs = FilesField(label=_("Berkas bukti (PDF, JPG, PNG)"), required=False)
    due = _day_field(_("Batas waktu baru"), required=False)


class RuleForm(PlainForm):
    """What is set of one rule of warning."""

    key = forms.CharField(widget=forms.HiddenInput(), max_length=24)
    active = forms.BooleanField(label=_("Diawasi"), required=False)
    threshold = forms.IntegerField(label=_("Ambang"), min_value=0, max_value=100_000)
    in_charge = forms.ChoiceField(label=_("Penanggung jawab"), choices=InCharge.choices)


class MonthField(forms.CharField):
    """A month as `2024-11`, or however it is written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"type": "month"}), **kwargs)

    def clean(self, value: Any) -> date | None:
        """Its first day."""
        text = super().clean(value)
        read: Month | None = read_month(text)
        if read is None:
            raise forms.ValidationError(_("Tulis bulan dan tahun, misalnya 2024-11."))
        return date(*read, 1)


class MeetingForm(PlainForm):
    """A meeting: when, where, who leads and who writes, whom it invites."""

    title = forms.CharField(label=_("Judul rapat"), max_length=160)
    day = _day_field(_("Hari"))
    starts_at = forms.TimeField(label=_("Pukul"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    venue = forms.CharField(label=_("Tempat"), max_length=160)
    month = MonthField(label=_("Angka bulan yang dibahas"))
    purpose = forms.CharField(
        label=_("Dalam rangka"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kalimat pembuka surat undangan. Boleh kosong."),
    )
    number = forms.CharField(
        label=_("Nomor surat undangan"), required=False, max_length=80, help_text=_("Kosong: garis titik-titik.")
    )
    chair = forms.ChoiceField(label=_("Pimpinan rapat"))
    chair_title = forms.CharField(
        label=_("Jabatan pimpinan pada naskah"), required=False, max_length=160,
        help_text=_("Misalnya Sekretaris Daerah Kota Jambi. Kosong: menurut jabatannya."),
    )  # fmt: skip
    secretary = forms.ChoiceField(label=_("Notulis"))
    secretary_title = forms.CharField(label=_("Jabatan notulis pada naskah"), required=False, max_length=160)
    kelurahan = forms.BooleanField(label=_("Undang semua kelurahan"), required=False)
    kecamatan = forms.BooleanField(label=_("Undang semua kecamatan"), required=False)
    others = forms.MultipleChoiceField(
        label=_("Kantor lain yang diundang"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The choices are those of this moment."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["chair"].choices = _holders(Role.LEADER, Role.BAPPEDA)
        fields["secretary"].choices = _holders(Role.BAPPEDA, Role.LEADER)
        fields["others"].choices = [(str(one.pk), one.name) for one in other_offices()]


IN_TREE = (OfficeKind.KELURAHAN, OfficeKind.KECAMATAN)


def other_offices() -> list[Office]:
    """Offices that may be invited one by one."""
    found = Office.objects.exclude(kind__in=[*IN_TREE, OfficeKind.ADMINISTRATION])
    return list(found.order_by("kind", "name"))


def _holders(*roles: Role) -> list[tuple[str, str]]:
    held = Appointment.objects.filter(role__in=roles, until=None).select_related("user", "office")
    ordered = sorted(held, key=lambda one: (roles.index(Role(one.role)), one.user.full_name))
    return [(str(one.pk), f"{one.user.full_name}, {one.office.name}") for one in ordered]


class DecisionForm(PlainForm):
    """A decision on a point of the agenda."""

    item = forms.IntegerField(widget=forms.HiddenInput())
    what = forms.CharField(
        label=_("Keputusan"), max_length=500, widget=forms.TextInput(attrs={"data-focus": "", "autocomplete": "off"})
    )
    office = OfficeField(label=_("Siapa"))
    due = _day_field(_("Batas waktu"))


class TypedForm(PlainForm):
    """Somebody who is noted as present without an account."""

    name = forms.CharField(label=_("Nama"), max_length=160)
    office = OfficeField(label=_("Kantor"))
    title = forms.CharField(label=_("Jabatan"), max_length=160, required=False)
    nip = forms.CharField(label=_("NIP"), max_length=30, required=False)


class CodeForm(TypedForm):
    """The same, by somebody who was given a one-time code."""

    code = forms.CharField(
        label=_("Kode sekali pakai"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    field_order = ("code", "name", "office", "title", "nip")


class SignForm(PlainForm):
    """What is asked of who signs minutes. `standing` only where it is in somebody's stead."""

    part = forms.CharField(widget=forms.HiddenInput(), max_length=9)
    addendum = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    standing = forms.ChoiceField(
        label=_("Sebagai"),
        choices=[
            (Standing.DAILY.value, _("Pelaksana harian (Plh.)")),
            (Standing.ACTING.value, _("Pelaksana tugas (Plt.)")),
        ],
        required=False,
    )
    password = forms.CharField(
        label=_("Kata sandi Anda"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Diminta lagi agar hanya Anda yang dapat menandatangani."),
    )


class AddendumForm(PlainForm):
    """A correction of closed minutes."""

    text = forms.CharField(
        label=_("Yang dibetulkan"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Misalnya: Pada keputusan nomor 2, batas waktu dibaca 30 Desember 2024."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Alasan"), max_length=400)
