"""A small city with accepted lists and a published run, made of rows directly: nothing waits for a human."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from cast import PASSWORD, Cast
from django.utils import timezone

from padan.web.accounts.models import Appointment, Office
from padan.web.lists.fingerprints import fingerprint
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.official import services
from padan.web.official.figures import shown_digest
from padan.web.official.models import SignOff
from padan.web.official.selectors import standing_get
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.review.models import Case, CaseKind, CaseOffice, CaseState, Decision
from padan.web.runs.asking import marks_of
from padan.web.runs.models import CurrentRun, Run, RunRow, RunState
from told_again import told_again

LISTS = (
    ("legok", "rt"), ("legok", "pekerja_rentan"), ("murni", "rt"), ("rawasari", "rt"), ("sipin", "tkk"),
    ("barajo", "tkk"), ("dinsos", "tkk"),
)  # fmt: skip
NAMES = (
    "SITI AMINAH",
    "M. YUSUF",
    "NURHAYATI",
    "ABDUL RAHMAN",
    "RATNA SARI",
    "ZULKIFLI",
    "HASAN BASRI",
    "DEWI LESTARI",
)
RATE = 16_800


@dataclass
class City:
    """The period, its uploads by (office, segment), and the rows of each."""

    cast: Cast
    period: Period
    uploads: dict[tuple[str, str], Upload] = field(default_factory=dict)
    rows: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    participants: list[Row] = field(default_factory=list)
    bpjs: Upload | None = None

    def office(self, name: str) -> Office:
        return self.cast.offices[name]


@told_again
def make_city(cast: Cast, *, due: date = date(2099, 1, 1), people: int = 8) -> City:
    """Every office's list of `people` rows, the branch's participants, and a run that found what `BUCKETS` says."""
    period = Period.objects.create(
        key="2024-Q4",
        name="Triwulan 4 Tahun 2024",
        first_month=date(2024, 10, 1),
        last_month=date(2024, 12, 1),
        due=due,
    )
    city = City(cast, period)
    for number, (name, segment) in enumerate(LISTS):
        requirement = Requirement.objects.create(
            period=period, office=city.office(name), kind=Kind.LIST, segment=segment, due=due
        )
        upload = _upload(cast, requirement, f"{name}-{segment}.xlsx")
        values = [_person(number * 100 + at) for at in range(people)]
        city.uploads[name, segment] = upload
        city.rows[name, segment] = _rows(upload, values)
    sent = Requirement.objects.create(
        period=period, office=city.office("bpjs"), kind=Kind.PARTICIPANTS, segment="", due=due
    )
    city.bpjs = _upload(cast, sent, "peserta.xlsx")
    known = [values.values for rows in city.rows.values() for values in rows[: people - 2]]
    strangers = [_person(900 + at) for at in range(len(LISTS))]
    city.participants = _rows(city.bpjs, [{**one, "kpj": f"24{at:09}"} for at, one in enumerate([*known, *strangers])])
    publish(city)
    return city


def _person(number: int) -> dict[str, str]:
    born = date(1970 + number % 30, 1 + number % 12, 1 + number % 28)
    return {
        "nik": f"157111{born:%d%m%y}{9000 + number % 999:04d}",
        "name": f"{NAMES[number % 8]} {number}",
        "birth_date": born.isoformat(),
        "sex": "P" if number % 2 else "L",
    }


def _upload(cast: Cast, requirement: Requirement, name: str) -> Upload:
    return Upload.objects.create(
        requirement=requirement, filename=name, sha256=hashlib.sha256(name.encode()).hexdigest(), size=1,
        state=UploadState.ACCEPTED, version=1, uploaded_by=cast.bappeda.user,
    )  # fmt: skip


def _rows(upload: Upload, values: list[dict[str, str]]) -> list[Row]:
    kind = upload.requirement.kind
    made = [
        Row(upload=upload, number=at, row=at + 3, sheet="Data", found=v, values=v, fingerprint=fingerprint(kind, v))
        for at, v in enumerate(values, 1)
    ]
    return Row.objects.bulk_create(made)


def publish(city: City, *, missing: int = 1) -> Run:
    """Publish a run: of each list all but three matched, one differs, one stands twice, one is not registered; one
    participant a list is on no list. `missing` months of the first matched person are not paid."""
    number = Run.objects.filter(period=city.period).count() + 1
    uploads = [*city.uploads.values(), city.bpjs]
    run = Run.objects.create(
        period=city.period, number=number, state=RunState.PUBLISHED, marks=marks_of(city.period),
        began_at=timezone.now() + timedelta(milliseconds=1), ended_at=timezone.now(),
        inputs=[_input(upload) for upload in uploads if upload],
        summary={"as_of": {"list": "2024-12-31", "participants": "2024-12-15"}},
    )  # fmt: skip
    found: list[RunRow] = []
    at = 0
    for (name, segment), rows in city.rows.items():
        office = city.office(name)
        linked = rows[:-2]
        for position, row in enumerate(linked):
            bucket = "differs" if position == len(linked) - 1 else "matched"
            money = _money(missing if position == 0 else 0)
            other = city.participants[at]
            at += 1
            problems = ["name_differs"] if bucket == "differs" else []
            found.append(_run_row(run, "list", row, office, segment, bucket, other, problems=problems, **money))
            found.append(_run_row(run, "participants", other, office, segment, bucket, row, **money))
        found.append(_run_row(run, "list", rows[-2], office, segment, "duplicate", rows[0]))
        found.append(_run_row(run, "list", rows[-1], office, segment, "not_registered", None, grave=True))
    for (name, segment), row in zip(city.rows, city.participants[at:], strict=True):
        money = {"paid": 3 * RATE, "excess": 3 * RATE, "months": dict.fromkeys(MONTHS, "not_listed")}
        found.append(_run_row(run, "participants", row, city.office(name), segment, "not_listed", None, **money))
    RunRow.objects.bulk_create(found)
    CurrentRun.objects.update_or_create(period=city.period, defaults={"run": run})
    return run


MONTHS = ("2024-10", "2024-11", "2024-12")


def _money(missing: int) -> dict[str, Any]:
    months = {month: "unpaid" if at < missing else "paid" for at, month in enumerate(MONTHS)}
    return {"due": 3 * RATE, "paid": (3 - missing) * RATE, "missing": missing * RATE, "months": months}


def _input(upload: Upload) -> dict[str, Any]:
    asked = upload.requirement
    return {
        "upload": upload.pk, "kind": asked.kind, "office": asked.office.name, "filename": upload.filename,
        "sha256": upload.sha256, "rows": upload.rows.count(),
    }  # fmt: skip


def _run_row(
    run: Run, side: str, row: Row, office: Office, segment: str, bucket: str, match: Row | None, **more: Any
) -> RunRow:
    return RunRow(
        run=run, side=side, row=row, office=office, submitter=office, segment=segment, bucket=bucket, match=match,
        reasons=[{"field": "nik", "outcome": "equal", "weight": 9.0, "text": "NIK sama"}], **more,
    )  # fmt: skip


def make_case(
    city: City, name: str = "legok", *, kind: CaseKind = CaseKind.NOT_REGISTERED, state: CaseState = CaseState.OPEN
) -> Case:
    """A question to one office about the last row of its first list."""
    office = city.office(name)
    rows = next(rows for (who, _), rows in city.rows.items() if who == name)
    number = Case.objects.count()
    run = CurrentRun.objects.get(period=city.period).run
    case = Case.objects.create(period=city.period, key=f"k{number}", kind=kind, left=rows[-1], state=state, run=run)
    CaseOffice.objects.create(case=case, office=office, state=state)
    return case


def decide(case: Case, who: Appointment, answer: str, state: CaseState, **more: Any) -> Decision:
    """An answer that holds."""
    case.refresh_from_db()
    said = Decision.objects.create(
        case=case, sequence=case.sequence + 1, answer=answer, by=who.user, by_name=who.user.full_name,
        office=who.office, role=who.role, **more,
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(state=state, answer=answer, sequence=said.sequence)
    case.offices.update(state=state)
    return said


def sign(city: City, who: str, office: str = "", **more: Any) -> SignOff:
    """Somebody signs the figures as they stand."""
    acting = city.cast.people[who]
    shown = city.office(office) if office else acting.office
    where = standing_get(acting, Period.objects.get(pk=city.period.pk), shown)
    digest = shown_digest(where.figures) if where.figures else ""
    period = Period.objects.get(pk=city.period.pk)
    return services.sign(acting=acting, period=period, office=shown, digest=digest, **more)


def sign_all(city: City, *, city_too: bool = True) -> dict[str, SignOff]:
    """The whole tree, from the leaves up."""
    who = ["lukman", "murni_lurah", "rawasari_lurah", "opd", "camat", "other_camat"]
    who += ["bappeda", "branch"] if city_too else []
    return {name: sign(city, name) for name in who}


__all__ = ["PASSWORD", "City", "decide", "make_case", "make_city", "publish", "sign", "sign_all"]
