"""What the home page says of people: whose turn it is here, what is missing or refused, pairs, repairs, answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from padan.web.accounts.models import Appointment
from padan.web.periods.models import Period
from padan.web.periods.todo import Todo
from padan.web.protection import ruling, selectors
from padan.web.roles import SUBMITTERS, Role
from padan.web.templatetags.indonesian import whole

_ASKED = frozenset({Role.KELURAHAN_CLERK, Role.LURAH, Role.CAMAT})
_TURNS = frozenset({Role.LURAH, Role.CAMAT})


def todos(acting: Appointment, period: Period) -> list[Todo]:
    """For offices that propose or answer for people, and for the branch."""
    role = Role(acting.role)
    if role is Role.BPJS:
        return _unanswered(acting)
    if role not in SUBMITTERS:
        return []
    return [*_candidates(acting, role, period), *_repairs(acting), *_pairs(acting)]


def _candidates(acting: Appointment, role: Role, period: Period) -> list[Todo]:
    """A line for each programme of each year that is at work: the period's, this one and the next."""
    if role not in _ASKED:
        return []
    now = timezone.localdate().year
    counts = selectors.waiting_counts(acting, {period.first_month.year, now, now + 1})
    kinds = [kind for kind in _kinds() if (role in _TURNS if kind.key == "turn" else role is not Role.CAMAT)]
    return [
        _todo(kind, year, programme, counted)
        for year, programme, counted in counts
        for kind in kinds
        if counted[kind.key]
    ]


@dataclass(frozen=True, slots=True)
class _Kind:
    """One thing that candidates wait for: its sentence, what its page filters by, its button."""

    key: str
    text: str
    filter: str
    button: str


def _kinds() -> list[_Kind]:
    return [
        _Kind("turn", _("%(n)s calon menunggu Anda: %(which)s."), "giliran=ya", _("Lihat lalu teruskan")),
        _Kind("back", _("%(n)s calon dikembalikan untuk diperbaiki: %(which)s."), "langkah=returned", _("Perbaiki")),
        _Kind("refused", _("%(n)s calon ditolak cabang: %(which)s."), "langkah=refused", _("Lihat alasannya")),
        _Kind("lacking", _("%(n)s calon: isian pendaftarannya belum lengkap (%(which)s)."), "kurang=ya", _("Lengkapi")),
    ]


def _todo(kind: _Kind, year: int, programme: str, counted: Mapping[str, Any]) -> Todo:
    n, which = counted[kind.key], f"{ruling.programme_name(programme)} {year}"
    address = f"{reverse('protection:candidates')}?tahun={year}&program={programme}&{kind.filter}"
    return Todo(kind.text % {"n": whole(n), "which": which}, n, address, button=kind.button)


def _unanswered(acting: Appointment) -> list[Todo]:
    """Lists that wait for the branch's answer."""
    checks, lists = selectors.unanswered_of(acting)
    return [
        _waits(checks, "enquiry", _("%(n)s orang pada pemeriksaan awal menunggu jawaban cabang.")),
        _waits(lists, "mutation", _("%(n)s orang pada daftar ke cabang menunggu jawaban cabang.")),
    ]


def _waits(found: list[tuple[int, int]], what: str, text: str) -> Todo:
    n = sum(open_lines for _pk, open_lines in found)
    several = {"enquiry": "protection:enquiries", "mutation": "protection:mutations"}[what]
    address = reverse(f"protection:{what}", args=[found[0][0]]) if len(found) == 1 else reverse(several)
    return Todo(text % {"n": whole(n)}, n, address, button=_("Jawab"))


def _repairs(acting: Appointment) -> list[Todo]:
    n = selectors.repairs_of(acting).count()
    text = ngettext(
        "%(n)s orang di daftar kantor ini meninggal, pindah, atau NIK-nya salah menurut cabang atau Dukcapil.",
        "%(n)s orang di daftar kantor ini meninggal, pindah, atau NIK-nya salah menurut cabang atau Dukcapil.",
        n,
    )
    return [Todo(text % {"n": n}, n, reverse("protection:repairs"), harm=1, button=_("Perbaiki daftar"))]


def _pairs(acting: Appointment) -> list[Todo]:
    n = selectors.pairs_of(acting).count()
    text = ngettext(
        "%(n)s pasangan catatan mungkin orang yang sama.", "%(n)s pasangan catatan mungkin orang yang sama.", n
    )
    return [Todo(text % {"n": n}, n, reverse("protection:pairs"), button=_("Jawab"))]
