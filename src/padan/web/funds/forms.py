"""Forms of this room: what Bappeda, BPKAD and the kelurahan fill in."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from padan.domain.numbers import read_amount
from padan.web.accounts.models import Appointment
from padan.web.funds.booking import PLACES
from padan.web.funds.models import Form, ProofKind, SheetKind, Source, Spj, SpjState
from padan.web.funds.rules import law_uses
from padan.web.funds.selectors import home_place
from padan.web.periods.models import SEGMENT_CHOICES
from padan.web.regions.models import Level, Region
from padan.web.regions.selectors import kelurahan_of

FIRST_YEAR, LAST_YEAR = 2000, 2100
LARGEST = 10**13


class DayInput(forms.DateInput):
    """A day, chosen from the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RupiahField(forms.CharField):
    """Whole rupiah as people type them: `1.200.000`, `Rp 1200000`."""

    def __init__(self, *, minimum: int = 1, **kwargs: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)
        self.minimum = minimum

    def clean(self, value: Any) -> Any:
        """The amount as a number; None where it may be left out and is."""
        text = super().clean(value)
        if not text:
            return None
        amount = read_amount(text)
        if amount is None or not self.minimum <= amount <= LARGEST:
            raise forms.ValidationError(_("Tulis jumlahnya dalam rupiah penuh, misalnya 1.200.000."))
        return amount


def _year() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Tahun anggaran dananya"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("Tahun dana itu diberikan, bukan tahun diterimanya."),
    )


def _source() -> "forms.ModelChoiceField":  # type: ignore[type-arg]
    return forms.ModelChoiceField(label=_("Sumber dana"), queryset=Source.objects.all(), to_field_name="key")


