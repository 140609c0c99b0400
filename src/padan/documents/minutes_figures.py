"""The figures of the minutes as tables: recapitulation, contributions, posts, findings, follow-ups, what was read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from padan.documents.content import (
    CITY_OFFICES,
    Amount,
    Counts,
    Elsewhere,
    Finding,
    InputSheet,
    MoneyRow,
    OtherReading,
    PlaceRow,
    PostRow,
    RecapRow,
    total,
)
from padan.documents.other_readings import in_a_sentence
from padan.documents.paper_tables import PaperColumn, PaperTable, table
from padan.documents.wording import ROLES, UNITS, UNKNOWN_PLACE, month, number, rupiah, say, segment_label
from padan.domain.letterhead import Agreed
from padan.domain.reconciliation import Check

_NO = PaperColumn("No", 8, "right")
_RECAP_HEADS = (
    "Data Pemda", "Data BPJS", "Cocok", "Hanya Pemda", "Hanya BPJS", "Beda data", "Ganda", "Perlu ditinjau",
    "Ditolak", "Meninggal",
)  # fmt: skip
RECAP_NOTE = (
    "Ganda, perlu ditinjau dan ditolak ditulis Pemda/BPJS. Data Pemda = cocok + hanya Pemda + beda data + ganda + "
    "perlu ditinjau + ditolak; Data BPJS = cocok + hanya BPJS + beda data + ganda + perlu ditinjau + ditolak. "
    "Meninggal: orang di antara baris itu; yang tercatat pada dua segmen atau dua tempat dihitung pada masing-masing."
)
MONEY_NOTE = (
    "Seharusnya = tarif segmen pada bulan itu bagi orang yang cocok atau beda datanya. Lebih memuat juga iuran bagi "
    "peserta di luar daftar, yang mungkin dibayar pihak lain. Belum terbagi: dibayar, tetapi tidak dapat dikatakan "
    "untuk siapa."
)
WHOLE_MONEY_NOTE = (
    f"{MONEY_NOTE} Menunggu tinjauan: iuran baris yang masih harus diputuskan, tidak termasuk dalam seharusnya; bila "
    "upahnya tidak tercatat, jumlahnya belum dapat dihitung dan tidak ada di dalamnya."
)


def _counts(counts: Counts) -> tuple[str, ...]:
    whole = (
        counts.list_rows, counts.participant_rows, counts.matched, counts.not_registered, counts.not_listed,
        counts.differs,
    )  # fmt: skip
    both = (counts.duplicate, counts.review, counts.rejected)
    return (*map(number, whole), *(f"{number(a)}/{number(b)}" for a, b in both), number(counts.deceased))


_NARROW = (13.2, 13.2, 13.2, 12.4, 12.4, 12, 13.5, 13.5, 13.5, 14.6)
_WIDE = (14, 14, 14, 14, 14, 13, 14, 14, 14, 15)
_WIDEST = (17, 17, 17, 17, 17, 16, 19, 19, 19, 17)


def _heads(widths: Sequence[float]) -> tuple[PaperColumn, ...]:
    return tuple(PaperColumn(label, width, "right") for label, width in zip(_RECAP_HEADS, widths, strict=True))


def place(name: str) -> str:
    """A place, or that it is outside or unknown."""
    return name or say(UNKNOWN_PLACE, "id")


def by_kecamatan(rows: Sequence[RecapRow]) -> PaperTable:
    """One line a kecamatan, and the city's sum."""
    groups = [(name, total(r.counts for r in members)) for name, members in groupby(rows, key=lambda r: r.kecamatan)]
    lines = [(number(n), place(name), *_counts(counts)) for n, (name, counts) in enumerate(groups, 1)]
    lines.append(("", "Jumlah", *_counts(total(counts for _, counts in groups))))
    return table((_NO, PaperColumn("Kecamatan", 25.5), *_heads(_NARROW)), lines, [len(lines) - 1])


def by_office(rows: Sequence[RecapRow]) -> PaperTable:
    """One line an office of one kecamatan, and their sum."""
    names = list(dict.fromkeys(row.kelurahan for row in rows))
    sums = [(name, total(row.counts for row in rows if row.kelurahan == name)) for name in names]
    lines = [(number(n), place(name), *_counts(counts)) for n, (name, counts) in enumerate(sums, 1)]
    lines.append(("", "Jumlah", *_counts(total(counts for _, counts in sums))))
    return table((_NO, PaperColumn("Kantor", 25.5), *_heads(_NARROW)), lines, [len(lines) - 1])


