"""Forms of this room: the report of a death or an accident, and a step of its claim."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.forms import PlainForm
from padan.web.cover.models import CREDIT_CHOICES, ClaimKind


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


class ReportForm(PlainForm):
    """What happened, when, and how it is known."""

    kind = forms.ChoiceField(label=_("Yang terjadi"), choices=ClaimKind.choices)
    happened_on = _day(_("Tanggal kejadian"), _("Kosongkan bila belum diketahui."), required=False)
    document = forms.CharField(
        label=_("Dokumen"), max_length=200, required=False, help_text=_("Misalnya nomor akta atau surat keterangan.")
    )
    reason = forms.CharField(label=_("Keterangan"), max_length=1000, required=False)


class StepForm(PlainForm):
    """What one step says."""

    step = forms.CharField(max_length=10, widget=forms.HiddenInput())
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    day = _day(_("Tanggal"))
    document = forms.CharField(label=_("Dokumen"), max_length=200, required=False)
    reason = forms.CharField(label=_("Alasan atau keterangan"), max_length=1000, required=False)
    amount = forms.IntegerField(label=_("Jumlah dibayar (rupiah)"), min_value=0, max_value=10**12, required=False)
    happened_on = _day(_("Tanggal kejadian"), required=False)


class CreditForm(PlainForm):
    """What the branch's letter says of contributions paid after a death."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    replaces = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput())
    word = forms.ChoiceField(label=_("Jawaban cabang"), choices=CREDIT_CHOICES)
    day = _day(_("Tanggal jawaban"))
    letter = forms.CharField(
        label=_("Nomor surat cabang"), max_length=200, required=False, help_text=_("Tidak wajib bila ditolak.")
    )
    amount = forms.IntegerField(
        label=_("Jumlah yang diberikan (rupiah)"),
        min_value=0,
        max_value=10**12,
        required=False,
        help_text=_("Tidak dipakai bila ditolak."),
    )
    month = _day(
        _("Bulan tagihan yang dikurangi (tanggal berapa pun di bulan itu)"),
        _("Hanya bila dikurangkan dari tagihan."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Alasan atau keterangan"), max_length=1000, required=False, help_text=_("Wajib bila ditolak.")
    )
