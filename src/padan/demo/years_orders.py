"""The treasury's payment orders of two years: for people, for other uses, and some that fit nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from padan.demo.years_making import Making
from padan.demo.years_pools import code_of
from padan.demo.years_records import (
    ACCOUNTS,
    QUARTERS,
    ROADS,
    WORDS,
    BillOf,
    OrderOf,
    Troubled,
)
from padan.domain.months import Month


def _order(making: Making, day: date, year: int, place: int, purpose: str, amount: int, use: str = "iuran") -> OrderOf:
    name = making.places.kelurahan[place].name
    return OrderOf("", day, year, f"Kelurahan {name}", f"{purpose} Kel. {name}", ACCOUNTS[use], amount, place)


def orders_for_people(making: Making, bills: tuple[BillOf, ...]) -> Iterator[OrderOf]:
    """An order for each bill; those of two kecamatan come once for all their kelurahan."""
    own = making.places.kecamatan_of().tolist()
    joint = _joint(making, bills, own)
    gathered: dict[tuple[int, str, Month], list[BillOf]] = {}
    for bill in bills:
        key = (int(own[bill.kelurahan]), bill.programme, bill.first)
        if key in joint:
            gathered.setdefault(key, []).append(bill)
            continue
        quarter = QUARTERS[(bill.first[1] - 1) // 3]
        purpose = f"Belanja iuran jaminan sosial ketenagakerjaan {WORDS[bill.programme]} {quarter} {bill.first[0]}"
        order = _order(making, bill.paid, bill.first[0], bill.kelurahan, purpose, bill.total)
        yield replace(order, programme=bill.programme)
    for key, together in gathered.items():
        yield _together(making, key, together, split=joint[key])


def _joint(making: Making, bills: tuple[BillOf, ...], own: list[int]) -> dict[tuple[int, str, Month], bool]:
    """Which bills are paid by one order in the name of a kecamatan, and whether it says how to split it."""
    keys = sorted({(own[bill.kelurahan], bill.programme, bill.first) for bill in bills if bill.names})
    keys = [key for key in keys if key[1] == "pekerja_rentan"]
    drawn = making.chance.sample(keys, min(len(keys), 2 * making.wanted("unsplit")))
    return {key: n % 2 == 1 for n, key in enumerate(drawn)}


def _together(making: Making, key: tuple[int, str, Month], bills: list[BillOf], *, split: bool) -> OrderOf:
    name = making.places.kecamatan[key[0]].name
    quarter, total = QUARTERS[(key[2][1] - 1) // 3], sum(bill.total for bill in bills)
    purpose = f"Belanja iuran jaminan sosial ketenagakerjaan {WORDS[key[1]]} {quarter} {key[2][0]} Kec. {name}"
    if not split:
        code = ".".join(code_of(making.places, bills[0].kelurahan).split(".")[:3])
        making.truth.add("unsplit", year=key[2][0], place=code, programme=key[1], amount=total)
    return OrderOf(
        "", bills[0].paid, key[2][0], f"Kecamatan {name}", purpose, ACCOUNTS["iuran"], total, -1, key[1], key[0],
        tuple((bill.kelurahan, bill.total) for bill in bills), split=split, fault="" if split else "unsplit",
    )  # fmt: skip


def orders_for_uses(making: Making, troubled: Troubled) -> Iterator[OrderOf]:
    """The other allowed uses: little before the second stage, the rest after it."""
    for place in making.kelurahan:
        yield _order(making, date(2024, 7, 9), 2024, place, "Insentif petugas syara dan marbot", 6_000_000, "lain")
        yield _order(making, date(2024, 10, 8), 2024, place, "Penguatan lembaga adat", 8_000_000, "lain")
        if place in troubled.spent_ahead:
            yield _order(making, date(2024, 9, 17), 2024, place, "Perbaikan jalan lingkungan", ROADS, "jalan")
        yield _order(making, date(2025, 6, 17), 2025, place, "Insentif guru ngaji", 7_000_000, "lain")
        if place not in troubled.no_spj or place in troubled.no_spj_and_ahead:
            road = date(2025, 12, 16) if place in troubled.second_wave else date(2025, 10, 14)
            yield _order(making, road, 2025, place, "Perbaikan jalan lingkungan", ROADS, "jalan")
        yield _order(making, date(2025, 12, 4), 2024, place, "Prasarana jalan lanjutan", 21_000_000, "jalan")


def orders_that_fit_nothing(making: Making) -> Iterator[OrderOf]:
    """Orders that name no place, an unknown programme, other months, or no amount that can be read."""
    monthly = 1_680_000
    words = {
        "sp2d_no_place": "Belanja iuran jaminan sosial ketenagakerjaan Pekerja Rentan TW II 2025",
        "sp2d_no_programme": "Belanja iuran jaminan sosial ketenagakerjaan Tenaga Kerja Kontrak TW III 2025",
        "sp2d_no_months": "Belanja iuran jaminan sosial ketenagakerjaan Miskin Ekstrem Oktober s/d Desember 2023",
        "sp2d_unreadable": "Belanja iuran jaminan sosial ketenagakerjaan Miskin Ekstrem TW IV 2025",
    }
    for kind, purpose in words.items():
        for n in range(making.wanted(kind)):
            place = making.chance.choice(list(making.kelurahan))
            order = _order(making, date(2025, 3 + 3 * n % 9, 20 + n), 2025, place, purpose, monthly)
            if kind == "sp2d_no_place":
                order = replace(order, office="Bagian Kesejahteraan Rakyat Setda", purpose=purpose, kelurahan=-1)
            amount = None if kind == "sp2d_unreadable" else monthly
            where = "" if kind == "sp2d_no_place" else code_of(making.places, place)
            making.truth.add(kind, year=2025, place=where, month=f"{order.day:%Y-%m}", amount=amount)
            yield replace(order, fault=kind)


def numbered(orders: list[OrderOf]) -> tuple[OrderOf, ...]:
    """In the order of their days, with the year's running number."""
    count: dict[int, int] = {}
    found = []
    for order in sorted(orders, key=lambda one: (one.day, one.office, one.purpose)):
        count[order.day.year] = count.get(order.day.year, 0) + 1
        found.append(replace(order, number=f"{count[order.day.year]:05d}/SP2D/LS/{order.day.year}"))
    return tuple(found)