def by_segment(rows: Sequence[RecapRow]) -> PaperTable:
    """One line a segment, and the city's sum."""
    keys = sorted({row.segment for row in rows}, key=lambda key: (key is None, segment_label(key)))
    sums = [(key, total(row.counts for row in rows if row.segment == key)) for key in keys]
    lines = [(number(n), segment_label(key), *_counts(counts)) for n, (key, counts) in enumerate(sums, 1)]
    lines.append(("", "Jumlah", *_counts(total(counts for _, counts in sums))))
    return table((_NO, PaperColumn("Segmen", 25.5), *_heads(_NARROW)), lines, [len(lines) - 1])


def whole_recap(rows: Sequence[RecapRow]) -> PaperTable:
    """By kecamatan, kelurahan and segment, with a sum a kecamatan and the city's."""
    lines: list[tuple[str, ...]] = []
    strong: list[int] = []
    written = 0
    for name, members in groupby(rows, key=lambda r: r.kecamatan):
        listed = list(members)
        for row in listed:
            written += 1
            where = f"{place(name)} / {place(row.kelurahan)}"
            lines.append((number(written), where, segment_label(row.segment), *_counts(row.counts), row.agreed))
        strong.append(len(lines))
        label = name if name == CITY_OFFICES else f"Kecamatan {place(name)}"
        lines.append(("", f"Jumlah {label}", "", *_counts(total(r.counts for r in listed)), ""))
    strong.append(len(lines))
    lines.append(("", "Jumlah seluruhnya", "", *_counts(total(r.counts for r in rows)), ""))
    heads = (_NO, PaperColumn("Kecamatan / Kelurahan", 52), PaperColumn("Segmen", 36), *_heads(_WIDE))
    return table((*heads, PaperColumn("Hasil kesepakatan", 31)), lines, strong)


def by_place(title: str, rows: Sequence[PlaceRow]) -> PaperTable:
    """Totals by office or by residence, with their sum."""
    lines = [(number(n), place(row.label), *_counts(row.counts)) for n, row in enumerate(rows, 1)]
    lines.append(("", "Jumlah", *_counts(total(row.counts for row in rows))))
    return table((_NO, PaperColumn(title, 84), *_heads(_WIDEST)), lines, [len(lines) - 1])


def money_by_month(rows: Sequence[MoneyRow]) -> PaperTable:
    """Rupiah a month over all segments; evidence of payment where it is known."""
    lines = []
    for n, (key, members) in enumerate(groupby(sorted(rows, key=lambda r: r.month), key=lambda r: r.month), 1):
        listed = list(members)
        people = number(sum(row.people for row in listed))
        evidence = "; ".join(dict.fromkeys(row.evidence for row in listed if row.evidence))
        lines.append((number(n), month(key), people, *_rupiah(listed), evidence))
    lines.append(("", "Jumlah", "", *_rupiah(rows), ""))
    heads = ("Seharusnya (Rp)", "Dibayar (Rp)", "Kurang (Rp)", "Lebih (Rp)", "Belum terbagi (Rp)")
    money = tuple(
        PaperColumn(label, width, "right") for label, width in zip(heads, (22, 22, 18.5, 18.5, 18.5), strict=True)
    )
    first = (_NO, PaperColumn("Bulan iuran", 20), PaperColumn("Jumlah TK", 12, "right"))
    return table((*first, *money, PaperColumn("Bukti bayar", 25.5)), lines, [len(lines) - 1])


def _sum(amounts: Iterable[Amount]) -> Amount:
    return sum(amounts, Amount())


def _rupiah(rows: Sequence[MoneyRow]) -> tuple[str, ...]:
    sums = (_sum(getattr(row, key) for row in rows) for key in ("due", "paid", "missing", "excess", "unassigned"))
    return tuple(number(amount.rupiah) for amount in sums)


def money_note(rows: Sequence[MoneyRow], elsewhere: Elsewhere, unsettled: Sequence[OtherReading] = ()) -> str:
    """What the columns mean, and all that was paid beside them, until it is what the payments come to."""
    unknown, reviewed = _sum(row.unknown for row in rows), sum(row.review_paid for row in rows)
    parts = [MONEY_NOTE]
    if unknown.person_months:
        parts.append(
            f"Tidak termasuk dalam kolom di atas, juga tidak dalam Kurang: {number(unknown.person_months)} orang-bulan "
            "yang tarifnya belum diketahui karena upah atau segmennya tidak tercatat; yang sudah dibayar untuk itu "
            f"{rupiah(unknown.rupiah)}."
        )
    if reviewed:
        parts.append(
            f"Tidak termasuk pula: {rupiah(reviewed)} yang sudah dibayar untuk baris yang masih harus diputuskan."
        )
    if unknown.rupiah or reviewed:
        terms = ["Dibayar", "belum terbagi"]
        terms += [f"{rupiah(unknown.rupiah)} untuk tarif yang belum diketahui"] if unknown.rupiah else []
        terms += [f"{rupiah(reviewed)} untuk baris yang ditinjau"] if reviewed else []
        parts.append(f"{' + '.join(terms)} = {rupiah(sum(row.received for row in rows))} menurut berkas iuran.")
    return " ".join([*parts, *_elsewhere(elsewhere), *(in_a_sentence(found, "id") for found in unsettled)])


