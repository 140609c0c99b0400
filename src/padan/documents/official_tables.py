"""Tables that only the signed minutes have: money by segment, months, answers, what is left, signatures, changes."""

from collections.abc import Sequence

from padan.documents.content import Amount, MoneyRow
from padan.documents.official_content import Answered, Carried, Change, MonthRow, Signature
from padan.documents.paper_tables import PaperColumn, PaperTable, table
from padan.documents.wording import month, number, segment_label

_NO = PaperColumn("No", 8, "right")
MONEY_NOTE = (
    "Seharusnya = tarif segmen bagi orang yang cocok atau beda datanya, selama periode. Dibayar memuat juga iuran bagi "
    "orang yang jumlah seharusnya belum diketahui (misalnya upahnya kosong) atau yang masih dibawa. Lebih memuat juga "
    "iuran yang dibayar pihak lain, misalnya pemberi kerja, bagi orang di luar daftar; itu bukan kelebihan bayar "
    "pemerintah."
)
MONTHS_NOTE = (
    "Orang-bulan: satu orang pada satu bulan. Tidak seharusnya: dibayar sebelum mulai, setelah berhenti, setelah "
    "meninggal, atau bagi orang yang tidak ada pada kedua data."
)


def money_by_segment(rows: Sequence[MoneyRow]) -> PaperTable:
    """Rupiah a segment over the period."""
    lines = [(number(n), segment_label(row.segment), number(row.people), *_money(row)) for n, row in enumerate(rows, 1)]
    sums = [sum((getattr(row, key) for row in rows), Amount()).rupiah for key in _FOUR]
    people = sum(row.people for row in rows)
    lines.append(("", "Jumlah", number(people), *map(number, sums)))
    heads = ("Seharusnya (Rp)", "Dibayar (Rp)", "Kurang (Rp)", "Lebih (Rp)")
    money = tuple(PaperColumn(label, 24.5, "right") for label in heads)
    columns = (_NO, PaperColumn("Segmen", 41), PaperColumn("Jumlah TK", 18, "right"), *money)
    return table(columns, lines, [len(lines) - 1])


_FOUR = ("due", "paid", "missing", "excess")


def _money(row: MoneyRow) -> tuple[str, ...]:
    return tuple(number(getattr(row, key).rupiah) for key in _FOUR)


_STATES = (
    "Lunas", "Belum dibayar", "Dibayar sebagian", "Tarif lain, dua kali", "Tidak seharusnya", "Belum diketahui",
    "Menunggu keputusan",
)  # fmt: skip


def months(rows: Sequence[MonthRow]) -> PaperTable:
    """Person-months of each month by their state."""
    lines = [
        (number(n), month(row.month), *map(number, row.states), number(sum(row.states)))
        for n, row in enumerate(rows, 1)
    ]
    sums = [sum(column) for column in zip(*(row.states for row in rows), strict=True)]
    lines.append(("", "Jumlah", *map(number, sums), number(sum(sums))))
    states = tuple(PaperColumn(label, 16, "right") for label in _STATES)
    columns = (_NO, PaperColumn("Bulan iuran", 28), *states, PaperColumn("Orang-bulan", 17, "right"))
    return table(columns, lines, [len(lines) - 1])


def answers(rows: Sequence[Answered]) -> PaperTable:
    """What was asked and how it was answered."""
    lines = [(number(n), row.question, row.answer, number(row.count)) for n, row in enumerate(rows, 1)]
    lines.append(("", "Jumlah", "", number(sum(row.count for row in rows))))
    columns = (_NO, PaperColumn("Yang diperiksa", 74), PaperColumn("Keputusan", 62), PaperColumn("Jumlah", 21, "right"))
    return table(columns, lines, [len(lines) - 1])


def carried(rows: Sequence[Carried]) -> PaperTable:
    """What is carried over, by name."""
    lines = [
        (number(n), row.office, row.question, row.name, row.segment, row.reason, row.owner, row.until)
        for n, row in enumerate(rows, 1)
    ]
    columns = (
        PaperColumn("No", 9, "right"),
        PaperColumn("Kantor", 38),
        PaperColumn("Yang belum selesai", 44),
        PaperColumn("Nama", 44),
        PaperColumn("Segmen", 32),
        PaperColumn("Alasan", 48),
        PaperColumn("Penanggung jawab", 30),
        PaperColumn("Selambatnya", 22),
    )
    return table(columns, lines)


def signatures(rows: Sequence[Signature]) -> PaperTable:
    """The signatures on which this one rests."""
    lines = [
        (
            number(n),
            row.office,
            f"{row.name}, {_nip(row.nip)}" if row.nip else row.name,
            row.title,
            row.signed,
            row.digest,
        )
        for n, row in enumerate(rows, 1)
    ]
    columns = (
        _NO,
        PaperColumn("Kantor", 34),
        PaperColumn("Nama dan NIP", 46),
        PaperColumn("Jabatan", 32),
        PaperColumn("Ditandatangani", 25),
        PaperColumn("Sidik angka", 20),
    )
    return table(columns, lines)


def _nip(nip: str) -> str:
    """Its parts are not torn apart at the end of a line."""
    return f"NIP {nip}".replace(" ", "\u00a0")


def changes(rows: Sequence[Change]) -> PaperTable:
    """Each figure that differs from the version before."""
    lines = [
        (number(n), row.label, number(row.before), number(row.after), f"{row.after - row.before:+,}".replace(",", "."))
        for n, row in enumerate(rows, 1)
    ]
    columns = (
        _NO,
        PaperColumn("Angka", 88),
        PaperColumn("Versi sebelumnya", 23, "right"),
        PaperColumn("Versi ini", 23, "right"),
        PaperColumn("Selisih", 23, "right"),
    )
    return table(columns, lines)
