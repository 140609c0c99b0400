"""Rows handed over are read as the files they came from were: same problems, same buckets, on the synthetic city."""

from pathlib import Path

import pytest

from padan import handover, pipeline
from padan.demo.city import write_city
from padan.demo.senders import sent_lists
from padan.domain.fields import FIELD_KEYS, FIELDS
from padan.domain.regions import city, find_kelurahan
from padan.files.headings import meaning_of
from padan.files.hints import read_hints
from padan.files.reading import SheetRead, read_lists
from padan.results import Findings, FoundRow
from thorough import THOROUGH, every, repeats

KINDS: tuple[handover.Kind, ...] = ("list", "participants", "payments", "posts", "groups")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("serah")
    write_city(made / "kota", people=150, list_a_file=True)
    return made


def found(request: pipeline.Request) -> list[FoundRow]:
    rows: list[FoundRow] = []
    pipeline.run(request, inspect=lambda con: rows.extend(Findings(con).rows()))
    return rows


def hand_over(sheet: SheetRead, folder: Path, number: int, kind: handover.Kind, **told: str) -> Path:
    """The sheet's rows as the record keeps them: the text of every field that is not blank."""
    folder.mkdir(exist_ok=True)
    target = folder / handover.file_name(number, **told)
    fields = [column for column in sheet.data.collect_schema().names() if column in FIELD_KEYS]
    rows = sheet.data.select(fields).collect().iter_rows(named=True)
    kept = ({field: text for field, text in row.items() if text is not None} for row in rows)
    assert handover.write(kept, target, kind=kind) == sheet.rows
    return target


@repeats("tests/flows/test_handover.py::test_every_field_comes_back_as_itself")
def test_the_engine_sees_what_it_saw(folder: Path) -> None:
    city_folder, handed, lists = folder / "kota", folder / "serah", []
    sent = every(4, list(sent_lists(city_folder)))
    for number, (sheet, one) in enumerate(zip(read_lists([s.path for s in sent], kind="list"), sent, strict=True), 1):
        assert sheet.path == one.path
        known = find_kelurahan(one.kelurahan)
        told = {"kelurahan": one.kelurahan, "kecamatan": known.kecamatan if known else one.kecamatan}
        lists.append(hand_over(sheet, handed, number, "list", segment=one.segment, **told))
    others = {}
    sources: dict[handover.Kind, str] = {"participants": "peserta", "payments": "iuran"}
    for kind, name in sources.items():
        [sheet] = read_lists([city_folder / f"{name}.xlsx"], kind=kind)
        others[kind] = hand_over(sheet, handed / kind, 1, kind)
    period = ((2024, 10), (2024, 11), (2024, 12))
    first = found(
        pipeline.Request(
            lists=tuple(one.path for one in sent), participants=(city_folder / "peserta.xlsx",),
            payments=(city_folder / "iuran.xlsx",), out=folder / "hasil", period=period, workbook=False, minutes=False,
        )
    )  # fmt: skip
    again = found(
        pipeline.Request(
            lists=tuple(lists), participants=(others["participants"],), payments=(others["payments"],),
            out=folder / "hasil-serah", period=period, workbook=False, minutes=False,
        )
    )  # fmt: skip
    assert len(first) > (250 if THOROUGH else 100)
    assert [told_of(row) for row in again] == [told_of(row) for row in first]


def told_of(row: FoundRow) -> tuple[object, ...]:
    """All that a run says of a row, but for the names of files and what only hidden rows of a workbook have."""
    problems = tuple(code for code in row.problems if code != "hidden_row")
    match = (row.match[0], row.match[2]) if row.match else None
    return (
        row.place[0], row.place[2], row.bucket, match, row.probability, row.rule, problems, row.segment,
        find_kelurahan(row.kelurahan, row.kecamatan), row.statuses, row.months, row.due, row.paid,
        row.missing, row.excess,
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_comes_back_as_itself(kind: handover.Kind, tmp_path: Path) -> None:
    values = {field.key: f"{field.key} 1" for field in FIELDS}
    path = tmp_path / "1.parquet"
    handover.write([values, {"name": "sendiri"}], path, kind=kind)
    [sheet] = read_lists([path], kind=kind)
    frame = sheet.data.collect()
    assert {field: frame[field][0] for field in values} == values
    assert frame["name"].to_list() == ["name 1", "sendiri"]
    assert frame["record"].to_list() == [1, 2]
    assert frame["nik"][1] is None
    assert all(meaning_of(field.label_id, kind) for field in FIELDS)


def test_a_list_without_rows_is_still_a_list(tmp_path: Path) -> None:
    for kind in KINDS:
        path = tmp_path / f"{kind}.parquet"
        assert handover.write([], path, kind=kind) == 0
        [sheet] = read_lists([path], kind=kind)
        assert sheet.rows == 0


def test_the_name_tells_segment_and_place_and_nothing_else() -> None:
    for place in city().kelurahan:
        for segment in ("rt", "tkk", "pekerja_rentan", "miskin_ekstrem"):
            name = handover.file_name(2024, segment=segment, kelurahan=place.name, kecamatan=place.kecamatan)
            assert read_hints("", name, "") == {
                "segment": segment, "kelurahan": place.name, "kecamatan": place.kecamatan,
            }  # fmt: skip
    assert read_hints("", handover.file_name(10), "") == {}
