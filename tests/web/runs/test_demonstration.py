"""The synthetic city on the site: loaded once, by the same services as everybody's lists, and only in demo mode."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.core.management import CommandError, call_command

from padan.demo.years_writing_money import CITY_BILLS
from padan.domain.ledger.findings import of_balances
from padan.web import demonstration
from padan.web.accounts.models import Appointment, User
from padan.web.audit.models import Event
from padan.web.cover.ledger_word import months_paid
from padan.web.demonstration import PASSWORD, code_now, load, load_after_run, sign_ins
from padan.web.funds.ground import gather
from padan.web.funds.models import ImportLine, Portion
from padan.web.lists.models import Upload, UploadState
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.protection.models import Candidate, Person
from padan.web.regions.models import Level, Region
from padan.web.roles import Role
from padan.web.selection.models import Decree
from thorough import once


class OneByOne:
    """In the tests' transaction nothing can go on beside it."""

    def __init__(self, at_once: int) -> None: ...
    def __enter__(self) -> "OneByOne":
        return self

    def __exit__(self, *error: object) -> None: ...
    def map(self, act: Any, items: Any) -> Iterator[Any]:
        return map(act, items)


@pytest.fixture
def demo(db: None, settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    settings.HOME, settings.DEMO = tmp_path, True
    every = demonstration._files

    def few(period: Period, folder: Path) -> list[tuple[Requirement, Path]]:
        found = list(every(period, folder))
        lists = [(r, path) for r, path in found if r.kind == Kind.LIST]
        return lists[:2] + [(r, path) for r, path in found if r.kind in (Kind.PARTICIPANTS, Kind.GROUPS)]

    monkeypatch.setattr(demonstration, "_files", few)
    monkeypatch.setattr("padan.demo.years.KELURAHAN", 12)
    monkeypatch.setattr(demonstration, "ThreadPoolExecutor", OneByOne)
    monkeypatch.setattr(demonstration.connection, "close", lambda: None)


@once()
def test_the_city_is_loaded_once_and_everybody_can_sign_in(demo: None, settings: Any) -> None:
    load(100, lambda text: None)
    assert {line.role for line in sign_ins()} == {str(role.label) for role in Role}
    assert Appointment.objects.filter(role=Role.LURAH).count() == 68
    assert Upload.objects.filter(state=UploadState.ACCEPTED, version=1).count() == 4
    assert all(upload.accepted_by == upload.uploaded_by for upload in Upload.objects.all())
    assert_the_years_are_told(Path(settings.HOME) / "kota" / "dana")
    events, users = Event.objects.count(), User.objects.count()
    load(100, lambda text: None)
    assert (Event.objects.count(), User.objects.count()) == (events + 1, users)
    assert_the_city_pays_for_its_own(Path(settings.HOME) / "kota" / "dana")
    one = next(line for line in sign_ins() if line.second_factor)
    assert User.objects.get(username=one.username).check_password(PASSWORD)
    code = code_now(one.username)
    assert code is not None
    assert len(code) == 6
    assert code_now("tidak.ada") is None


def assert_the_city_pays_for_its_own(folder: Path) -> None:
    """Bills of heads of RT and contract workers are laid to persons, whom only a run makes; once, from the city's money
    that was there."""
    names = pl.read_csv(folder / CITY_BILLS, infer_schema=False).drop_nulls("NIK")
    known = Person.objects.filter(nik__in=names["NIK"].to_list()).values_list("nik", flat=True)
    wanted = sorted(set(names["NIK"]) - set(known))
    Person.objects.bulk_create(Person(nik=nik, name="Contoh") for nik in wanted)
    assert load_after_run(100, lambda text: None)
    told = Counter(one.programme for one in months_paid() if one.source == "apbd_kota")
    assert set(told) == {"rt", "tkk"}
    months = names.select(pl.col("JUMLAH IURAN").cast(pl.Int64).sum()).item()
    assert sum(one.amount for one in months_paid() if one.source == "apbd_kota") == months
    book = gather(Region.objects.get(level=Level.CITY)).book
    assert not [f for f in of_balances(book, {}) if f.source == "apbd_kota"]
    assert not load_after_run(100, lambda text: None)


def assert_the_years_are_told(folder: Path) -> None:
    """The site's own ledger finds what was planted: advances and what is not split; and the decree is made."""
    truth = pl.read_parquet(folder / "cacat.parquet")
    book = gather(Region.objects.get(level=Level.CITY)).book
    findings = [f for f in of_balances(book, {}) if f.code in ("advance", "unsplit")]
    at_the_end = (pl.col("kind") == "advance") & (pl.col("month") == "2025-12")
    wanted = truth.filter((pl.col("kind") == "unsplit") | at_the_end)
    wanted = wanted.group_by("kind", "year", "place").agg(pl.col("amount").sum())
    assert sorted((f.code, f.year, f.place, f.amount) for f in findings) == sorted(wanted.iter_rows())
    assert Decree.objects.filter(selection__year=2025).count() == 2
    decreed = Candidate.objects.filter(year=2025, steps__step="set").count()
    enrolled = Candidate.objects.filter(year=2025, step__in=("registered", "ended"))
    assert enrolled.count() >= 0.9 * decreed > 0
    left = enrolled.filter(step="ended", steps__step="ended", steps__document__endswith="(rekaan)")
    assert 0 < left.distinct().count() < 0.2 * decreed
    assert set(Candidate.objects.filter(year=2026).values_list("step", flat=True)) == {"proposed"}
    orders = ImportLine.objects.filter(file__kind="disbursements")
    counts = dict(truth["kind"].value_counts().iter_rows())
    for outcome in ("no_place", "no_programme", "no_months", "unreadable"):
        assert orders.filter(outcome=outcome).count() == counts[f"sp2d_{outcome}"], outcome
    assert Portion.objects.filter(person__isnull=False).exists()


def test_nothing_of_it_outside_demo_mode(db: None, settings: Any, tmp_path: Path) -> None:
    settings.HOME, settings.DEMO = tmp_path, False
    for words in (["demo_load"], ["demo_code", "bappeda"]):
        with pytest.raises(CommandError, match="PADAN_DEMO=1"):
            call_command(*words)


def test_it_is_not_loaded_over_a_city_of_real_people(db: None, settings: Any, tmp_path: Path) -> None:
    settings.HOME, settings.DEMO = tmp_path, True
    User.objects.create(username="sungguhan", full_name="Sungguhan")
    with pytest.raises(CommandError, match="bukan kota contoh"):
        call_command("demo_load")
