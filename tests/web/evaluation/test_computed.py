"""What the worker computes of a December that is known by heart, and when it computes anew."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from evaluation_city import DECEMBER, PROGRAMME, TODAY, EvaluationCity, accepted_sheet

from padan.statistics.lines import Line
from padan.web.audit.services import event_append
from padan.web.cover.models import Claim
from padan.web.evaluation import computing
from padan.web.evaluation.computing_worth import worth_of
from padan.web.evaluation.gathering import Month
from padan.web.evaluation.models import Computed, MortalityTable
from padan.web.evaluation.services import Sourced, line_enter, mortality_withdraw
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.monitoring.measures.spans import month_number
from padan.web.protection.models import Candidate
from thorough import one_in

pytestmark = one_in(2)

SOURCE = Sourced("BPS, uji", certain=True)


def result(key: str) -> dict:  # type: ignore[type-arg]
    """The newest result of a matter."""
    found = Computed.objects.filter(key=key).order_by("-month").first()
    assert found is not None
    return found.result


def test_targeting_of_people_known_by_heart(city: EvaluationCity) -> None:
    whole = result(f"targeting:{PROGRAMME}")["whole"]
    assert whole["eligible"] == 5
    assert whole["missed"] == pytest.approx(0.2 + 0.6 + 1)
    assert whole["reached"] == pytest.approx(5.8)
    assert whole["leaks"] == {"dead": 1.0, "double": 0, "not_eligible": 1.0}
    assert whole["unknown"] == pytest.approx(1.0)
    assert whole["uncertain"] == 2
    exclusion = whole["exclusion"]
    assert exclusion["method"] == "linkage"
    assert exclusion["value"] == pytest.approx(1.8 / 5)
    assert (exclusion["low"], exclusion["high"]) == pytest.approx((1 / 5, 3 / 5))


def test_groups_add_up_and_name_who_is_meant(city: EvaluationCity) -> None:
    kept = result(f"targeting:{PROGRAMME}")
    for group, lines in kept["groups"].items():
        assert sum(one["eligible"] for one in lines) == kept["whole"]["eligible"], group
        assert sum(one["reached"] for one in lines) == pytest.approx(kept["whole"]["reached"]), group
    keys = {group: {one["key"] for one in lines} for group, lines in kept["groups"].items()}
    assert keys["sex"] == {"L", "P"}
    assert keys["kelurahan"] == {"15.71.11.1001", "15.71.10.1001"}
    assert keys["job"] == {"sopir", "pedagang kecil", ""}
    assert keys["decile"] == {"1", "2", "3", "9", ""}


def test_certain_links_tell_what_the_indicator_tells(city: EvaluationCity) -> None:
    """Meant for cover and protected of the coverage is the headline indicator of the same month."""
    persons, families = result("coverage")["persons"], result("coverage")["families"]
    month = (2024, 12)
    for name, key in (("of", "intended"), ("covered", "intended_protected")):
        assert persons[name] == sum(MEASURES[key].values([month], TODAY).values())
    for name, key in (("of", "families_intended"), ("covered", "families_intended_protected")):
        assert families[name] == sum(MEASURES[key].values([month], TODAY).values())


def test_incidence_goes_by_the_family(city: EvaluationCity) -> None:
    kept = result(f"incidence:{PROGRAMME}")
    by_decile = {one["key"]: one for one in kept["people"]}
    assert [by_decile[key]["reached"] for key in "1239"] == [3, 1, 0, 1]
    assert by_decile["1"]["paid"] == 3 * 3 * 16_800
    assert kept["without"]["reached"] == 1
    assert kept["by_money"]["index"] is not None


def test_worth_says_what_is_lost_without_cover(city: EvaluationCity) -> None:
    kept = result("worth")
    assert kept["whole"]["cost"] == kept["whole"]["people"] * 12 * 16_800
    assert kept["uncovered"]["expected_lost"] > 0
    table = MortalityTable.objects.get()
    assert not table.certain
    Claim.objects.create(
        person=city.person("GONE"), kind="death", origin="reported", office=city.cast.offices["legok"], covered=False,
        happened_on=date(2024, 12, 5),
    )  # fmt: skip
    line_enter(
        acting=city.cast.people["bappeda"], line=Line("bps", 700_000), first_month=DECEMBER, last_month=None,
        sourced=SOURCE,
    )  # fmt: skip
    city.compute()
    lost = result("worth")["uncovered"]
    assert (lost["deaths"], lost["lost"]) == (1, 42_000_000)
    assert lost["months_of_line"] == pytest.approx(42_000_000 / (4 * 700_000))


def test_who_waits_for_a_judgement_is_among_those_without_cover(city: EvaluationCity) -> None:
    """Answers come first for who is registered: of the judged alone hardly anybody would be without."""
    table = MortalityTable.objects.get()

    def lost() -> float:
        told = worth_of(Month(month_number(DECEMBER), TODAY), table)["uncovered"]
        return float(told["expected_lost"])

    before = lost()
    Candidate.objects.filter(state="eligible").update(state="unknown")
    assert lost() == before > 0


def test_without_death_rates_nothing_is_made_up(city: EvaluationCity) -> None:
    mortality_withdraw(acting=city.cast.people["bappeda"], table=MortalityTable.objects.get())
    Computed.objects.all().delete()
    city.compute()
    assert not Computed.objects.filter(key="worth").exists()


def test_lists_are_compared_by_office(city: EvaluationCity) -> None:
    kept = result("quality")
    legok = kept["offices"][str(city.cast.offices["legok"].pk)]
    assert legok["rows"] == 6
    assert {place["where"] for place in kept["funnels"]["complete"]["places"]} <= {"inside", "low", "far_low"}


def test_computes_again_only_what_has_changed(city: EvaluationCity) -> None:
    assert city.compute() == ""
    made = dict(Computed.objects.values_list("key", "made_at"))
    line_enter(
        acting=city.cast.people["bappeda"], line=Line("bps", 700_000), first_month=DECEMBER, last_month=None,
        sourced=SOURCE,
    )  # fmt: skip
    assert city.compute() == "worth"
    later = dict(Computed.objects.values_list("key", "made_at"))
    assert {key for key in later if later[key] != made[key]} == {"worth"}


def test_nothing_personal_is_kept_in_a_result(city: EvaluationCity) -> None:
    told = json.dumps(list(Computed.objects.values_list("result", flat=True)))
    assert "SURE" not in told
    assert "15710101018" not in told


LINES = [f"R{n},,{9971010101190000 + n},Legok,4,{400_000 + 20_000 * n},{1 + n % 3},k{n % 8}" for n in range(40)]


def test_poverty_with_and_without_the_aid(city: EvaluationCity) -> None:
    line_enter(
        acting=city.cast.people["bappeda"], line=Line("bps", 600_000), first_month=DECEMBER, last_month=None,
        sourced=SOURCE,
    )  # fmt: skip
    line_enter(
        acting=city.cast.people["bappeda"], line=Line("ppp_2017_215", 400_000), first_month=DECEMBER, last_month=None,
        sourced=SOURCE,
    )  # fmt: skip
    pk = accepted_sheet(city.cast, LINES)
    city.compute()
    kept = result(f"poverty:{pk}")
    assert [one["kind"] for one in kept["lines"]] == ["bps", "ppp_2017_215"]
    poor = [n for n in range(40) if 400_000 + 20_000 * n < 600_000]
    weights = {n: 4 * (1 + n % 3) for n in range(40)}
    p0 = kept["lines"][0]["measures"][0]
    assert p0["without"]["value"] == pytest.approx(sum(weights[n] for n in poor) / sum(weights.values()))
    assert p0["without"]["method"] == "design"
    assert kept["aided"] > 0
    p1 = kept["lines"][0]["measures"][1]
    assert p1["with"]["value"] < p1["without"]["value"]
    assert p1["change"]["high"] <= 1e-12


def test_amounts_that_hold_the_aid_already_are_not_given_it_twice(city: EvaluationCity) -> None:
    line_enter(
        acting=city.cast.people["bappeda"], line=Line("bps", 600_000), first_month=DECEMBER, last_month=None,
        sourced=SOURCE,
    )  # fmt: skip
    before, after = accepted_sheet(city.cast, LINES), accepted_sheet(city.cast, LINES, aid_included=True)
    city.compute()
    one, other = (result(f"poverty:{pk}")["lines"][0]["measures"][1] for pk in (before, after))
    assert other["with"]["value"] == pytest.approx(one["without"]["value"])
    assert other["without"]["value"] > one["without"]["value"]


def test_too_few_households_give_no_figure(city: EvaluationCity) -> None:
    pk = accepted_sheet(city.cast, LINES[:10])
    city.compute()
    assert result(f"poverty:{pk}")["too_few"]
    assert result(f"poverty:{pk}")["lines"] == []


def test_death_benefit_stands_against_the_part_that_pays_for_it(city: EvaluationCity) -> None:
    (segment,) = result("worth")["segments"]
    assert (segment["key"], segment["death_part"]) == (PROGRAMME, 6_800)


def test_one_matter_that_fails_does_not_stop_the_others(city: EvaluationCity, monkeypatch: pytest.MonkeyPatch) -> None:
    Computed.objects.all().delete()

    def broken(*_told: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(computing, "targeting_of", broken)
    city.person("NEW")
    monkeypatch.setattr(computing, "_LOOKED", {})
    with pytest.raises(ZeroDivisionError):
        city.compute()
    assert Computed.objects.filter(key="worth").exists()
    assert not Computed.objects.filter(key__startswith="targeting").exists()


def test_who_only_reads_makes_the_worker_compare_nothing(city: EvaluationCity, monkeypatch: pytest.MonkeyPatch) -> None:
    city.compute()
    looked: list[date] = []

    def nothing(today: date) -> Iterator[computing.Matter]:
        looked.append(today)
        return iter(())

    monkeypatch.setattr(computing, "matters", nothing)
    event_append(action="audit.nik_read", acting=city.cast.siti)
    event_append(action="accounts.sign_in", acting=city.cast.siti)
    city.compute()
    assert looked == []
    event_append(action="cover.claim_report", acting=city.cast.siti)
    event_append(action="audit.nik_read", acting=city.cast.siti)
    city.compute()
    assert len(looked) == 1
