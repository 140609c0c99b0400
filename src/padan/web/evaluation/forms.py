"""Forms of this room: lines, sheets and death rates, each with its source."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.domain.contributions import first_day
from padan.domain.months import read_month
from padan.domain.numbers import read_amount
from padan.statistics.lines import LINE_KINDS
from padan.statistics.protection_worth import Accident, Band
from padan.web.evaluation.models import WelfareKind, line_kind

LARGEST = 10**10
_BAND = re.compile(r"(L|P|semua|-)\s+(\d{1,3})\s+(\d{1,3})\s+(\d{1,6}(?:[.,]\d{1,4})?)", re.I)


class MonthField(forms.CharField):
    """A month, chosen from the browser's own calendar: its first day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"type": "month"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The first day; None where it may be left out and is."""
        text = super().clean(value)
        if not text:
            return None
        found = read_month(text)
        if found is None:
            raise forms.ValidationError(_("Tulis bulannya, misalnya 2025-03."))
        return first_day(found)


class RupiahField(forms.CharField):
    """Whole rupiah as people type them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The amount as a number; None where it may be left out and is."""
        text = super().clean(value)
        if not text:
            return None
        amount = read_amount(text)
        if amount is None or not 1 <= amount <= LARGEST:
            raise forms.ValidationError(_("Tulis jumlahnya dalam rupiah penuh, misalnya 595.242."))
        return amount


class _Form(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


def _source() -> forms.CharField:
    return forms.CharField(
        label=_("Sumber"), max_length=300, help_text=_("Nama terbitan atau keputusan, nomor, tahun, halaman.")
    )


class SourcedForm(_Form):
    """What every entry says of itself."""

    source = _source()
    certain = forms.BooleanField(label=_("Sudah pasti untuk kota ini"), required=False)
    note = forms.CharField(
        label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )


class LineForm(SourcedForm):
    """A poverty line."""

    field_order = ("kind", "amount", "first_month", "last_month", "source", "certain", "note")
    kind = forms.ChoiceField(label=_("Jenis garis"))
    amount = RupiahField(label=_("Rupiah per orang sebulan"))
    first_month = MonthField(label=_("Berlaku sejak bulan"))
    last_month = MonthField(label=_("Sampai bulan"), required=False, help_text=_("Kosongkan bila masih berlaku."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(key, line_kind(key)) for key in LINE_KINDS]

    def clean(self) -> dict[str, Any]:
        """The last month does not lie before the first."""
        said = super().clean() or {}
        first, last = said.get("first_month"), said.get("last_month")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last_month", _("Bulan terakhir mendahului bulan pertama."))
        return said


class SheetForm(_Form):
    """A sheet of households."""

    kind = forms.ChoiceField(label=_("Isi angkanya"), choices=WelfareKind.choices)
    source = _source()
    method = forms.CharField(
        label=_("Cara memperolehnya"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Survei atau pendataan apa, bagaimana dipilih; untuk proksi: rumus dan tahunnya."),
    )
    month = MonthField(label=_("Keadaan bulan"))
    sample = forms.ChoiceField(
        label=_("Siapa yang didata"),
        choices=[("contoh", _("Contoh (sebagian, dengan bobot)")), ("semua", _("Semua rumah tangga sasaran"))],
    )
    aid_included = forms.BooleanField(label=_("Angkanya sudah termasuk bantuan"), required=False)
    file = forms.FileField(label=_("Berkas Excel atau CSV"))
    password = forms.CharField(label=_("Kata sandi berkas"), required=False, max_length=100, widget=forms.PasswordInput)


class MortalityForm(SourcedForm):
    """Death rates."""

    field_order = (
        "name", "bands", "accident_rate", "accident_amount", "accident_source", "source", "certain", "note",
    )  # fmt: skip
    name = forms.CharField(label=_("Nama tabel"), max_length=160)
    bands = forms.CharField(
        label=_("Kematian setahun per 100.000 orang"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        max_length=20_000,
        help_text=_(
            "Satu baris satu golongan: L, P atau semua; umur dari; umur sampai; angkanya. Contoh: L 15 19 120,5"
        ),
    )
    accident_rate = forms.DecimalField(
        label=_("Kecelakaan kerja setahun per 100.000 peserta"), required=False, min_value=0, max_value=100_000
    )
    accident_amount = RupiahField(label=_("Rata-rata manfaat satu kecelakaan"), required=False)
    accident_source = forms.CharField(label=_("Sumber angka kecelakaan"), required=False, max_length=300)

    def clean_bands(self) -> list[Band]:
        """The lines as bands."""
        return [self._band(line) for line in str(self.cleaned_data["bands"]).splitlines() if line.strip()]

    def _band(self, line: str) -> Band:
        found = _BAND.fullmatch(line.strip())
        try:
            if found is None:
                raise ValueError(line)
            sex = found.group(1).upper()
            rate = float(found.group(4).replace(",", "."))
            return Band(sex if sex in "LP" else "", int(found.group(2)), int(found.group(3)), rate)
        except ValueError as error:
            raise forms.ValidationError(
                _("Baris “%(line)s” tidak terbaca. Tulis misalnya: L 15 19 120,5"), params={"line": line[:40]}
            ) from error

    def accident(self) -> Accident | None:
        """Work accidents, where they are stated whole."""
        said = self.cleaned_data
        if said["accident_rate"] is None or said["accident_amount"] is None:
            return None
        return Accident(float(said["accident_rate"]), said["accident_amount"], said["accident_source"], said["certain"])

    def clean(self) -> dict[str, Any]:
        """Accidents are stated with amount and source, or not at all."""
        said = super().clean() or {}
        told = [said.get(name) not in (None, "") for name in ("accident_rate", "accident_amount", "accident_source")]
        if any(told) and not all(told):
            self.add_error(
                "accident_rate", _("Isi angka, rata-rata manfaat dan sumbernya bersama-sama, atau kosongkan.")
            )
        return said
