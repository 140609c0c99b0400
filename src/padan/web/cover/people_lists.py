"""The lists of people of this room, as data: whom each shows, in what order, and its columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Appointment
from padan.web.cover import selectors, wording
from padan.web.cover.models import Standing
from padan.web.cover.selectors import Filters
from padan.web.templatetags.indonesian import day, masked, month, rupiah

Cell = str | int


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what a page shows, what a file holds, whether it is a figure, and whether a sentence."""

    heading: str | Promise
    shown: Callable[[Standing], str]
    value: Callable[[Standing], Cell]
    figure: bool = False
    sentence: bool = False


@dataclass(frozen=True, slots=True)
class PeopleList:
    """One list. `found` takes the acting office, the filters and today."""

    key: str
    label: str | Promise
    note: str | Promise
    found: Callable[[Appointment, Filters, date], QuerySet[Standing]]
    columns: Sequence[Column]


def _money(heading: str | Promise, of: Callable[[Standing], int | None]) -> Column:
    return Column(heading, lambda s: rupiah(of(s)), lambda s: "" if (amount := of(s)) is None else amount, True)


def _text(heading: str | Promise, of: Callable[[Standing], str]) -> Column:
    return Column(heading, lambda s: of(s) or "–", of)


def _date(heading: str | Promise, of: Callable[[Standing], date | None]) -> Column:
    return Column(heading, lambda s: day(of(s)), lambda s: found.isoformat() if (found := of(s)) else "")


def _month(heading: str | Promise, of: Callable[[Standing], date | None]) -> Column:
    return Column(heading, lambda s: month(of(s)), lambda s: f"{found:%Y-%m}" if (found := of(s)) else "")


WHO = (
    _text(_("Nama"), lambda s: s.person.name),
    _text("NIK", lambda s: masked(s.person.nik)),
    _text("KPJ", lambda s: s.kpj),
    _text(_("Segmen"), lambda s: wording.segment(s.segment)),
    _text(_("Kantor"), lambda s: s.office.name),
    _text(_("Kelurahan tempat tinggal"), lambda s: s.kelurahan.name if s.kelurahan else ""),
)
"""The columns that every file begins with; a page shows them in its own way."""

_OTHER_READING = _text(
    _("Menurut jenis peserta lain"), lambda s: wording.state(s.other_state) if s.unsettled and s.other_state else ""
)

LISTS: tuple[PeopleList, ...] = (
    PeopleList(
        "gugur-bulan-depan",
        _("Gugur bulan depan"),
        _(
            "Bila tidak ada yang dibayar sampai akhir bulan itu, perlindungannya hilang. Yang masih ditanggung tetapi "
            "tidak diteruskan siapa pun di atas, juga bila gugurnya sesudah bulan depan: tanpa daftar atau penetapan "
            "tidak ada yang membayarnya. Lalu yang keluarganya paling dirugikan."
        ),
        lambda acting, filters, today: selectors.falling(acting, filters),
        (
            Column(_("Sebab"), wording.reason, wording.reason, sentence=True),
            _money(_("Yang hilang bagi keluarga"), lambda s: s.benefit_now),
            _money(_("Iuran bulan depan"), lambda s: s.next_due),
            _money(_("Tunggakan"), lambda s: s.arrears),
            Column(_("Bulan belum dibayar"), lambda s: str(s.unpaid_months), lambda s: int(s.unpaid_months), True),
            _month(_("Gugur akhir bulan"), lambda s: s.falls_out),
            _OTHER_READING,
        ),
    ),
    PeopleList(
        "sudah-gugur",
        _("Sudah gugur"),
        _("Perlindungan hilang karena iuran tidak dibayar: keluarganya tidak menerima apa pun."),
        lambda acting, filters, today: selectors.fallen(acting, filters),
        (
            Column(_("Bulan belum dibayar"), lambda s: str(s.unpaid_months), lambda s: int(s.unpaid_months), True),
            _money(_("Yang hilang bagi keluarga"), lambda s: s.benefit_full),
            _money(_("Tunggakan"), lambda s: s.arrears),
            _OTHER_READING,
        ),
    ),
    PeopleList(
        "batas-usia",
        _("Segera melewati batas usia"),
        _("Terlindungi sekarang, dan sudah atau dalam enam bulan ini mencapai batas usia segmennya."),
        lambda acting, filters, today: selectors.over_age(acting, filters, today),
        (
            _date(_("Mencapai batas usia"), lambda s: s.over_age_on),
            _date(_("Tanggal lahir"), lambda s: s.born_on),
            _text(_("Keadaan"), lambda s: wording.state(s.state)),
            _money(_("Santunan sekarang"), lambda s: s.benefit_now),
        ),
    ),
    PeopleList(
        "bulan-pertama",
        _("Bulan-bulan pertama"),
        _("Santunannya belum penuh; jangan sampai ada bulan yang terlewat."),
        lambda acting, filters, today: selectors.first_months(acting, filters),
        (
            _month(_("Sampai akhir bulan"), lambda s: s.first_until),
            _money(_("Santunan sekarang"), lambda s: s.benefit_now),
            _money(_("Santunan penuh"), lambda s: s.benefit_full),
        ),
    ),
    PeopleList(
        "tidak-diteruskan",
        _("Tidak diteruskan"),
        _(
            "Pernah dibayar, dan tidak ada lagi dalam daftar, penetapan, atau pendaftaran yang harus dibayar. "
            "Tidak ada yang menunggak; perlindungannya habis bila tidak diteruskan."
        ),
        lambda acting, filters, today: selectors.dropped(acting, filters),
        (
            _month(_("Tidak diteruskan sejak"), lambda s: s.dropped_from),
            _month(_("Bulan terakhir terlindungi"), lambda s: s.covered_until),
            _date(_("Ditanggung sampai"), lambda s: s.held_until),
            _money(_("Yang hilang bagi keluarga"), lambda s: s.benefit_now or s.benefit_full),
        ),
    ),
    PeopleList(
        "beda-catatan",
        _("Pencocokan dan buku kas berbeda"),
        _("Daftar iuran cabang dan tagihan bernama dalam buku kas tidak sama. Tanyakan kepada cabang per bulan."),
        lambda acting, filters, today: selectors.disagreeing(acting, filters),
        (
            Column(_("Bulan berbeda"), lambda s: str(s.disagreeing), lambda s: int(s.disagreeing), True),
            _month(_("Catatan sampai"), lambda s: s.known_until),
            _text(_("Sumber dana"), lambda s: wording.source(s.source)),
            _text(_("Keadaan"), lambda s: wording.state(s.state)),
        ),
    ),
    PeopleList(
        "semua",
        _("Semua orang"),
        _("Cari namanya untuk melihat bulan demi bulan, atau untuk melaporkan kematian atau kecelakaan."),
        lambda acting, filters, today: selectors.everybody(acting, filters),
        (
            _text(_("Keadaan"), lambda s: str(_("tidak diteruskan")) if s.dropped else wording.state(s.state)),
            _text(_("Sumber dana"), lambda s: wording.source(s.source)),
            _money(_("Santunan sekarang"), lambda s: s.benefit_now),
        ),
    ),
)
BY_KEY: Mapping[str, PeopleList] = {one.key: one for one in LISTS}
