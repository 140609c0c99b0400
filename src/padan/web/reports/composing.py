"""From figures and edits to what a report says. What may be seen by whom was asked by whoever calls."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from padan.documents.monev_content import ActionLine, BasisLine, MonevReport, Place, Said
from padan.domain.contributions import last_day
from padan.domain.figure_words import month_words
from padan.domain.interpretation import Reading, Sentence, remedy_sentences, result_sentences, verdict_sentence
from padan.domain.law import BASIS_KINDS, Law, LegalBasis
from padan.domain.months import Month
from padan.domain.obstacles import Promise, obstacle_sentences
from padan.domain.report_frame import Framed, Span, frame_sentences
from padan.web.accounts.models import Appointment, Office
from padan.web.followup.models import FollowUp, step_label
from padan.web.followup.selectors import followups_of
from padan.web.law.selectors import law_now
from padan.web.monitoring.mapping import shapes_of
from padan.web.official.letterheads import letterhead_from, stated
from padan.web.regions.models import Level, Region
from padan.web.regions.selectors import kelurahan_of
from padan.web.reports.models import Wording
from padan.web.reports.money import Purse, activity_lines, hindered, purse_of
from padan.web.reports.pictures import above, pictures_of
from padan.web.reports.proofs import evidence_words
from padan.web.reports.reading import (
    Ground,
    Told,
    definitions,
    ground_of,
    kecamatan_of,
    read_below,
    read_one,
    told_of,
)
from padan.web.templatetags.indonesian import day, moment

UNSIGNED = "RANCANGAN: belum ditandatangani"
_NO_LAW = ("berita", "pilihan")
_OF_THE_GRANT = frozenset(
    {"grant", "share", "quota", "stages", "uses", "forms", "age", "employer", "decile", "criteria"}
)
GONE = "cancelled"


@dataclass(frozen=True)
class Composed:
    """A report as it would be now: the ground it stands on, the computed sentences, and the content with edits."""

    ground: Ground
    told: Told
    sentences: Sequence[Sentence]
    report: MonevReport

    @property
    def unread(self) -> list[Said]:
        """Edited sentences whose figures have moved since."""
        return [one for one in self.report.said if one.stale]


class Composer:
    """Composes reports of one span for the acting office. The city is read once where many reports are wanted."""

    def __init__(self, acting: Appointment, span: Span, *, whole: Region | None = None) -> None:
        self.acting, self.span = acting, span
        self.ground = ground_of(acting, span)
        self.law = law_now()
        self._purse: Purse | None = None
        if whole is not None:
            read_below(self.ground, whole)
            self._purse = purse_of(self.ground, whole)
            self._whole: Region | None = whole
        else:
            self._whole = None

    def compose(self, place: Region, today: date) -> Composed:
        """The report of one place, as it would be now."""
        below = [] if place.level == Level.KELURAHAN else list(kelurahan_of(place).order_by("code"))
        self._read(place)
        told = told_of(self.ground, place, below)
        purse = self._purse or purse_of(self.ground, place)
        actions = actions_of(self.acting, place.code)
        readings = told.readings()
        sentences = self._sentences(told, readings, purse, actions, today)
        edits = edits_of(place, self.span)
        report = self._report(told, purse, [said_of(one, edits.get(one.key)) for one in sentences], actions, today)
        return Composed(self.ground, told, sentences, report)

    def _read(self, place: Region) -> None:
        """What is shown of a place alone, where the city has not been read as a whole."""
        if self._whole is not None:
            return
        read_below(self.ground, place)
        if place.level == Level.KELURAHAN:
            for one in (place, *above(place)):
                read_one(self.ground, one)

    def _sentences(
        self, told: Told, readings: Sequence[Reading], purse: Purse, actions: Sequence[FollowUp], today: date
    ) -> list[Sentence]:
        places = list(told.below) or [told.place]
        promises = [
            Promise(one.what, _who(one), one.due, one.closed_at is not None, one.overdue_on(today)) for one in actions
        ]
        return [
            verdict_sentence(readings),
            *frame_sentences(self._framed(told)),
            *result_sentences(readings),
            *obstacle_sentences(readings, purse.owed(places), hindered(purse, places), promises),
            *remedy_sentences(readings),
        ]

    def _framed(self, told: Told) -> Framed:
        held, city = self.ground.held, _city(told.place)
        province = city.parent.name if city.parent else ""
        closed = timezone.localdate(held.known_at)
        return Framed(
            told.title, city.name, province, self.span, self.ground.month, len(told.below),
            closed if held.closed else None, closed,
        )  # fmt: skip

    def _report(
        self, told: Told, purse: Purse, said: Sequence[Said], actions: Sequence[FollowUp], today: date
    ) -> MonevReport:
        place, ground = told.place, self.ground
        money = purse.lines(place, told.below)
        lines, below = told.lines(), list(told.below)
        office, shapes = office_of(place), shapes_of(below or _around(place))
        return MonevReport(
            place=Place(place.code, place.name, place.level, kecamatan_of(place)),
            period=self.span.words,
            month=month_words(ground.month),
            year=self.span.year,
            letterhead=letterhead_from(stated(office) if office else {}),
            said=tuple(said),
            indicators=tuple(lines),
            money=tuple(money),
            draft=UNSIGNED,
            bases=tuple(bases_cited(self.law, ground.month, [one.basis for one in ground.headline])),
            columns=tuple(line for line in lines if line.headline) if told.below else (),
            places=tuple(told.places()),
            pictures=tuple(pictures_of(told, shapes, money, above(place))),
            actions=tuple(_action(one, today) for one in _ordered(actions, today)),
            activities=tuple(activity_lines(purse, below or [place], all_of_them=place.level == Level.KELURAHAN)),
            definitions=tuple(
                definitions([one.indicator for one in told.shown], {b.key: b.name() for b in self.law.bases})
            ),
            sources=tuple(_sources(ground)),
            notes=tuple(_notes(ground)),
        )


def _city(place: Region) -> Region:
    region = place
    while region.parent is not None and region.level not in (Level.CITY, Level.PROVINCE):
        region = region.parent
    return region


def _around(place: Region) -> list[Region]:
    """The kelurahan among which one lies: those of its city."""
    return list(kelurahan_of(_city(place)).order_by("code"))


def office_of(place: Region) -> Office | None:
    """The office whose head signs a place's report: of a kelurahan or kecamatan its own, of a city Bappeda's."""
    kind = "bappeda" if place.level == Level.CITY else place.level
    return (
        Office.objects.filter(kind=kind, region=place).select_related("region__parent__parent").order_by("pk").first()
    )


def edits_of(place: Region, span: Span) -> dict[str, Wording]:
    """The newest words for each sentence that somebody wrote anew."""
    newest = {one.key: one for one in Wording.objects.filter(place=place, span=span.key).order_by("id")}
    return {key: one for key, one in newest.items() if one.text}


def said_of(one: Sentence, edit: Wording | None) -> Said:
    """A sentence as it is printed."""
    if edit is None:
        return Said(one.key, one.chapter, one.text)
    by = f"{edit.by_name}, {edit.office_name}"
    return Said(one.key, one.chapter, edit.text, one.text, by, moment(edit.at), edit.mark != one.mark)


def actions_of(acting: Appointment, code: str) -> list[FollowUp]:
    """The follow-ups of a place and all below it, but those that were called off."""
    found = followups_of(acting, code).exclude(state=GONE).prefetch_related("steps__evidence")
    return list(found.order_by("due", "pk"))


def _ordered(actions: Sequence[FollowUp], today: date) -> list[FollowUp]:
    return sorted(actions, key=lambda one: (not one.overdue_on(today), one.closed_at is not None, one.due, one.pk))


def _action(one: FollowUp, today: date) -> ActionLine:
    return ActionLine(
        one.what, _who(one), day(one.due), step_label(one.state), evidence_words(one), one.overdue_on(today)
    )


def _who(one: FollowUp) -> str:
    return f"{one.person.user.full_name}, {one.office.name}" if one.person else one.office.name


def bases_cited(law: Law, month: Month, used: Sequence[str]) -> Iterator[BasisLine]:
    """The legal bases that the grant's rules and the indicators rest on, and the acts, as far as they held."""
    when = last_day(month)
    resting = {rule.basis for rule in law.rules if rule.kind in _OF_THE_GRANT and rule.days.holds(when)} | set(used)
    kinds = list(BASIS_KINDS)
    found = [
        one
        for one in law.bases
        if one.kind not in _NO_LAW and one.days.holds(when) and (one.key in resting or one.kind == "uu")
    ]
    for one in sorted(found, key=lambda basis: (kinds.index(basis.kind), basis.year or 0, basis.number, basis.key)):
        yield BasisLine(cited(one), one.certain)


