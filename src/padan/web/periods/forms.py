"""Forms of this room: what Bappeda fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Office
from padan.web.periods.models import SEGMENT_CHOICES, Kind
from padan.web.periods.selectors import offices_askable, opds


class DayInput(forms.DateInput):
    """A day, chosen from the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """A new period."""

    key = forms.CharField(
        label=_("Periode"),
        max_length=12,
        help_text=_("Triwulan, misalnya 2024-Q4, atau satu bulan, misalnya 2024-10."),
    )
    due = forms.DateField(label=_("Batas waktu semua daftar"), widget=DayInput())
    as_of = forms.DateField(
        label=_("Keadaan data per tanggal"),
        widget=DayInput(),
        required=False,
        help_text=_("Hari yang digambarkan oleh daftar. Boleh kosong: setiap kantor menjawabnya saat mengunggah."),
    )
    opds = forms.ModelMultipleChoiceField(
        label=_("Perangkat daerah yang ikut mengirim daftar TKK"),
        queryset=Office.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        choices = self.fields["opds"]
        assert isinstance(choices, forms.ModelMultipleChoiceField)
        choices.queryset = opds()
        if not choices.queryset.exists():
            del self.fields["opds"]


class PeriodChangeForm(forms.Form):
    """Name, last day and as-of day of a period."""

    name = forms.CharField(label=_("Nama periode"), max_length=80)
    due = forms.DateField(label=_("Batas waktu"), widget=DayInput())
    as_of = forms.DateField(label=_("Keadaan data per tanggal"), widget=DayInput(), required=False)


class RequirementForm(forms.Form):
    """One more list asked of an office."""

    office = forms.ModelChoiceField(label=_("Kantor"), queryset=Office.objects.none())
    kind = forms.ChoiceField(label=_("Jenis daftar"), choices=Kind.choices)
    segment = forms.ChoiceField(
        label=_("Segmen"),
        choices=[("", _("Semua segmen dalam satu daftar")), *SEGMENT_CHOICES],
        required=False,
    )
    due = forms.DateField(
        label=_("Batas waktu"),
        widget=DayInput(),
        required=False,
        help_text=_("Kosong: sama dengan batas waktu periode."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        choices = self.fields["office"]
        assert isinstance(choices, forms.ModelChoiceField)
        choices.queryset = offices_askable()