def _elsewhere(found: Elsewhere) -> Iterator[str]:
    if found.outside_period:
        yield f"Berkas iuran memuat juga {rupiah(found.outside_period)} untuk bulan di luar periode."
    if found.unreadable_lines:
        lines = f"{number(found.unreadable_lines)} baris berkas iuran tidak terbaca jumlah atau bulannya"
        yield f"{lines} ({rupiah(found.unreadable)})." if found.unreadable else f"{lines}."


_SIX = ("due", "paid", "missing", "excess", "unassigned", "review")


def whole_money(rows: Sequence[MoneyRow]) -> PaperTable:
    """By month and segment: person-months and rupiah of each kind."""
    lines = [(number(n), month(row.month), segment_label(row.segment), *_both([row])) for n, row in enumerate(rows, 1)]
    lines.append(("", "Jumlah", "", *_both(rows)))
    labels = ("Seharusnya", "Dibayar", "Kurang", "Lebih", "Belum terbagi", "Menunggu tinjauan")
    money = tuple(
        column
        for label in labels
        for column in (PaperColumn(f"{label} (org-bln)", 15.5, "right"), PaperColumn(f"{label} (Rp)", 19, "right"))
    )
    return table((_NO, PaperColumn("Bulan iuran", 22), PaperColumn("Segmen", 30), *money), lines, [len(lines) - 1])


def _both(rows: Sequence[MoneyRow]) -> tuple[str, ...]:
    sums = [_sum(getattr(row, key) for row in rows) for key in _SIX]
    return tuple(text for amount in sums for text in (number(amount.person_months), number(amount.rupiah)))


def received(rows: Sequence[MoneyRow]) -> PaperTable | None:
    """How the payments come to what is paid, by month and segment; None where no column but two has anything."""
    if not any(row.unknown.person_months or row.review_paid for row in rows):
        return None
    shown = [part for part in _PARTS if part.always or any(part.of(row) for row in rows)]
    lines = [
        (number(n), month(row.month), segment_label(row.segment), *(number(part.of(row)) for part in shown))
        for n, row in enumerate(rows, 1)
    ]
    lines.append(("", "Jumlah", "", *(number(sum(map(part.of, rows))) for part in shown)))
    money = tuple(PaperColumn(part.label, 203 / len(shown), "right") for part in shown)
    return table((_NO, PaperColumn("Bulan iuran", 22), PaperColumn("Segmen", 34), *money), lines, [len(lines) - 1])


class _Part(NamedTuple):
    """A column of how the payments come to what is paid; not `always`: left out where it is nothing throughout."""

    label: str
    of: Callable[[MoneyRow], int]
    always: bool = False


_PARTS = (
    _Part("Dibayar (Rp)", lambda row: row.paid.rupiah, True),
    _Part("Belum terbagi (Rp)", lambda row: row.unassigned.rupiah),
    _Part("Tarif belum diketahui (org-bln)", lambda row: row.unknown.person_months),
    _Part("Dibayar untuk tarif yang belum diketahui (Rp)", lambda row: row.unknown.rupiah),
    _Part("Dibayar untuk baris yang ditinjau (Rp)", lambda row: row.review_paid),
    _Part("Jumlah menurut berkas iuran (Rp)", lambda row: row.received, True),
)


def whole_money_tables(rows: Sequence[MoneyRow]) -> Iterator[PaperTable]:
    """The annex of the contributions: every measure, then how the payments come to them where more was paid."""
    yield whole_money(rows)
    more = received(rows)
    if more is not None:
        yield more


_POST_HEADS = (
    "Jabatan", "Terisi, terlindungi", "Terisi, belum terlindungi", "Pendahulu masih terlindungi", "Dua pemegang",
    "Kosong", "Belum dilaporkan",
)  # fmt: skip


def _states(rows: Sequence[PostRow]) -> tuple[str, ...]:
    keys = ("posts", "covered", "uncovered", "predecessor", "two_holders", "vacant", "not_reported")
    return tuple(number(sum(getattr(row, key) for row in rows)) for key in keys)


