"""Forms of this room: a signature, its undoing, a letterhead."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.forms import PlainForm
from padan.web.accounts.models import Standing
from padan.web.official.letterheads import BASES


class SignForm(PlainForm):
    """What is asked of who signs. `standing` only of a camat who signs for an absent lurah; `title` and `nip` before
    the first signature, prefilled from the role: what stands there then is kept."""

    digest = forms.CharField(widget=forms.HiddenInput())
    title = forms.CharField(
        label=_("Jabatan Anda pada berita acara"),
        max_length=120,
        required=False,
        help_text=_("Tanpa Plt. atau Plh.: kedudukan itu ditambahkan sendiri. Ditanyakan sekali saja."),
    )
    nip = forms.CharField(
        label=_("NIP Anda"),
        max_length=30,
        required=False,
        help_text=_("Kosongkan bila Anda tidak mempunyai NIP."),
    )
    standing = forms.ChoiceField(
        label=_("Sebagai"),
        choices=[
            (Standing.DAILY.value, _("Pelaksana harian (Plh.)")),
            (Standing.ACTING.value, _("Pelaksana tugas (Plt.)")),
        ],
        required=False,
    )
    number = forms.CharField(
        label=_("Nomor berita acara"),
        max_length=80,
        required=False,
        help_text=_("Boleh kosong: nomornya lalu berupa garis titik-titik untuk ditulis tangan."),
    )
    place = forms.CharField(label=_("Tempat"), max_length=120, required=False)
    password = forms.CharField(
        label=_("Kata sandi Anda"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Diminta lagi agar hanya Anda yang dapat menandatangani."),
    )

    def __init__(self, *args: Any, stands_in: bool = False, titled: bool = False, **kwargs: Any) -> None:
        """`titled`: the signer's title is known already."""
        super().__init__(*args, **kwargs)
        gone = {"standing": not stands_in, "title": titled, "nip": titled}
        for name in (name for name, without in gone.items() if without):
            del self.fields[name]


class UndoForm(PlainForm):
    """Why a signature is undone."""

    reason = forms.CharField(
        label=_("Alasan pembatalan"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("Tercetak pada versi berikutnya. Jangan menulis nama atau NIK orang."),
    )
    password = forms.CharField(
        label=_("Kata sandi Anda"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class LetterheadForm(PlainForm):
    """What stands at the top and the bottom of an office's papers."""

    government = forms.CharField(label=_("Pemerintah atau lembaga"), max_length=120, required=False)
    office = forms.CharField(label=_("Nama kantor pada kop"), max_length=160, required=False)
    address = forms.CharField(label=_("Alamat"), max_length=200, required=False)
    contact = forms.CharField(label=_("Telepon, surel"), max_length=200, required=False)
    number = forms.CharField(
        label=_("Nomor berita acara berikutnya"),
        max_length=80,
        required=False,
        help_text=_("Dapat diubah lagi saat menandatangani."),
    )
    place = forms.CharField(label=_("Tempat penandatanganan"), max_length=120, required=False)
    city = forms.CharField(label=_("Kota di atas tanda tangan"), max_length=80, required=False)
    post = forms.CharField(
        label=_("Jabatan penanda tangan"),
        max_length=120,
        required=False,
        help_text=_("Misalnya Kepala Dinas Sosial Kota Jambi. Diusulkan kepada yang menandatangani pertama kali."),
    )
    rank = forms.CharField(
        label=_("Pangkat penanda tangan"), max_length=80, required=False, help_text=_("Misalnya Penata Tingkat I.")
    )
    acknowledging_name = forms.CharField(label=_("Yang mengetahui: nama"), max_length=120, required=False)
    acknowledging_nip = forms.CharField(label=_("Yang mengetahui: NIP"), max_length=30, required=False)
    acknowledging_post = forms.CharField(label=_("Yang mengetahui: jabatan"), max_length=160, required=False)
    bases = forms.CharField(
        label=_("Dasar hukum, satu baris satu dasar"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=6000,
        required=False,
        initial="\n".join(BASES),
    )
    logo = forms.FileField(label=_("Lambang"), required=False, help_text=_("PNG, JPG atau SVG, paling besar 500 KB."))
    without_logo = forms.BooleanField(label=_("Tanpa lambang"), required=False)
