"""What stands in the way of a signature, a sentence each, with where to go; and how long the next figures take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from padan.web.accounts.models import Office
from padan.web.official.selectors import Branch, Standing
from padan.web.official.waiting import Wait
from padan.web.periods.models import Period, Requirement
from padan.web.roles import Reach
from padan.web.runs.models import Run, RunState
from padan.web.runs.progress import STEPS, share_done
from padan.web.templatetags.indonesian import day

MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands in the way; `address`: where it is mended, "" where that lies out of reach."""

    text: str
    address: str = ""
    button: str = ""


RUN_WORDS: Mapping[str, str | Promise] = {
    "none": gettext_lazy("Belum ada hasil pencocokan untuk periode ini."),
    "running": gettext_lazy(
        "Hasil sedang dihitung ulang: pencocokan sedang berjalan dan menyentuh baris kantor ini. Tunggu hasilnya, lalu "
        "tandatangani."
    ),
    "stale": gettext_lazy(
        "Hasil sedang dihitung ulang: ada daftar atau keputusan yang lebih baru daripada hasil pencocokan dan "
        "menyentuh baris kantor ini. Tunggu hasil barunya, lalu tandatangani."
    ),
    "failed": gettext_lazy(
        "Pencocokan terakhir gagal, jadi yang lebih baru belum terhitung. Beri tahu Bappeda agar dijalankan lagi."
    ),
}
"""Why nothing may be signed on the run that is shown."""


def obstacles(where: Standing) -> Iterator[Obstacle]:
    """All that stands in the way of a signature that has not been made."""
    if where.period.closed_at:
        yield Obstacle(_("Periode ini sudah ditutup Bappeda."))
    if where.run_state:
        address = _address("runs:progress", where.period.key)
        yield Obstacle(str(RUN_WORDS[where.run_state]), address, _("Lihat kemajuannya"))
    if where.too_early and where.may:
        yield Obstacle(
            _("Baru setelah batas waktu lewat camat dapat menandatangani untuk lurah yang berhalangan."),
        )
    for requirement in where.missing:
        yield _list_missing(where, requirement)
    yield from _owed(where)
    if where.unsigned:
        names = ", ".join(branch.office.name for branch in where.unsigned[:MOST_NAMES])
        told = _("%(n)d kantor di bawah belum menandatangani: %(names)s.")
        yield Obstacle(told % {"n": len(where.unsigned), "names": names}, "#pohon", _("Lihat sebabnya"))
    if not where.run_state:
        yield from _of_the_run(where)


def _list_missing(where: Standing, requirement: Requirement) -> Obstacle:
    own = where.office.pk == where.acting.office_id
    told = _("Daftar belum diterima: %(list)s.") % {"list": _list(requirement)}
    return Obstacle(told, _address("periods:home") if own else "", _("Serahkan"))


def _list(requirement: Requirement) -> str:
    return f"{requirement.get_kind_display()} {requirement.get_segment_display()}".strip()


def _owed(where: Standing) -> Iterator[Obstacle]:
    found = [wait_told(where, where.office, wait) for wait in where.waits]
    if where.open and not found:
        found = [Obstacle(_("%(n)d baris belum diputuskan.") % {"n": where.open})]
    yield from found


def _of_the_run(where: Standing) -> Iterator[Obstacle]:
    key = where.period.key
    for name, pk, count in sorted((office.name, office.pk, n) for office, n in _unasked(where)):
        told = _(
            "%(n)d baris %(office)s masih perlu ditinjau, tetapi tidak ada pertanyaan terbuka tentangnya. Minta "
            "Bappeda menjalankan pencocokan lagi; pertanyaannya lalu muncul di Pemeriksaan."
        )
        asked = {"kelompok": "review", "kantor": pk}
        yield Obstacle(told % {"n": count, "office": name}, _address("runs:rows", key, **asked), _("Lihat barisnya"))
    for moved in where.moved:
        told = _("Angka %(office)s berubah sejak ditandatangani; perlu dibuka dan ditandatangani lagi.")
        yield Obstacle(told % {"office": moved.name}, _address("official:office", key, moved.pk), _("Buka"))


def _unasked(where: Standing) -> Iterator[tuple[Office, int]]:
    known = Office.objects.in_bulk(where.unasked) if where.unasked else {}
    return ((known[pk], n) for pk, n in where.unasked.items())


