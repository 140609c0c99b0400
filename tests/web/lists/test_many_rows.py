"""Versions of any size are compared person by person."""

from collections.abc import Iterable
from typing import Any

import pytest
from cast import Cast
from list_files import asked

from padan.web.lists.changes import changes_between
from padan.web.lists.fingerprints import fingerprint
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.periods.models import Requirement
from thorough import one_in

pytestmark = one_in(4)

Values = dict[str, str]


def person(number: int, **more: str) -> Values:
    born = f"{1 + number % 28:02d}{1 + number % 12:02d}{70 + number % 20}"
    nik = f"98{number // 9000 % 10000:04d}{born}{1000 + number % 9000:04d}"
    return {"nik": nik, "name": f"ORANG {number}", "birth_date": f"19{born[4:]}-{born[2:4]}-{born[:2]}", **more}


def version(cast: Cast, requirement: Requirement, rows: Iterable[Values], state: str) -> Upload:
    made = Upload.objects.create(
        requirement=requirement, filename=f"{state}.xlsx", sha256="0" * 64, size=1, state=state,
        uploaded_by=cast.siti.user,
    )  # fmt: skip
    lines = [
        Row(upload=made, number=n, row=n + 1, values=values, fingerprint=fingerprint("list", values))
        for n, values in enumerate(rows, 1)
    ]
    Row.objects.bulk_create(lines, 1000)
    made.counts = {"rows": len(lines), "troubled": 0, "problems": {}}
    made.save()
    return made


@pytest.mark.parametrize("size", [40, 5_200])
def test_added_gone_and_changed_people_are_told_at_every_size(cast: Cast, size: int) -> None:
    wanted = asked(cast)
    old = version(cast, wanted, (person(n) for n in range(size)), UploadState.ACCEPTED)
    changed = {7: person(7, address="Jl. Baru"), 8: {**person(8), "name": "NAMA LAIN"}}
    lines = [changed.get(n, person(n, address="") if n % 2 else person(n)) for n in range(1, size)]
    lines = [{key: value for key, value in line.items() if value} for line in lines]
    old.rows.filter(number=9).update(values=person(8, address="Jl. Lama"))
    new = version(cast, wanted, [*lines, person(size + 5)], UploadState.CHECKED)
    found = changes_between(new, old)
    assert found.compared
    assert (found.added.count, found.gone.count) == (1, 1)
    assert [row.values["name"] for row in found.added.rows] == [f"ORANG {size + 5}"]
    assert [row.values["name"] for row in found.gone.rows] == ["ORANG 0"]
    told = {one.row.values["nik"]: [(d.label_id, d.before, d.after) for d in one.differences] for one in found.changed}
    assert found.changed_count == 2
    assert told[person(7)["nik"]] == [("Alamat", "", "Jl. Baru")]
    assert told[person(8)["nik"]] == [("Nama", "ORANG 8", "NAMA LAIN"), ("Alamat", "Jl. Lama", "")]


def test_the_same_people_in_another_order_and_writing_are_the_same(cast: Cast) -> None:
    wanted = asked(cast)
    old = version(cast, wanted, (person(n) for n in range(60)), UploadState.ACCEPTED)
    turned = [dict(reversed(person(n, sex="L").items())) for n in reversed(range(60))]
    new = version(cast, wanted, [{**line, "name": line["name"].lower()} for line in turned], UploadState.CHECKED)
    assert not changes_between(new, old).any


def test_only_the_first_are_named_and_few_questions_are_asked(cast: Cast, django_assert_max_num_queries: Any) -> None:
    wanted = asked(cast)
    old = version(cast, wanted, (person(n) for n in range(120)), UploadState.ACCEPTED)
    new = version(cast, wanted, (person(n) for n in range(1000, 1120)), UploadState.CHECKED)
    with django_assert_max_num_queries(8):
        found = changes_between(new, old)
    assert (found.added.count, len(found.added.rows), found.gone.count, found.most) == (120, 50, 120, 120)
