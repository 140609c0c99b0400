"""Forms of this room."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.domain.law import BASIS_KINDS, RuleKind, faults_of
from padan.domain.segments import SEGMENTS
from padan.web.accounts.forms import PlainForm
from padan.web.law.models import Basis, LawRule
from padan.web.law.selectors import bases_standing, legal_basis, place_names, subjects_known
from padan.web.law.services import StatedBasis, StatedRule
from padan.web.law.showing import basis_kind, lang, subject_label
from padan.web.law.value_form import line_name, value_fields, value_of
from padan.web.periods.forms import DayInput

CERTAIN = [("ya", _("Sudah pasti: terbaca pada sumbernya")), ("belum", _("Belum pasti: tandai di mana pun dipakai"))]


class CertainField(forms.TypedChoiceField):
    """Whether a source that was read says so; nobody is taken to be certain by default."""

    def __init__(self) -> None:
        super().__init__(label=_("Kepastian"), choices=CERTAIN, coerce=lambda word: word == "ya", initial="belum")


if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Basis]
else:
    _Choice = forms.ModelChoiceField


class BasisChoice(_Choice):
    """Legal bases by name."""

    def label_from_instance(self, obj: Basis) -> str:
        """Kind, number, year and title."""
        name = legal_basis(obj).name(lang())
        return name if name == obj.title else f"{name}: {obj.title}"


def reason_field() -> forms.CharField:
    """Why something is changed; kept with the version."""
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=_("Alasan"), max_length=1000, widget=widget)


class RuleForm(PlainForm):
    """A rule of any kind: what its fields say, for whom and where, since when, and on what it rests."""

    subject = forms.ChoiceField(label=_("Program atau segmen"), required=False)
    subject_other = forms.RegexField(
        r"[a-z][a-z0-9_]{1,39}",
        label=_("Program lain (kunci)"),
        required=False,
        help_text=_(
            "Hanya bila programnya tidak ada pada pilihan. Huruf kecil dan garis bawah, misalnya nelayan_kecil."
        ),
    )
    place = forms.ChoiceField(label=_("Tempat"), required=False)
    first_day = forms.DateField(label=_("Berlaku mulai"), widget=DayInput())
    last_day = forms.DateField(
        label=_("Sampai dengan"), widget=DayInput(), required=False, help_text=_("Kosong: sampai ada yang baru.")
    )
    basis = BasisChoice(label=_("Dasar hukum"), queryset=Basis.objects.none())
    certain = CertainField()
    note = forms.CharField(
        label=_("Catatan"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang belum pasti, atau di mana dibaca. Jangan menulis nama atau NIK orang."),
    )  # fmt: skip

    def __init__(self, kind: RuleKind, data: Mapping[str, Any] | None = None, *, rule: LawRule | None = None) -> None:
        """`rule`: the version to be replaced."""
        super().__init__(data, initial=_begun(rule) if rule else {})
        self.kind = kind
        stated = rule.value if rule else {}
        value = dict(value_fields(kind, data, stated))
        self.fields = {**value, **self.fields}
        if rule:
            self.fields["reason"] = reason_field()
        self._choices(rule)
        basis = self.fields["basis"]
        assert isinstance(basis, forms.ModelChoiceField)
        basis.queryset = bases_standing().order_by("kind", "year", "number", "title")
        basis.widget.attrs["lang"] = "id"

    def _choices(self, rule: LawRule | None) -> None:
        if self.kind.by_subject:
            keys = list(dict.fromkeys(["", *(segment.key for segment in SEGMENTS), *subjects_known()]))
            self.fields["subject"].choices = [(key, subject_label(key)) for key in keys]  # type: ignore[attr-defined]
        else:
            del self.fields["subject"], self.fields["subject_other"]
        if not self.kind.by_place:
            del self.fields["place"]
            return
        names = place_names()
        if rule and rule.place and rule.place not in names:
            names[rule.place] = rule.place
        places = [("", _("Semua tempat")), *sorted(names.items())]
        self.fields["place"].choices = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The value of the rule, checked as its kind says, each fault at its field."""
        cleaned = super().clean() or {}
        value, names = value_of(self.kind, cleaned)
        if not self.errors:
            for fault in faults_of(self.kind.key, value):
                place = names.get(fault.field, fault.field)
                self.add_error(place if place in self.fields else None, fault.text(lang()))
        cleaned["value"] = value
        return cleaned

    def stated(self) -> StatedRule:
        """What was filled in."""
        found = self.cleaned_data
        return StatedRule(
            self.kind.key, found["value"], found["first_day"], found["last_day"], found["basis"], found["certain"],
            subject=found.get("subject_other") or found.get("subject") or "", place=found.get("place") or "",
            note=found["note"],
        )  # fmt: skip

    def own_fields(self) -> list[forms.BoundField]:
        """The single fields of the value."""
        return [self[each.name] for each in self.kind.fields if each.type != "lines"]

    def line_fields(self) -> list[tuple[str, str, list[list[forms.BoundField]]]]:
        """(name, label, lines) of each field that has lines."""
        found = []
        for each in self.kind.fields:
            if each.type == "lines":
                lines, n = [], 1
                while line_name(each.name, n, each.lines[0].name) in self.fields:
                    lines.append([self[line_name(each.name, n, part.name)] for part in each.lines])
                    n += 1
                found.append((each.name, each.label(lang()), lines))
        return found

    def common_fields(self) -> list[forms.BoundField]:
        """What every rule has, in order."""
        names = ("subject", "subject_other", "place", "first_day", "last_day", "basis", "certain", "note", "reason")
        return [self[name] for name in names if name in self.fields]