class _Form(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


@dataclass(frozen=True, slots=True)
class Seen:
    """What a form would book: as many places, the same rupiah at each. `key` says which places and how much."""

    places: int
    amount: int
    key: str

    @property
    def total(self) -> int:
        """Rupiah of all places together."""
        return self.places * self.amount


class PlacedForm(_Form):
    """Money of one source and year for one place, or for every kelurahan at once."""

    source = _source()
    year = _year()
    place = forms.ChoiceField(label=_("Untuk"))
    amount = RupiahField(label=_("Jumlah tiap tempat (Rp)"))
    day = forms.DateField(label=_("Tanggal"), widget=DayInput())
    reference = forms.CharField(label=_("Dasar atau nomor surat"), max_length=120)

    def __init__(self, *args: Any, acting: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.city = home_place(acting)
        places = Region.objects.filter(parent=self.city, level=Level.KECAMATAN).order_by("code")
        choice = self.fields["place"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            ("", _("– pilih –")),
            ("semua", _("Setiap kelurahan")),
            *((one.code, one.name) for one in kelurahan_of(self.city)),
            *((one.code, _("Kecamatan %(name)s") % {"name": one.name}) for one in places),
            (self.city.code, self.city.name),
        ]

    def amounts(self) -> dict[Region, int]:
        """Rupiah for each chosen place."""
        chosen, amount = self.cleaned_data["place"], self.cleaned_data["amount"]
        if chosen == "semua":
            return dict.fromkeys(kelurahan_of(self.city), amount)
        return {Region.objects.get(code=chosen): amount}

    def seen(self) -> Seen:
        """The sum, to be shown before it is booked."""
        chosen, amount = self.cleaned_data["place"], self.cleaned_data["amount"]
        places = kelurahan_of(self.city).count() if chosen == "semua" else 1
        return Seen(places, amount, f"{chosen}:{places}:{amount}")


class AllocationForm(PlacedForm):
    """What is promised."""

    cut = forms.BooleanField(
        label=_("Ini pengurangan alokasi"),
        required=False,
        help_text=_("Hanya yang belum diterima yang dapat dikurangi."),
    )


class ArrivalForm(PlacedForm):
    """What arrived."""

    order = forms.IntegerField(
        label=_("Tahap ke"), min_value=0, max_value=12, help_text=_("0 bila dana ini tidak bertahap.")
    )
    available = forms.BooleanField(label=_("Langsung dapat dibelanjakan"), required=False, initial=True)


class ReturnForm(PlacedForm):
    """What was given back, or became available later."""

    what = forms.ChoiceField(
        label=_("Yang dicatat"),
        choices=[
            ("sediakan", _("Dana yang sudah diterima kini dapat dibelanjakan")),
            ("kembalikan", _("Dana dikembalikan kepada pemberi")),
            ("pulang", _("Pembayaran yang kembali, misalnya iuran orang yang sudah meninggal")),
        ],
    )
    programme = forms.ChoiceField(
        label=_("Program"), choices=[("", _("Tanpa program")), *SEGMENT_CHOICES], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "mutasi-%s", **kwargs})


class CreditForm(_Form):
    """The booking of a branch's answer; the purse only where the ledger does not know which money was paid."""

    day = forms.DateField(label=_("Tanggal dibukukan atau diterima"), widget=DayInput())
    reference = forms.CharField(label=_("Dasar atau nomor bukti"), max_length=120)
    source = _source()
    year = _year()
    place = forms.ModelChoiceField(label=_("Tempat"), queryset=Region.objects.none(), to_field_name="code")
    programme = forms.ChoiceField(label=_("Program"), choices=SEGMENT_CHOICES)

    def __init__(self, *args: Any, acting: Appointment, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            for name in ("source", "year", "place", "programme"):
                del self.fields[name]
            return
        city, choice = home_place(acting), self.fields["place"]
        assert isinstance(choice, forms.ModelChoiceField)
        below = Q(pk=city.pk) | Q(parent=city) | Q(parent__parent=city)
        choice.queryset = Region.objects.filter(below, level__in=PLACES).order_by("code")


class StageDueForm(_Form):
    """By when a stage should have come."""

    source = _source()
    year = _year()
    order = forms.IntegerField(label=_("Tahap ke"), min_value=1, max_value=12)
    due_on = forms.DateField(label=_("Seharusnya diterima paling lambat"), widget=DayInput())


class SourceForm(_Form):
    """A further source of money."""

    key = forms.SlugField(label=_("Kode singkat"), max_length=40)
    name = forms.CharField(label=_("Nama sumber dana"), max_length=120)
    earmarked = forms.BooleanField(label=_("Pemberi menetapkan peruntukannya (bantuan khusus)"), required=False)


class CommitmentForm(_Form):
    """What a decree promises."""

    place = forms.ModelChoiceField(label=_("Untuk kelurahan"), queryset=Region.objects.none(), to_field_name="code")
    programme = forms.ChoiceField(label=_("Program"), choices=SEGMENT_CHOICES)
    source = _source()
    year = _year()
    heads = forms.IntegerField(label=_("Banyaknya orang"), min_value=1, max_value=100_000)
    months = forms.IntegerField(label=_("Banyaknya bulan"), min_value=1, max_value=24)
    first_month = forms.DateField(label=_("Mulai bulan (tanggal berapa pun di bulan itu)"), widget=DayInput())
    unit = RupiahField(label=_("Rupiah tiap orang sebulan"))
    form = forms.ChoiceField(label=_("Bentuk"), choices=Form.choices)
    decree_ref = forms.CharField(label=_("Nomor keputusan"), max_length=120)
    decided_on = forms.DateField(label=_("Tanggal keputusan"), widget=DayInput())

    def __init__(self, *args: Any, acting: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["place"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = kelurahan_of(home_place(acting))


class SpjForm(_Form):
    """An SPJ of a kelurahan or kecamatan."""

    source = _source()
    year = _year()
    programme = forms.ChoiceField(
        label=_("Program"), choices=[("", _("Tanpa program")), *SEGMENT_CHOICES], required=False
    )
    number = forms.CharField(label=_("Nomor SPJ"), max_length=120)
    day = forms.DateField(label=_("Tanggal SPJ"), widget=DayInput())
    amount = RupiahField(label=_("Jumlah yang dipertanggungjawabkan (Rp)"))
    note = forms.CharField(label=_("Keterangan"), max_length=300, required=False)
    document = forms.FileField(label=_("Berkas SPJ (PDF atau foto)"), required=False)


class ActivityForm(_Form):
    """An activity of a kelurahan."""

    source = _source()
    year = _year()
    use = forms.ChoiceField(label=_("Peruntukan"), widget=forms.Select(attrs={"lang": "id"}))
    title = forms.CharField(label=_("Kegiatan"), max_length=200)
    account_code = forms.CharField(label=_("Kode rekening"), max_length=40, required=False)
    ceiling = RupiahField(label=_("Pagu (Rp)"))
    realised = RupiahField(label=_("Realisasi (Rp)"), minimum=0)
    physical = forms.IntegerField(label=_("Realisasi fisik (%)"), min_value=0, max_value=100)
    obstacle = forms.CharField(
        label=_("Kendala"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    follow_up = forms.CharField(label=_("Tindak lanjut"), max_length=500, required=False)
    in_charge = forms.CharField(label=_("Penanggung jawab"), max_length=160)
    due = forms.DateField(label=_("Target selesai"), widget=DayInput())
    spj = forms.ModelChoiceField(
        label=_("SPJ-nya"), queryset=Spj.objects.none(), required=False, empty_label=_("belum ada")
    )
    photo = forms.FileField(label=_("Foto atau bukti"), required=False)

    def __init__(self, *args: Any, place: Region, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = self.fields["spj"]
        assert isinstance(papers, forms.ModelChoiceField)
        papers.queryset = Spj.objects.filter(place=place, year=year).exclude(state=SpjState.RETURNED).order_by("-id")
        choice = self.fields["use"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(use.code, use.label) for use in law_uses(year, place.code)]


class UploadForm(_Form):
    """A file of payments, and whose money its lines are where they do not say."""

    kind = forms.ChoiceField(label=_("Jenis berkas"), choices=SheetKind.choices)
    source = _source()
    year = _year()
    file = forms.FileField(label=_("Berkas"), required=False, allow_empty_file=True)
    password = forms.CharField(
        label=_("Kata sandi berkas, bila ada"), required=False, max_length=200, widget=forms.PasswordInput()
    )


class PortionForm(_Form):
    """For whom a part of a payment was."""

    name = forms.CharField(label=_("Nama penerima"), max_length=200)
    nik = forms.CharField(label=_("NIK"), max_length=16, required=False)
    family = forms.CharField(label=_("atau nomor KK, bila untuk keluarga"), max_length=16, required=False)
    form = forms.ChoiceField(label=_("Bentuk"), choices=Form.choices)
    month = forms.DateField(label=_("Untuk bulan (tanggal berapa pun di bulan itu)"), widget=DayInput())
    amount = RupiahField(label=_("Nilai (Rp)"))
    what = forms.CharField(label=_("Barang atau jasanya"), max_length=200, required=False)
    proof_kind = forms.ChoiceField(label=_("Bukti terima"), choices=ProofKind.choices, required=False)
    proof_number = forms.CharField(label=_("Nomor bukti"), max_length=120, required=False)
    proof_on = forms.DateField(label=_("Tanggal diterima"), widget=DayInput(), required=False)
    proof_file = forms.FileField(label=_("Foto atau pindaian bukti"), required=False)
