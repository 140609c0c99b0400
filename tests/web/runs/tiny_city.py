"""A tiny period for tests of runs: lists of three offices, the branch's participants and payments, all accepted."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cast import Cast

from padan.web.lists.fingerprints import fingerprint
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.periods.services import touched
from padan.web.runs.models import Run, RunRow

Values = dict[str, str]

FIRST_NAMES = ("Ahmad", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gunawan", "Hesti", "Indra", "Joko")
LAST_NAMES = ("Siregar", "Nasution", "Pratama", "Wijaya", "Harahap", "Lubis", "Saputra", "Maulana", "Hidayat", "Kurnia")


def person(number: int, **more: str) -> Values:
    """Somebody who is like nobody else: synthetic NIK, name and birth date follow from the number."""
    born = date(1970 + number % 25, 1 + number % 12, 1 + number % 28)
    nik = f"997111{born:%d%m%y}{number % 9000 + 1:04d}"
    tail = " " + "IVXLCDM"[number // 100 % 7] * 2 if number >= 100 else ""
    name = f"{FIRST_NAMES[number % 10]} {LAST_NAMES[number // 10 % 10]}{tail}"
    return {"nik": nik, "name": name.upper(), "birth_date": born.isoformat(), "sex": "L", **more}


def participant(number: int, **more: str) -> Values:
    """The same person as the branch knows them."""
    return person(number, kpj=f"K{number:07d}", segment="Ketua RT", **more)


def payment(number: int, month: str, amount: int = 16_800) -> Values:
    """One month paid for that person."""
    return {"kpj": f"K{number:07d}", "month": month, "amount": str(amount), "paid_date": "2024-12-10"}


def make_period(cast: Cast) -> Period:
    """2024-Q4, asked of nobody yet."""
    return Period.objects.create(
        key="2024-Q4", name="Triwulan 4 Tahun 2024", first_month=date(2024, 10, 1), last_month=date(2024, 12, 1),
        due=date(2025, 1, 10), as_of=date(2024, 12, 31), opened_by=cast.bappeda.user,
    )  # fmt: skip


def accept(
    cast: Cast, period: Period, who: str, rows: Sequence[Values], *, kind: Kind = Kind.LIST, segment: str = "rt"
) -> Upload:
    """A new version of an office's list, accepted."""
    office = cast.people[who].office
    told = segment if kind == Kind.LIST else ""
    requirement, _ = Requirement.objects.get_or_create(
        period=period, office=office, kind=kind, segment=told, defaults={"due": period.due}
    )
    before = requirement.uploads.filter(state=UploadState.ACCEPTED)
    version = (before.first().version or 0) + 1 if before else 1
    before.update(state=UploadState.REPLACED)
    upload = Upload.objects.create(
        requirement=requirement, filename=f"{office.name}.xlsx", sha256=hashlib.sha256(repr(rows).encode()).hexdigest(),
        size=1, state=UploadState.ACCEPTED, version=version, uploaded_by=cast.people[who].user,
    )  # fmt: skip
    Row.objects.bulk_create(
        Row(upload=upload, number=at, row=at + 1, found=values, values=values, fingerprint=fingerprint(kind, values))
        for at, values in enumerate(rows, 1)
    )
    touched(period=period)
    return upload


def make_city(cast: Cast, people: int = 12) -> Period:
    """Half of the people on Legok's list, half on Murni's. The branch knows all but the last of each, and one whom no
    list names; everybody known is paid, save person 1 for December."""
    period = make_period(cast)
    half = people // 2
    accept(cast, period, "siti", [person(n) for n in range(1, half + 1)])
    accept(cast, period, "murni_clerk", [person(n) for n in range(half + 1, people + 1)])
    known = [n for n in range(1, people + 1) if n not in (half, people)]
    strangers = [participant(900, kelurahan="Murni"), participant(901, address="Jl. Mawar No. 2 Kel. Rawasari, Jambi"),
                 participant(902, kelurahan="Entah Di Mana")]  # fmt: skip
    branch = [participant(n, kelurahan="Legok" if n <= half else "Murni") for n in known]
    accept(cast, period, "branch", [*branch, *strangers], kind=Kind.PARTICIPANTS)
    months = ("2024-10", "2024-11", "2024-12")
    paid = [payment(n, month) for n in known for month in months if (n, month) != (1, "2024-12")]
    accept(cast, period, "branch", paid, kind=Kind.PAYMENTS)
    return period


def buckets(run: Run) -> dict[tuple[str, str], int]:
    """Rows of a run by side and bucket."""
    found: dict[tuple[str, str], int] = {}
    for side, bucket in RunRow.objects.filter(run=run).values_list("side", "bucket"):
        found[side, bucket] = found.get((side, bucket), 0) + 1
    return found


def by_name(run: Run, name: str, side: str = "list") -> RunRow:
    """What a run says of the one row of that name."""
    return RunRow.objects.get(run=run, side=side, row__values__name=name.upper())


@dataclass(frozen=True)
class Reconciled:
    """The cast, the period, and its published run."""

    cast: Cast
    period: Period
    run: Run
