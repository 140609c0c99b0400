"""A small made-up report, with names that are awkward on purpose."""

from datetime import date

from padan.documents.content import (
    Amount,
    BucketRow,
    BucketTotal,
    Counts,
    Finding,
    FollowUp,
    HeadingUse,
    InputSheet,
    MoneyRow,
    Person,
    PlaceRow,
    PostRow,
    RecapRow,
    Report,
    ReviewPair,
    Risk,
    total,
)
from padan.domain.reconciliation import Check

AWKWARD = '#let x = "$1" *SITI* _N_ \\ `a` <b> @c /* d */'
SEGMENTS = ("tkk", "rt", "pekerja_rentan", "miskin_ekstrem")


def person(side: str = "list", number: int = 1, name: str = "SITI AMINAH", **changes: str) -> Person:
    """One made-up record; region 99 does not exist."""
    values = {
        "nik": f"9901014{number % 10}0180{9000 + number % 1000:04}",
        "birth_date": "12/05/1980",
        "sex": "P",
        "kpj": f"24{number:09}" if side == "participants" else "",
        "segment": SEGMENTS[number % 4],
        "kelurahan": "Sungai Contoh",
        "kecamatan": "Contoh Barat",
        "office": "Kelurahan Sungai Contoh",
        "source": f"{'peserta' if side == 'participants' else 'daftar'}.xlsx / Data / baris {number + 4}",
    }
    return Person(side=side, name=name, **{**values, **changes})


def bucket_row(number: int = 1, name: str = "SITI AMINAH", *, pair: bool = True, side: str = "list") -> BucketRow:
    other = person("participants", number, name) if pair else None
    problems = ("Nama berbeda dari pihak lain.",)
    return BucketRow(person(side, number, name), other, 0.9731, problems, ("NIK beda 1 angka", "nama sama"), 2, 16800)


def buckets() -> dict[str, list[BucketRow]]:
    return {
        "matched": [bucket_row(n) for n in range(1, 4)],
        "differs": [bucket_row(4, "=1+1"), bucket_row(5, "@SUM(A1)"), bucket_row(6, AWKWARD)],
        "review": [bucket_row(7, pair=True)],
        "duplicate": [bucket_row(8)],
        "not_registered": [bucket_row(9, "-BUDI", pair=False), bucket_row(10, "+62 ANDI", pair=False)],
        "not_listed": [bucket_row(11, "\tTAB\rCR\x00NUL", pair=False, side="participants")],
        "rejected": [bucket_row(12, "", pair=False)],
    }


def pairs() -> list[ReviewPair]:
    first = ReviewPair(
        person(number=20, name="=AHMAD"), person("participants", 21, "AHMAD"), 0.61, ("nama mirip",), 1, 2
    )
    second = ReviewPair(
        person(number=20, name="=AHMAD"), person("participants", 22, "ACHMAD"), 0.55, ("nama mirip",), 2, 2
    )
    return [first, second]


def counts(n: int) -> Counts:
    return Counts(n + 12, n + 11, n, 5, 4, 3, (1, 1), (2, 2), (1, 1), 1)


def recap(kecamatan: int = 11, kelurahan: int = 6) -> tuple[RecapRow, ...]:
    return tuple(
        RecapRow(f"Contoh {k:02}", f"Kelurahan {k:02}.{n}", segment, counts(20 + n))
        for k in range(1, kecamatan + 1)
        for n in range(1, kelurahan + 1)
        for segment in SEGMENTS
    )


def money() -> tuple[MoneyRow, ...]:
    return tuple(
        MoneyRow(
            f"2024-{month:02}",
            segment,
            3400,
            Amount(3400, 57_120_000),
            Amount(3310, 55_608_000),
            Amount(120, 2_016_000),
            Amount(30, 504_000),
            Amount(4, 67_200),
            Amount(16, 268_800),
            Amount(5, 67_500),
            33_600,
            "15-11-2024, kode iuran 241100001",
        )
        for month in (10, 11, 12)
        for segment in SEGMENTS
    )


def report(open_review: int = 2, kecamatan: int = 2, kelurahan: int = 2) -> Report:
    rows = recap(kecamatan, kelurahan)
    city = total(row.counts for row in rows)
    sides = {
        "list": (city.matched, city.differs, city.review[0], city.duplicate[0], city.not_registered, city.rejected[0]),
        "participants": (
            city.matched,
            city.differs,
            city.review[1],
            city.duplicate[1],
            city.not_listed,
            city.rejected[1],
        ),
    }
    keys = {"list": "not_registered", "participants": "not_listed"}
    totals = tuple(
        BucketTotal(side, bucket, rows)
        for side, numbers in sides.items()
        for bucket, rows in zip(
            ("matched", "differs", "review", "duplicate", keys[side], "rejected"), numbers, strict=True
        )
    )
    headings = (HeadingUse("N I K", "nik", "heading"), HeadingUse("Ket.", None, "ignored"))
    return Report(
        version="0.1.0",
        period="Oktober sampai Desember 2024",
        open_review=open_review,
        inputs=(
            InputSheet(
                "list", "daftar.xlsx", "Data", "ab" * 32, 120, (("subtotal", 2),), headings, ("lembar tersembunyi",)
            ),
        ),
        buckets=totals,
        recap=rows,
        offices=(PlaceRow("Kelurahan Sungai Contoh", city), PlaceRow("", Counts())),
        residences=(PlaceRow("Sungai Contoh", city), PlaceRow("", Counts())),
        money=money(),
        findings=(
            Finding("paid_after_death", "Dibayar setelah meninggal", 3, 50_400),
            Finding("nik_shared", "NIK dipakai dua orang", 2),
        ),
        follow_ups=(FollowUp("Mendaftarkan yang belum terdaftar", "Bappeda", ""),),
        posts=(PostRow("Contoh Barat", "Sungai Contoh", 20, 12, 3, 1, 1, 2, 1),),
        risks=(
            Risk(
                "one_month_to_lapse",
                "9901014101809001",
                "SITI AMINAH",
                "24000000001",
                "rt",
                "Sungai Contoh",
                "2024-10",
                2,
                42_000_000,
                "iuran.xlsx / Data / baris 9",
            ),
        ),
        checks=(Check("daftar = cocok + beda + tinjau + ganda + belum + ditolak", city.list_rows, city.list_rows),),
        list_as_of=date(2024, 12, 1),
        participants_as_of=date(2024, 10, 1),
    )