_OWN: Mapping[str, str | Promise] = {
    "answer": gettext_lazy("%(n)d baris belum diputuskan, yang terlama sejak %(since)s."),
    "decide": gettext_lazy(
        "%(n)d baris belum dapat dipastikan, sejak %(since)s: pastikan, atau bawa ke periode berikut dengan alasan "
        "dan penanggung jawab."
    ),
    "confirm": gettext_lazy("%(n)d baris dijawab, menunggu pengesahan kepala kantor ini sejak %(since)s."),
    "settle": gettext_lazy(
        "%(n)d baris dijawab berbeda oleh dua kantor, sejak %(since)s. Kantor ini harus memutuskannya."
    ),
}
_OTHER: Mapping[str, str | Promise] = {
    "answer": gettext_lazy(
        "Menunggu %(office)s: %(n)d baris yang menyangkut dua kantor, sejak %(since)s. Kantor itu harus menjawabnya "
        "di halaman Pemeriksaan."
    ),
    "decide": gettext_lazy(
        "Menunggu %(office)s: %(n)d baris yang menyangkut dua kantor, sejak %(since)s. Kantor itu menjawab belum "
        "dapat dipastikan; ia harus memastikannya, atau membawanya ke periode berikut."
    ),
    "confirm": gettext_lazy(
        "Menunggu kepala %(office)s: %(n)d baris yang menyangkut dua kantor, sejak %(since)s. Ia harus mengesahkan "
        "jawaban petugasnya."
    ),
    "settle": gettext_lazy(
        "Menunggu %(office)s: %(n)d baris dijawab berbeda oleh dua kantor, sejak %(since)s. Kantor itu harus "
        "memutuskannya."
    ),
}
"""What an office owes (`waiting.OWED`), told to itself and to others."""


def wait_told(where: Standing, office: Office, wait: Wait) -> Obstacle:
    """For whom the signature of `office` waits, and what is to be done, with the way there if it is within reach."""
    words = _OWN if wait.office.pk == office.pk else _OTHER
    text = str(words[wait.owes]) % {"n": wait.count, "office": wait.office.name, "since": day(wait.since)}
    acting = where.acting
    if wait.office.pk == acting.office_id and acting.reach is not Reach.SENT:
        return Obstacle(text, _address("review:queue", periode=where.period.key), _("Putuskan"))
    if acting.sees_office(wait.office):
        asked = {"periode": where.period.key, "kantor": wait.office.pk}
        return Obstacle(text, _address("review:queue", **asked), _("Lihat"))
    return Obstacle(text)


def branch_told(where: Standing, branch: Branch) -> list[Obstacle]:
    """Why an office below has not signed."""
    if branch.signoff is not None:
        return []
    found = [wait_told(where, branch.office, wait) for wait in branch.waits]
    for requirement in branch.missing:
        found.append(Obstacle(_("Daftar belum diterima: %(list)s.") % {"list": _list(requirement)}))
    if branch.unsigned:
        names = ", ".join(office.name for office in branch.unsigned[:MOST_NAMES])
        found.append(Obstacle(_("Belum menandatangani: %(names)s.") % {"names": names}))
    if branch.run_state:
        found.append(Obstacle(str(RUN_WORDS[branch.run_state])))
    return found or [Obstacle(_("Tidak ada yang menghalangi; menunggu kepala kantornya."))]


def _address(name: str, *arguments: object, **asked: object) -> str:
    try:
        found = reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
    return f"{found}?{urlencode(asked)}" if asked else found


@dataclass(frozen=True, slots=True)
class Recount:
    """How far the next run is (hundredths, the step in words), and how long the rest usually takes."""

    share: int
    step: str
    wait: str


def recount_of(period: Period, current: Run | None, newest: Run | None) -> Recount | None:
    """The run that is under way or about to begin; None where none is, or the last one failed."""
    if newest is None or period.closed_at is not None or newest.state == RunState.FAILED:
        return None
    running = newest.state == RunState.RUNNING
    step = STEPS[newest.step].label if running and newest.step in STEPS else _("Menunggu giliran")
    share = share_done(newest.step, newest.done, newest.total) if running else 0
    return Recount(share, str(step), _wait(current, newest if running else None))


def _wait(current: Run | None, running: Run | None) -> str:
    """From how long the published run took."""
    if current is None or current.ended_at is None:
        return _("Lamanya belum diketahui.")
    usual = (current.ended_at - current.began_at).total_seconds()
    gone = (timezone.now() - running.began_at).total_seconds() if running else 0
    minutes = round(max(usual - gone, 0) / 60)
    if minutes < 1:
        return _("Biasanya selesai dalam waktu kurang dari satu menit.")
    return ngettext(
        "Biasanya selesai dalam sekitar %(n)d menit.", "Biasanya selesai dalam sekitar %(n)d menit.", minutes
    ) % {"n": minutes}