def posts_by_kecamatan(rows: Sequence[PostRow]) -> PaperTable:
    """Posts of RT heads, one line a kecamatan."""
    lines = [
        (number(n), place(name), *_states(list(members)))
        for n, (name, members) in enumerate(groupby(rows, key=lambda r: r.kecamatan), 1)
    ]
    lines.append(("", "Jumlah", *_states(rows)))
    heads = tuple(PaperColumn(label, 18, "right") for label in _POST_HEADS)
    return table((_NO, PaperColumn("Kecamatan", 31), *heads), lines, [len(lines) - 1])


def posts_note(insured: int) -> str:
    """That predecessors may be among the insured whose RT nobody knows; empty where there are none."""
    if not insured:
        return ""
    return (
        f"Selain itu {number(insured)} peserta BPJS terlindungi sebagai ketua RT, tetapi tidak ada pada daftar dan "
        "datanya tidak menyebut RT: mungkin pendahulu, tetapi tidak dapat dikatakan dari jabatan mana."
    )


def whole_posts(rows: Sequence[PostRow]) -> PaperTable:
    """Posts of RT heads, one line a kelurahan."""
    lines = [
        (number(n), f"{place(row.kecamatan)} / {place(row.kelurahan)}", *_states([row]))
        for n, row in enumerate(rows, 1)
    ]
    lines.append(("", "Jumlah", *_states(rows)))
    heads = tuple(PaperColumn(label, 26, "right") for label in _POST_HEADS)
    return table((_NO, PaperColumn("Kecamatan / Kelurahan", 74), *heads), lines, [len(lines) - 1])


def findings(rows: Sequence[Finding]) -> PaperTable:
    """Each kind of finding with its count, what it counts, and the rupiah at stake."""
    lines = [
        (
            number(n), row.label, number(row.count), say(UNITS[row.unit], "id"),
            "" if row.rupiah is None else number(row.rupiah),
        )
        for n, row in enumerate(rows, 1)
    ]  # fmt: skip
    columns = (
        PaperColumn("Temuan", 86),
        PaperColumn("Jumlah", 19, "right"),
        PaperColumn("Satuan", 24),
        PaperColumn("Rupiah terkait", 28, "right"),
    )
    return table((_NO, *columns), lines)


def findings_note(rows: Sequence[Finding]) -> str:
    """What is counted, and what the rupiah are where there are any."""
    note = "Baris: baris kedua data; satu baris dapat memuat beberapa temuan."
    if not any(row.unit == "person_months" for row in rows):
        return note
    return (
        f"{note} Orang-bulan: satu orang pada satu bulan. Rupiah terkait: yang kurang atau yang lebih pada bulan itu, "
        "sehingga jumlahnya ada dalam Kurang dan Lebih pada Iuran; bila tarifnya belum diketahui, yang sudah dibayar."
    )


def agreements(rows: Sequence[Agreed]) -> PaperTable:
    """What was agreed; the cells left empty are filled in by hand. An amount is not torn apart at the end of a line."""
    lines = [(number(n), row.what.replace("Rp ", "Rp\u00a0"), row.who, row.due) for n, row in enumerate(rows, 1)]
    columns = (
        PaperColumn("Kesepakatan dan tindak lanjut", 88),
        PaperColumn("Penanggung jawab", 40),
        PaperColumn("Batas waktu", 29),
    )
    return table((_NO, *columns), lines)


def inputs(rows: Sequence[InputSheet]) -> PaperTable:
    """What was read, with the first half of each file's checksum."""
    lines = [
        (
            number(n), say(ROLES.get(row.role, (row.role, row.role)), "id"), row.file, row.sheet, number(row.rows),
            number(sum(count for _, count in row.left_out)), row.sha256[:32],
        )
        for n, row in enumerate(rows, 1)
    ]  # fmt: skip
    columns = (
        PaperColumn("Peran", 28),
        PaperColumn("Berkas", 80),
        PaperColumn("Lembar", 36),
        PaperColumn("Baris data", 20, "right"),
        PaperColumn("Dilewati", 18, "right"),
        PaperColumn("SHA-256 (32 angka pertama)", 75),
    )
    return table((_NO, *columns), lines)


def checks(rows: Sequence[Check]) -> PaperTable:
    """Each identity with both its sides."""
    lines = [
        (number(n), row.name, number(row.left), number(row.right), "sama" if row.holds else "TIDAK SAMA")
        for n, row in enumerate(rows, 1)
    ]
    columns = (
        PaperColumn("Identitas", 160),
        PaperColumn("Ruas kiri", 34, "right"),
        PaperColumn("Ruas kanan", 34, "right"),
        PaperColumn("Hasil", 30, "center"),
    )
    return table((_NO, *columns), lines)