def _begun(rule: LawRule) -> dict[str, Any]:
    return {
        "subject": rule.subject,
        "place": rule.place,
        "first_day": rule.first_day,
        "last_day": rule.last_day,
        "basis": _standing_pk(rule.basis),
        "certain": "ya" if rule.certain else "belum",
        "note": rule.note,
    }


def _standing_pk(first: Basis) -> int | None:
    return next((basis.pk for basis in bases_standing() if basis.first.pk == first.pk), None)


class EndForm(PlainForm):
    """The last day on which a rule holds, and why."""

    last_day = forms.DateField(label=_("Hari terakhir berlaku"), widget=DayInput())
    reason = reason_field()


class ReasonForm(PlainForm):
    """Why."""

    reason = reason_field()


class BasisForm(PlainForm):
    """A legal basis."""

    kind = forms.ChoiceField(label=_("Jenis"))
    number = forms.CharField(label=_("Nomor"), max_length=80, required=False)
    year = forms.IntegerField(label=_("Tahun"), min_value=1945, max_value=2100, required=False)
    title = forms.CharField(label=_("Tentang"), max_length=300)
    issued_on = forms.DateField(label=_("Ditetapkan tanggal"), widget=DayInput(), required=False)
    first_day = forms.DateField(label=_("Berlaku mulai"), widget=DayInput())
    last_day = forms.DateField(
        label=_("Sampai dengan"), widget=DayInput(), required=False, help_text=_("Kosong: sampai ada yang baru.")
    )
    certain = CertainField()
    note = forms.CharField(
        label=_("Catatan"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang belum pasti, atau di mana dibaca. Jangan menulis nama atau NIK orang."),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, basis: Basis | None = None) -> None:
        """`basis`: the version to be replaced."""
        super().__init__(data, initial=_basis_begun(basis) if basis else {})
        self.fields["kind"].choices = [(key, basis_kind(key)) for key in BASIS_KINDS]  # type: ignore[attr-defined]
        if basis:
            self.fields["reason"] = reason_field()

    def stated(self) -> StatedBasis:
        """What was filled in."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return StatedBasis(**found)


def _basis_begun(basis: Basis) -> dict[str, Any]:
    names = ("kind", "number", "year", "title", "issued_on", "first_day", "last_day", "note")
    return {**{name: getattr(basis, name) for name in names}, "certain": "ya" if basis.certain else "belum"}
