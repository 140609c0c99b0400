"""Forms of this room: a sentence written anew, a signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.forms import PlainForm
from padan.web.accounts.models import Standing
from padan.web.reports.wording import LONGEST


class SentenceForm(PlainForm):
    """One sentence. Empty: the computed one holds again."""

    key = forms.CharField(widget=forms.HiddenInput(), max_length=80)
    text = forms.CharField(
        label=_("Kalimat"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        required=False,
        help_text=_("Kosongkan untuk kembali ke kalimat hasil hitungan. Angka pada tabel tidak berubah."),
    )


class SignForm(PlainForm):
    """What is asked of who signs a report. `standing` only of a camat who signs for an absent lurah; `reason` only
    where a version is signed already."""

    digest = forms.CharField(widget=forms.HiddenInput())
    standing = forms.ChoiceField(
        label=_("Sebagai"),
        choices=[
            (Standing.DAILY.value, _("Pelaksana harian (Plh.)")),
            (Standing.ACTING.value, _("Pelaksana tugas (Plt.)")),
        ],
        required=False,
    )
    number = forms.CharField(
        label=_("Nomor laporan"),
        max_length=80,
        required=False,
        help_text=_("Boleh kosong: nomornya lalu berupa garis titik-titik untuk ditulis tangan."),
    )
    reason = forms.CharField(
        label=_("Alasan versi baru"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Tercetak pada laporan. Jangan menulis nama atau NIK orang."),
    )
    password = forms.CharField(
        label=_("Kata sandi Anda"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Diminta lagi agar hanya Anda yang dapat menandatangani."),
    )

    def __init__(self, *args: Any, stands_in: bool = False, again: bool = False, **kwargs: Any) -> None:
        """`again`: a version is signed already."""
        super().__init__(*args, **kwargs)
        for name, without in (("standing", not stands_in), ("reason", not again)):
            if without:
                del self.fields[name]
