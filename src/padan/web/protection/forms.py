"""Forms of this room: what offices fill in."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from padan.domain.people_facts import HIGHEST_DECILE
from padan.domain.succession import DEPARTURES
from padan.web.lists.forms import DayInput
from padan.web.protection.enrolment import label_of
from padan.web.protection.models import Asked, FamilySource, Origin
from padan.web.protection.refusals import NO_DAY

_NUMERIC = frozenset({"nik", "kk", "rt", "rw", "phone", "dependants", "income", "work_hours"})
_YES_NO = (("", "–"), ("ya", _("Ya")), ("tidak", _("Tidak")))
_CHOICES: Mapping[str, Any] = {
    "sex": (("", "–"), ("L", _("Laki-laki")), ("P", _("Perempuan"))),
    "breadwinner": _YES_NO,
    "woman_headed": _YES_NO,
    "disability": _YES_NO,
    "job_risk": (("", "–"), ("tinggi", _("Tinggi")), ("sedang", _("Sedang")), ("rendah", _("Rendah"))),
}


class CandidateForm(forms.Form):
    """What enrolment and the order need of one candidate. `fields`: in order; `missing` are shown first."""

    def __init__(
        self, fields: Iterable[str], data: Any = None, *, values: Mapping[str, str] | None = None,
        missing: Iterable[str] = (),
    ) -> None:  # fmt: skip
        super().__init__(data, initial=dict(values or {}), label_suffix="")
        self.wanted = set(missing)
        for key in fields:
            self.fields[key] = _field(key)
        for key, field in family_fields().items():
            self.fields[key] = field

    def shown_first(self) -> list[forms.BoundField]:
        """What is missing."""
        return [self[key] for key in self.fields if key in self.wanted]

    def folded(self) -> list[forms.BoundField]:
        """The rest, behind a fold."""
        return [self[key] for key in self.fields if key not in self.wanted]

    def values(self) -> dict[str, str]:
        """{field: text} as stated; a field that was not sent says nothing."""
        cleaned = self.cleaned_data
        return {key: str(cleaned.get(key) or "") for key in self.fields if key in self.data and key not in FAMILY}

    def family(self, kk: str) -> dict[str, str] | None:
        """What ranks the family, where the form does."""
        said = self.cleaned_data
        if not said.get("family_decile"):
            return None
        version = said.get("family_version")
        return {
            "kk": str(said.get("kk") or kk),
            "source": said.get("family_source") or "",
            "version": version.isoformat() if version else "",
            "decile": str(said["family_decile"]),
        }


FAMILY = ("family_decile", "family_source", "family_version")


def family_fields() -> dict[str, forms.Field]:
    """Decile of the family, with source and day."""
    deciles = [("", "–"), *((str(n), str(n)) for n in range(1, HIGHEST_DECILE + 1))]
    return {
        "family_decile": forms.ChoiceField(label=_("Desil keluarga"), choices=deciles, required=False),
        "family_source": forms.ChoiceField(
            label=_("Sumber desil"), choices=[("", "–"), *FamilySource.choices], required=False
        ),
        "family_version": forms.DateField(label=_("Desil per tanggal"), required=False, widget=DayInput()),
    }


def _field(key: str) -> forms.Field:
    label = label_of(key)
    if key in _CHOICES:
        return forms.ChoiceField(label=label, choices=_CHOICES[key], required=False)
    attributes = {"autocomplete": "off", **({"inputmode": "numeric"} if key in _NUMERIC else {})}
    help_text = _("Misalnya 17-08-1985") if key == "birth_date" else ""
    return forms.CharField(
        label=label, required=False, max_length=300, widget=forms.TextInput(attrs=attributes), help_text=help_text
    )


class ProgrammeForm(forms.Form):
    """A programme and a year."""

    programme = forms.ChoiceField(label=_("Program"))
    year = forms.TypedChoiceField(label=_("Tahun"), coerce=int)

    def __init__(
        self, programmes: Iterable[tuple[str, str]], years: Iterable[int], data: Any = None, **more: Any
    ) -> None:
        super().__init__(data, label_suffix="", **more)
        self.fields["programme"].choices = list(programmes)  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["year"].initial = timezone.localdate().year


class NewCandidateForm(ProgrammeForm):
    """Where one person's proposal comes from."""

    origin = forms.ChoiceField(
        label=_("Asal usulan"), choices=[(Origin.RT, _("Usulan RT")), (Origin.MUSYAWARAH, _("Musyawarah kelurahan"))]
    )
    minutes = forms.CharField(
        label=_("Nomor berita acara musyawarah"), required=False, max_length=120, help_text=_("Bila dari musyawarah.")
    )
    rank = forms.IntegerField(label=_("Urutan dalam musyawarah"), required=False, min_value=1, max_value=100_000)


class SheetForm(ProgrammeForm):
    """A sheet of candidates: its source, the day of its data, the minutes of a deliberation."""

    origin = forms.ChoiceField(
        label=_("Sumber"), choices=[(o.value, o.label) for o in Origin if o not in (Origin.LIST,)]
    )
    version = forms.DateField(label=_("Data per tanggal"), required=False, widget=DayInput())
    minutes = forms.CharField(
        label=_("Nomor berita acara musyawarah"), required=False, max_length=120,
        help_text=_("Wajib untuk musyawarah: nomor berita acara yang sudah ditandatangani."),
    )  # fmt: skip
    minutes_on = forms.DateField(label=_("Tanggal berita acara"), required=False, widget=DayInput())
    file = forms.FileField(label=_("Berkas calon"), required=False, allow_empty_file=True)
    password = forms.CharField(
        label=_("Kata sandi berkas, bila ada"), required=False, max_length=200, widget=forms.PasswordInput()
    )


class EnquiryForm(ProgrammeForm):
    """Who is asked about which candidates."""

    asked = forms.ChoiceField(label=_("Ditanyakan kepada"), choices=Asked.choices)
    all = forms.BooleanField(label=_("Semua calon, juga yang belum diperiksa camat"), required=False)


class AnswerForm(forms.Form):
    """An answer file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    file = forms.FileField(label=_("Berkas jawaban"), required=False, allow_empty_file=True)
    day = forms.DateField(
        label=_("Keadaan per tanggal, bila berkasnya tidak menyebut"), required=False, widget=DayInput()
    )
    password = forms.CharField(
        label=_("Kata sandi berkas, bila ada"), required=False, max_length=200, widget=forms.PasswordInput()
    )


class MutationForm(ProgrammeForm):
    """A list to the branch."""

    number = forms.CharField(label=_("Nomor daftar"), max_length=60)


class StepForm(forms.Form):
    """One step: its day, and what it is given."""

    day = forms.DateField(label=_("Tanggal"), widget=DayInput())
    reason = forms.CharField(label=_("Alasan"), required=False, max_length=1000)
    document = forms.CharField(label=_("Nomor dokumen"), required=False, max_length=200)
    cause = forms.ChoiceField(required=False, choices=[(key, words[0]) for key, words in DEPARTURES.items()])
    month = forms.CharField(
        label=_("Bulan yang dibayar"), required=False, widget=forms.TextInput(attrs={"type": "month"})
    )

    def on(self, step: str, today: date) -> date:
        """The day of the step, never one to come. Raises NO_DAY where somebody leaves and none is given."""
        day: date | None = self.cleaned_data.get("day")
        if step == "ended" and day is None:
            raise NO_DAY
        return min(day or today, today)

    def month_paid(self) -> date | None:
        """The first day of the month."""
        text = self.cleaned_data.get("month") or ""
        try:
            return date.fromisoformat(f"{text}-01") if text else None
        except ValueError:
            return None
