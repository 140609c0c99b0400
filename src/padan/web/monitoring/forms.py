"""Forms of this room: an indicator put together of measures, a version that ends it, a target."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from padan.domain.indicators import DIRECTIONS, LEVELS, UNITS, Indicator
from padan.domain.months import Month
from padan.web.accounts.forms import PlainForm
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.monitoring.models import IndicatorVersion
from padan.web.monitoring.stating import STATED, Stated, stated_of
from padan.web.monitoring.wording import unit_word

LEVEL_WORDS = {"kota": _("Kota"), "kecamatan": _("Kecamatan"), "kelurahan": _("Kelurahan")}
LARGEST = 10**15


class MonthInput(forms.DateInput):
    """A month, chosen from the browser's own calendar."""

    input_type = "month"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m")


class MonthField(forms.DateField):
    """A month, as its first day."""

    def __init__(self, **told: Any) -> None:
        super().__init__(widget=MonthInput(), input_formats=["%Y-%m"], **told)


def month_of_field(value: Any) -> Month:
    """The month that a MonthField read."""
    return value.year, value.month


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class IndicatorForm(PlainForm):
    """An indicator: what it counts, of what, in which unit, which way is better, and on what it rests."""

    name_id = forms.CharField(label=_("Nama"), max_length=120)
    definition_id = forms.CharField(
        label=_("Definisi"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang dihitung, pada akhir bulan atau sejak Januari, dan siapa yang tidak terhitung."),
    )  # fmt: skip
    numerator = forms.ChoiceField(label=_("Pembilang"))
    denominator = forms.ChoiceField(
        label=_("Penyebut"), required=False, help_text=_("Kosong: indikator adalah jumlah, bukan perbandingan.")
    )
    unit = forms.ChoiceField(
        label=_("Satuan"), help_text=_("Persen bila dibagi ukuran sejenis; kalau tidak, satuan pembilangnya.")
    )
    direction = forms.ChoiceField(label=_("Arah"))
    basis = forms.CharField(
        label=_("Dasar hukum atau metode"), max_length=300,
        help_text=_("Kunci dasar hukum pada halaman Ketentuan, atau metodenya dengan kata-kata."),
    )  # fmt: skip
    headline = forms.BooleanField(label=_("Tampil pada halaman pertama"), required=False)
    order = forms.IntegerField(label=_("Urutan"), min_value=1, max_value=9999, initial=900)
    name_en = forms.CharField(label=_("Nama dalam bahasa Inggris"), max_length=120, required=False)
    definition_en = forms.CharField(
        label=_("Definisi dalam bahasa Inggris"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        version: IndicatorVersion | None = None,
        begun: Indicator | None = None,
    ) -> None:
        """`version`: the one that a new version takes the place of; `begun`: what the fields say at first, by default
        the same as it."""
        said = begun or version
        super().__init__(data, initial={name: getattr(said, name) for name in STATED} if said else {})
        self.version = version
        english = get_language() == "en"
        measures = [(one.key, f"{one.label} ({unit_word(one.unit)})") for one in MEASURES.values()]
        self._choose("numerator", measures)
        self._choose("denominator", [("", "–"), *measures])
        self._choose("unit", [(key, words[1 if english else 0]) for key, words in UNITS.items()])
        self._choose("direction", [(key, words[1 if english else 0]) for key, words in DIRECTIONS.items()])
        if version is not None:
            self.fields["first_month"] = MonthField(
                label=_("Berlaku mulai bulan"), help_text=_("Bulan yang sudah ditutup tidak berubah.")
            )
            self.fields["reason"] = _reason()
            self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput(), initial=version.version)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def stated(self) -> Stated:
        """What was filled in; what the form does not ask stays as the version before says."""
        before = {name: getattr(stated_of(self.version), name) for name in STATED} if self.version else {}
        filled = {name: self.cleaned_data[name] for name in STATED if name in self.cleaned_data}
        return Stated(**{**before, **filled})


class RetireForm(PlainForm):
    """From which month an indicator is shown no more, and why."""

    first_month = MonthField(label=_("Tidak ditampilkan lagi mulai bulan"))
    reason = _reason()
    seen = forms.IntegerField(widget=forms.HiddenInput())


class TargetForm(PlainForm):
    """What an indicator should come to in a year, at a level or a place."""

    year = forms.IntegerField(label=_("Tahun"), min_value=2000, max_value=2100)
    level = forms.ChoiceField(label=_("Tingkat"), choices=[(level, LEVEL_WORDS[level]) for level in LEVELS])
    place = forms.CharField(
        label=_("Kode wilayah"), max_length=24, required=False,
        help_text=_("Kosong: berlaku untuk semua tempat pada tingkat itu. Contoh: 15.71.01.1001."),
    )  # fmt: skip
    value = forms.CharField(
        label=_("Target"), max_length=24, required=False, help_text=_("Kosong: target di sana dihapus.")
    )
    note = forms.CharField(label=_("Dasar atau catatan"), max_length=300, required=False)

    def __init__(self, unit: str, data: Mapping[str, Any] | None = None, **told: Any) -> None:
        super().__init__(data, **told)
        self.unit = unit
        self.fields["value"].label = _("Target (%(unit)s)") % {"unit": unit_word(unit)}

    def clean_place(self) -> str:
        """The code without spaces around it."""
        return str(self.cleaned_data["place"]).strip()

    def clean_value(self) -> int | None:
        """A whole number in the indicator's unit; per cent in parts of 10,000, so that two decimals count."""
        text = str(self.cleaned_data["value"]).strip().removesuffix("%").strip().removeprefix("Rp").strip()
        if not text:
            return None
        number = read_number(text)
        if number is None or number < 0:
            raise forms.ValidationError(_("Isi dengan angka, misalnya 80 atau 82,5."), code="number")
        whole = number * 100 if self.unit == "percent" else number
        if whole != int(whole) or whole > LARGEST:
            raise forms.ValidationError(_("Angka ini terlalu besar atau terlalu rinci."), code="number")
        return int(whole)


def read_number(text: str) -> Decimal | None:
    """A number as people write it: `1.200.000`, `82,5`, `82.5`. None where it is none."""
    plain = text.replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") > 1 or (plain.count(".") == 1 and len(plain.rpartition(".")[2]) == 3):
        plain = plain.replace(".", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number.copy_abs() < LARGEST else None
