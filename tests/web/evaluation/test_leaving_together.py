"""What leaves of one month leaves together: no file tells what another hides, nor what open data and recap hide."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from cast import Cast, signed_in
from django.test import Client
from evaluation_city import DECEMBER, PROGRAMME

from padan.domain.suppression import Cell
from padan.web.evaluation import hidden_elsewhere
from padan.web.evaluation.deciding import KEY, leaving_of
from padan.web.evaluation.models import Computed

HIDDEN = "disembunyikan"
GROUPS = ("kelurahan", "sex", "age", "decile", "job")
pytestmark = pytest.mark.django_db


def errors_of(eligible: int, missed: float = 0) -> dict[str, Any]:
    """A line of errors; nobody is reached."""
    return {
        "eligible": eligible, "missed": missed, "reached": 0, "leaked": 0, "exclusion": None, "inclusion": None,
    }  # fmt: skip


def keep(groups: dict[str, dict[str, tuple[int, float]]]) -> Computed:
    """What the worker would have computed: by each grouping (eligible, missed)."""
    told = {
        way: [{"key": key, **errors_of(*pair)} for key, pair in groups[way].items()] for way in GROUPS
    }  # fmt: skip
    whole = (sum(pair[n] for pair in groups["sex"].values()) for n in (0, 1))
    result = {"whole": errors_of(*whole), "groups": told}  # type: ignore[arg-type]
    return Computed.objects.update_or_create(
        key=f"targeting:{PROGRAMME}", month=DECEMBER, defaults={"marks": "x", "result": result}
    )[0]


FEW = {
    "kelurahan": {"15.71.10.1001": (300, 5), "15.71.11.1001": (200, 0)},
    "sex": {"L": (300, 1), "P": (200, 4)},
    "age": {"25-34": (500, 5)},
    "decile": {"1": (500, 5)},
    "job": {"Sopir": (500, 5)},
}
"""Missed: 1 man and 4 women, so that the total must be hidden; by age and decile it would stand there again."""


def downloads(client: Client) -> dict[str, dict[str, list[str]]]:
    """Every grouping's file, line by line."""
    told = {}
    for way in GROUPS:
        answer = client.get(f"/evaluasi/sasaran/unduh/?program={PROGRAMME}&menurut={way}&bentuk=csv")
        assert answer.status_code == 200
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]
        told[way] = {row[0]: row[1:] for row in rows}
    return told


def test_a_total_that_one_grouping_must_hide_stands_in_no_other(cast: Cast) -> None:
    keep(FEW)
    told = downloads(signed_in(cast.people["bappeda"]))
    for way, lines in told.items():
        assert lines["Semuanya"][1] == HIDDEN, way
        assert HIDDEN in [cells[1] for label, cells in lines.items() if label != "Semuanya"], way
    assert not re.search(r"'5'", str(told)), "five are missed, whatever is asked"
    assert told["sex"]["Laki-laki"][0] == "300", "what tells of many is shown"


def test_lines_add_up_in_every_grouping_though_links_are_uncertain(cast: Cast) -> None:
    parts = {
        "kelurahan": {"15.71.10.1001": (300, 20.4), "15.71.11.1001": (200, 30.4)},
        "sex": {"L": (300, 10.3), "P": (200, 40.5)},
        "age": {"25-34": (250, 25.2), "35-44": (250, 25.6)},
        "decile": {"1": (500, 50.8)},
        "job": {"Sopir": (100, 16.9), "Buruh": (400, 33.9)},
    }
    keep(parts)
    for way, lines in downloads(signed_in(cast.people["bappeda"])).items():
        missed = {label: int(cells[1]) for label, cells in lines.items()}
        assert missed.pop("Semuanya") == sum(missed.values()) == 51, way


def test_what_was_hidden_once_stays_so_while_it_is_the_same(cast: Cast) -> None:
    keep(MANY | {"sex": {"L": (270, 3), "P": (140, 40), "": (90, 60)}})
    first = leaving_of(DECEMBER)
    assert {place for key, place in first.hidden if key == f"{PROGRAMME}:missed"} == {"sex=L", "sex=P"}
    keep(MANY | {"sex": {"L": (270, 8), "P": (140, 40), "": (90, 55)}})
    again = leaving_of(DECEMBER)
    assert again.number(f"{PROGRAMME}:missed", "sex=P") is None, "40 then, 40 now"
    assert Computed.objects.filter(key=KEY).count() == 1


MANY = {
    "kelurahan": {"15.71.10.1001": (250, 50), "15.71.11.1001": (250, 53)},
    "age": {"25-34": (500, 103)},
    "decile": {"1": (500, 103)},
    "job": {"Sopir": (500, 103)},
}


def test_what_open_data_hide_of_a_kelurahan_these_files_hide_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(MANY | {"sex": {"L": (300, 43), "P": (200, 60)}})
    assert not leaving_of(DECEMBER).hidden

    def elsewhere(month: date) -> frozenset[Cell]:
        assert month == DECEMBER
        return frozenset({("intended_protected", "15.71.10.1001"), (f"spent_{PROGRAMME}", "15.71.10.1001")})

    monkeypatch.setattr(hidden_elsewhere, "ELSEWHERE", [elsewhere])
    lines = downloads(signed_in(cast.people["bappeda"]))["kelurahan"]
    assert [cells[1] for cells in lines.values()] == [HIDDEN, HIDDEN, "103"]
    assert lines["Semuanya"][0] == "500"