def cited(basis: LegalBasis) -> str:
    """ "Undang-Undang Nomor 24 Tahun 2011 tentang Badan Penyelenggara Jaminan Sosial"."""
    return f"{basis.name()} tentang {basis.title}" if basis.number else basis.title


def _sources(ground: Ground) -> Iterator[tuple[str, str]]:
    held = ground.held
    yield "Angka bulan", f"{month_words(ground.month)}, {'ditutup' if held.closed else 'sementara'}"
    yield "Catatan dibaca sampai", moment(held.known_at)
    yield "Sidik definisi indikator", held.definitions
    yield "Sidik ketentuan", held.law
    for one in ground.headline:
        if one.key in held.digests:
            yield f"Sidik angka: {one.name_id}", f"{held.digests[one.key]} (definisi versi {one.version})"


def _notes(ground: Ground) -> Iterator[str]:
    if ground.month != ground.span.month:
        last, used = month_words(ground.span.month), month_words(ground.month)
        yield f"Masa laporan belum selesai: angka {last} belum ada, yang dipakai adalah angka {used}."
    if not ground.held.closed:
        yield (
            f"Angka {month_words(ground.month)} belum ditutup dan masih dapat berubah; keadaan menurut catatan "
            f"{moment(ground.held.known_at)}."
        )
