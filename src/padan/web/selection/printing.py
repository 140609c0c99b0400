"""The list of a decree, put together from the record for the typesetter."""

from collections.abc import Iterable
from datetime import date

from padan.documents.decree import DecreePaper, ListedPerson, ListedPlace, decree_list
from padan.documents.wording import number
from padan.domain.dates import MONTH_NAMES
from padan.domain.law import Law, read_law
from padan.domain.letterhead import Letterhead, Logo
from padan.web import vault
from padan.web.selection.models import Choice, Decree, Outcome, Pot
from padan.web.selection.wording import why_words
from padan.web.templatetags.indonesian import masked

NO_LAW = frozenset({"berita", "pilihan"})
"""Kinds of bases that are no law."""


def decree_pdf(decree: Decree) -> bytes:
    """The PDF of a decree's list, from what the selection kept."""
    return decree_list(paper_of(decree))


def paper_of(decree: Decree) -> DecreePaper:
    """All that is printed. Names are those of the record; of a NIK only what tells two people apart."""
    selection, kept = decree.selection, decree.letterhead
    law = read_law([selection.law])
    return DecreePaper(
        letterhead=Letterhead(
            government=str(kept.get("government", "")),
            office=str(kept.get("office", "")),
            address=str(kept.get("address", "")),
            contact=str(kept.get("contact", "")),
            logo=Logo(vault.read(kept["logo"]), str(kept.get("logo_kind", "png"))) if kept.get("logo") else None,
        ),
        number=decree.number,
        day=decree.day,
        title=decree.title,
        programme=selection.programme_label,
        year=selection.year,
        span=_span(selection.first_month, selection.months),
        bases=tuple(f"{basis.name()} ({basis.title})" if basis.number else basis.title for basis in law.bases),
        intro=_intro(decree),
        warnings=_warnings(decree, law),
        places=tuple(_places(decree)),
        city=str(kept.get("city", "")),
    )


def _span(first: date, months: int) -> str:
    last = MONTH_NAMES[first.month + months - 2]
    return f"{MONTH_NAMES[first.month - 1]} sampai {last} {first.year} ({months} bulan)"


def _intro(decree: Decree) -> tuple[str, ...]:
    selection = decree.selection
    by = "skor kriteria" if selection.order.get("by") == "score" else "daftar peringkat musyawarah kelurahan"
    first = "yang kini terlindungi didahulukan, lalu " if selection.order.get("covered_first") else ""
    lines = [
        f"Urutan: {first}{by}; skor berdiri di sampingnya sebagai saran. Bila sama, undian: SHA-256 atas "
        f"“{selection.draw_text}|nomor usulan”, yang terkecil lebih dahulu; siapa pun dapat mengulanginya.",
        f"Tiap orang dibiayai Rp {number(selection.cost)} ({selection.months} bulan, Rp {number(selection.rate)} "
        "sebulan). Dalam satu kelurahan dipilih menurut urutan sampai orang berikutnya tidak muat; sisanya disebut.",
    ]
    if selection.top_up:
        lines.append(f"Tambahan Rp {number(selection.top_up)} tiap kelurahan dari {selection.top_up_source}.")
    if selection.departure:
        lines.append(f"Penyimpangan dari urutan musyawarah: {selection.departure}")
    return tuple(lines)


def _warnings(decree: Decree, law: Law) -> tuple[str, ...]:
    open_rules = sorted({basis.title for basis in law.bases if basis.kind in NO_LAW})
    if decree.selection.certain and not open_rules:
        return ()
    told = f" Bersandar pada: {'; '.join(open_rules)}." if open_rules else ""
    return (f"Sebagian ketentuan yang dipakai belum pasti dasar hukumnya.{told}",)


def _places(decree: Decree) -> Iterable[ListedPlace]:
    pots = Pot.objects.filter(selection=decree.selection).select_related("region").order_by("region__code")
    listed: dict[int, list[Choice]] = {}
    choices = Choice.objects.filter(selection=decree.selection, pot__isnull=False).select_related("candidate__person")
    for choice in choices.order_by("pot_id", "position"):
        listed.setdefault(choice.pot_id or 0, []).append(choice)
    for pot in pots:
        people = listed.get(pot.pk, [])
        chosen = tuple(_person(one) for one in people if one.outcome == Outcome.CHOSEN)
        waiting = tuple(_person(one) for one in people if one.outcome == Outcome.WAITING)
        yield ListedPlace(pot.region.name, pot.money, pot.spent, _cut_off(pot, chosen), chosen, waiting)


def _cut_off(pot: Pot, chosen: tuple[ListedPerson, ...]) -> str:
    stops = {"money": "dana tidak cukup untuk orang berikutnya", "heads": "kuota penuh", "nobody": "semua tertampung"}
    quota = "tanpa kuota" if pot.heads is None else f"kuota {number(pot.heads)} orang"
    line = f"Batas: urutan {chosen[-1].position}" if chosen else "Belum ada yang tertampung"
    return (
        f"{line}; {stops.get(pot.stop, '')}. Dana Rp {number(pot.money)}, {quota}, terpakai Rp {number(pot.spent)}, "
        f"sisa Rp {number(pot.remainder)}."
    )


def _person(choice: Choice) -> ListedPerson:
    why = choice.why
    rank = why.get("rank")
    note = "kini terlindungi" if choice.covered else ""
    if why.get("code") == "holds":
        note = why_words("holds")
    person = choice.candidate.person
    return ListedPerson(
        choice.position or 0, person.name, masked(person.nik), str(rank) if rank else "–", choice.score, note
    )
