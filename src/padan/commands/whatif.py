"""`padan whatif`."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from padan.commands.passwords import with_password
from padan.documents.wording import say
from padan.domain.differences import Change, Standing, total_cost
from padan.domain.errors import UsageError
from padan.domain.regions import place_name
from padan.domain.segments import SEGMENT_BY_KEY
from padan.files.notes import sentence
from padan.terminal import Progress, count, print_json, print_lines, warn
from padan.whatif import Answer, Request, answer

MOST_PLACES = 20
EARLIEST, LATEST = 2021, 2100
_ASSUMED: dict[str, tuple[str, str]] = {
    "nik_usable": ("NIK dapat dipakai", "the NIK is usable"),
    "alive": ("masih hidup", "alive"),
    "resident": ("penduduk kota", "lives in the city"),
    "job_listed": ("pekerjaannya termasuk rentan", "the job is listed"),
    "employer": ("tidak ditanggung pemberi kerja", "no employer insures"),
    "age_on_start": ("umurnya memenuhi syarat", "the age is within the limits"),
}


def run(arguments: Namespace) -> int:
    """Select twice, and say what differs."""
    request = _request(arguments)
    english = arguments.lang == "en"
    Progress(sys.stderr, quiet=arguments.quiet).line("Reading and selecting" if english else "Membaca dan memilih")
    found = with_password(lambda password: answer(_with(request, password)), arguments)
    warn(_warnings(found, arguments.lang), arguments.lang)
    if arguments.json:
        print_json(found.as_data())
    else:
        print_lines(whatif_lines(found, arguments.lang))
    return 0


def _request(arguments: Namespace) -> Request:
    year = arguments.year or datetime.now(ZoneInfo("Asia/Jakarta")).year
    if not EARLIEST <= year <= LATEST or not 1 <= arguments.months <= 12:
        raise UsageError(
            f"--year harus {EARLIEST} sampai {LATEST}, --months 1 sampai 12.",
            f"--year must be {EARLIEST} to {LATEST}, --months 1 to 12.",
        )
    if arguments.programme and arguments.programme not in SEGMENT_BY_KEY:
        known = ", ".join(sorted(SEGMENT_BY_KEY))
        raise UsageError(f"--programme tidak dikenal. Yang ada: {known}.", f"Unknown --programme. There are: {known}.")
    return Request(
        tuple(arguments.lists), date(year, 1, 1), tuple(arguments.sets), arguments.months, arguments.programme
    )


def _with(request: Request, password: str | None) -> Request:
    return Request(request.lists, request.day, request.sets, request.months, request.programme, password)


def _warnings(found: Answer, lang: str) -> Iterator[str]:
    yield from (sentence(note, lang) for note in found.notes)
    if found.placeless:
        rows = count(found.placeless, lang)
        yield say(
            (f"{rows} baris tanpa kelurahan atau program yang dikenal tidak ikut.",
             f"{rows} rows without a known kelurahan or programme are left out."),
            lang,
        )  # fmt: skip
    if found.assumed:
        told = ", ".join(say(_ASSUMED[name], lang) for name in found.assumed)
        yield say(
            (f"Tidak ada kolomnya, jadi dianggap terpenuhi: {told}.",
             f"No column says it, so it is taken to be so: {told}."),
            lang,
        )  # fmt: skip


def whatif_lines(found: Answer, lang: str) -> Iterator[str]:
    """What `padan whatif` found, as a table a person reads."""
    changes = ", ".join(found.sets) or say(("tanpa perubahan", "no change"), lang)
    yield say(
        (f"{count(found.candidates, lang)} calon, tahun {found.day.year}; {changes}",
         f"{count(found.candidates, lang)} candidates, {found.day.year}; {changes}"),
        lang,
    )  # fmt: skip
    for before, after in zip(found.before, _matched(found), strict=True):
        yield from _programme_lines(before, after, lang)
    cost = [count(total_cost(part), lang) for part in (found.before, found.after)]
    yield say((f"Biaya: Rp {cost[0]} -> Rp {cost[1]}", f"Cost: Rp {cost[0]} -> Rp {cost[1]}"), lang)
    yield _line(say(("Seluruhnya", "In all"), lang), found.effect.whole, lang)
    yield say(("Menurut desil:", "By decile:"), lang)
    for decile, change in found.effect.by_decile.items():
        yield _line(str(decile or say(("tidak diketahui", "unknown"), lang)), change, lang)
    yield from _place_lines(found, lang)


def _matched(found: Answer) -> list[Standing]:
    """The standing of each programme afterwards, nothing where it has no money any more."""
    after = {one.programme: one for one in found.after}
    return [
        after.get(one.programme, Standing(one.programme, 0, 0, 0, 0, one.eligible, one.cost)) for one in found.before
    ]


def _programme_lines(before: Standing, after: Standing, lang: str) -> Iterator[str]:
    segment = SEGMENT_BY_KEY.get(before.programme)
    yield f"{say((segment.label_id, segment.label_en), lang) if segment else before.programme}:"
    words = (("sekarang", "now"), ("bila diubah", "as changed"))
    for word, one in zip(words, (before, after), strict=True):
        yield say(
            (f"  {word[0]:<12} {count(one.chosen, lang)} terpilih dari {count(one.eligible, lang)} yang layak; "
             f"Rp {count(one.spent, lang)} dari Rp {count(one.money, lang)}; bagian untuk semua: {_share(one, lang)}",
             f"  {word[1]:<12} {count(one.chosen, lang)} chosen of {count(one.eligible, lang)} eligible; "
             f"Rp {count(one.spent, lang)} of Rp {count(one.money, lang)}; share for all: {_share(one, lang)}"),
            lang,
        )  # fmt: skip


def _share(one: Standing, lang: str) -> str:
    needed = one.reach.share_for_all
    if needed is None:
        return "-"
    text = f"{needed / 100:.2f} %"
    return text if lang == "en" else text.replace(".", ",")


def _line(name: str, change: Change, lang: str) -> str:
    before, after, gain, lose = (count(n, lang) for n in (change.before, change.after, change.gain, change.lose))
    return say(
        (f"  {name:<18} {before} -> {after}; +{gain} orang, -{lose} orang",
         f"  {name:<18} {before} -> {after}; +{gain} people, -{lose} people"),
        lang,
    )  # fmt: skip


def _place_lines(found: Answer, lang: str) -> Iterator[str]:
    moved = {place: one for place, one in found.effect.by_place.items() if one.gain or one.lose}
    yield say(
        (f"Kelurahan yang berubah: {count(len(moved), lang)}", f"Kelurahan that change: {count(len(moved), lang)}"),
        lang,
    )
    worst = sorted(moved.items(), key=lambda item: (-item[1].lose, -item[1].gain, item[0]))[:MOST_PLACES]
    for place, change in worst:
        yield _line(place_name(place), change, lang)
    if len(moved) > MOST_PLACES:
        yield say(("  (sisanya dengan --json)", "  (the rest with --json)"), lang)
