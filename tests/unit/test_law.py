"""The law: what its entries refuse, which rule decides, and the shipped facts with how sure they are."""

import json
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from padan.domain.errors import UsageError
from padan.domain.law import (
    RATE_KINDS,
    RULE_KINDS,
    Days,
    Law,
    LegalBasis,
    Rule,
    Weight,
    ages_of,
    calendar_of,
    criteria_of,
    decile_of,
    dropping_of,
    employer_of,
    faults_of,
    fields_of,
    forms_of,
    grant_of,
    jobs_of,
    law_data,
    load_law,
    quota_of,
    rate_entries,
    rates_of,
    read_law,
    share_of,
    stages_of,
    uses_of,
)
from padan.domain.rates import load_rates

LAW = load_law()
DAY = date(2026, 3, 1)
BASIS = LegalBasis("uji", "kepwal", "1", 2026, "Uji", None, Days(date(2020, 1, 1)), True)
EVER = Days(date(2020, 1, 1))


def quota(heads: int, *, subject: str = "", place: str = "", days: Days = EVER) -> Rule:
    return Rule("quota", subject, place, days, {"heads": heads}, "uji", True)


def heads(law: Law, **asked: str) -> int | None:
    rule = law.rule("quota", DAY, **asked)
    return rule.value["heads"] if rule else None


def test_the_narrowest_place_decides_then_the_one_that_names_the_subject() -> None:
    law = Law(
        (BASIS,),
        (
            quota(1),
            quota(2, subject="miskin_ekstrem"),
            quota(3, place="15.71"),
            quota(4, place="15.71.01"),
            quota(5, place="15.71", subject="miskin_ekstrem"),
        ),
    )
    assert heads(law) == 1
    assert heads(law, subject="miskin_ekstrem") == 2
    assert heads(law, place="15.71.02.1001") == 3
    assert heads(law, place="15.71.02", subject="miskin_ekstrem") == 5
    assert heads(law, place="15.71.01.1001", subject="miskin_ekstrem") == 4
    assert heads(law, place="15.7") == 1
    assert heads(law, place="15.710") == 1


def test_two_rules_for_one_thing_on_one_day_are_refused() -> None:
    first = quota(1, days=Days(date(2024, 1, 1), date(2024, 12, 31)))
    with pytest.raises(ValueError, match="on one day"):
        Law((BASIS,), (first, quota(2, days=Days(date(2024, 12, 31)))))
    assert Law((BASIS,), (first, quota(2, days=Days(date(2025, 1, 1)))))
    assert Law((BASIS,), (first, quota(2, subject="rt")))


def test_a_grant_of_a_desa_and_of_a_kelurahan_stand_side_by_side() -> None:
    def grant(level: str, amount: int) -> Rule:
        return Rule("grant", "", "", EVER, {"level": level, "amount": amount}, "uji", True)

    law = Law((BASIS,), (grant("desa", 1), grant("kelurahan", 2)))
    found = grant_of(law, DAY, place="15.71.01.1001", level="kelurahan")
    assert found is not None
    assert found.amount == 2
    with pytest.raises(ValueError, match="on one day"):
        Law((BASIS,), (grant("desa", 1), grant("desa", 2)))


def test_a_rule_without_its_basis_and_two_bases_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="not there"):
        Law((), (quota(1),))
    with pytest.raises(ValueError, match="one key"):
        Law((BASIS, BASIS))


@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [
        ("grant", {"level": "kelurahan"}, "amount"),
        ("grant", {"level": "kelurahan", "amount": 0}, "amount"),
        ("grant", {"level": "kelurahan", "amount": 1.5}, "amount"),
        ("grant", {"level": "kelurahan", "amount": True}, "amount"),
        ("grant", {"level": "provinsi", "amount": 5}, "level"),
        ("share", {"per_myriad": 10_001, "base": "kota"}, "per_myriad"),
        ("quota", {"heads": 5, "more": 1}, "more"),
        ("stages", {"stages": []}, "stages"),
        ("stages", {"stages": [{"order": 1, "per_myriad": 9_999}]}, "stages"),
        ("stages", {"stages": [{"order": 2, "per_myriad": 10_000}]}, "stages"),
        ("stages", {"stages": [{"order": 1, "per_myriad": 5_000}] * 2}, "stages.2.order"),
        ("stages", {"stages": [{"order": 1, "per_myriad": 10_000, "gate": "lain"}]}, "stages.1.gate"),
        ("uses", {"uses": [{"code": "a", "label": " "}]}, "uses.1.label"),
        ("forms", {"forms": ["gold"]}, "forms"),
        ("age", {}, "below_years"),
        ("age", {"from_years": 65, "below_years": 65}, "below_years"),
        ("jobs", {"jobs": ["sopir", ""]}, "jobs"),
        ("jobs", {"jobs": "sopir"}, "jobs"),
        ("decile", {"up_to": 11, "missing": "unknown"}, "up_to"),
        ("criteria", {"order": "score", "covered_first": "ya"}, "covered_first"),
        ("criteria", {"order": "score", "covered_first": True, "weights": [{"criterion": "decile"}]},
         "weights.1.points"),
        ("criteria", {"order": "score", "covered_first": True,
                      "weights": [{"criterion": "decile", "points": {"1": "x"}}]}, "weights.1.points"),
        ("calendar", {"changes_by": 20, "paid_by": 31}, "paid_by"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_at_its_field(kind: str, value: dict[str, Any], field: str) -> None:
    assert field in [fault.field for fault in faults_of(kind, value)]
    with pytest.raises(ValueError, match=kind):
        Rule(kind, "", "", EVER, value, "uji", True)


def test_all_faults_of_a_value_are_told_at_once() -> None:
    assert [fault.field for fault in faults_of("share", {"per_myriad": -1, "base": "x"})] == ["per_myriad", "base"]


def test_a_kind_that_is_for_no_programme_takes_no_subject() -> None:
    with pytest.raises(ValueError, match="no single programme"):
        Rule("calendar", "rt", "", EVER, {"changes_by": 20, "paid_by": 15}, "uji", True)


def test_days_end_after_they_begin_and_leave_their_rest() -> None:
    with pytest.raises(ValueError, match="end before"):
        Days(DAY, DAY - timedelta(days=1))
    year = Days(date(2026, 1, 1), date(2026, 12, 31))
    assert year.without(Days(date(2026, 3, 1), date(2026, 3, 31))) == (
        Days(date(2026, 1, 1), date(2026, 2, 28)), Days(date(2026, 4, 1), date(2026, 12, 31)),
    )  # fmt: skip
    assert year.without(Days(date(2025, 1, 1))) == ()
    assert year.without(Days(date(2027, 1, 1))) == (year,)


def test_a_rule_that_is_put_in_takes_the_days_of_the_former_one() -> None:
    changed = Law((BASIS,), (quota(1),)).with_rule(quota(9, days=Days(date(2026, 1, 1), date(2026, 12, 31))))
    asked = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [rule.value["heads"] for day in asked if (rule := changed.rule("quota", day))] == [1, 9, 9, 1]


def test_where_no_rule_holds_nothing_is_guessed() -> None:
    nothing = Law()
    assert grant_of(nothing, DAY, place="15", level="kelurahan") is None
    assert share_of(nothing, "miskin_ekstrem", DAY) is None
    assert quota_of(nothing, "miskin_ekstrem", DAY) is None
    assert ages_of(nothing, "rt", DAY) is None
    assert employer_of(nothing, "rt", DAY) is None
    assert decile_of(nothing, "rt", DAY) is None
    assert criteria_of(nothing, "rt", DAY) is None
    assert calendar_of(nothing, DAY) is None
    assert dropping_of(nothing, "rt", DAY) is None
    assert (stages_of(nothing, DAY), uses_of(nothing, DAY), jobs_of(nothing, "pekerja_rentan", DAY)) == ((), (), None)
    assert (fields_of(nothing, "rt", DAY), forms_of(nothing, "rt", DAY)) == ((), frozenset())


def test_the_shipped_law_says_something_of_every_kind_and_how_sure_it_is() -> None:
    assert {rule.kind for rule in LAW.rules} == set(RULE_KINDS)
    assert all(rule.note for rule in LAW.rules if not rule.certain and rule.basis != "lazim")
    share = share_of(LAW, "miskin_ekstrem", DAY)
    assert share is not None
    assert (share.per_myriad, share.base, share.rule.certain) == (1_000, "kelurahan", False)
    assert LAW.basis(share.rule.basis).name() == "Keputusan Wali Kota Nomor 519 (Jambi) Tahun 2024"
    age = ages_of(LAW, "pekerja_rentan", DAY)
    assert age is not None
    assert [age.admits(years) for years in (16, 17, 64, 65)] == [False, True, True, False]
    calendar = calendar_of(LAW, DAY)
    assert calendar is not None
    assert (calendar.changes_by, calendar.paid_by) == (20, 15)
    dropping = dropping_of(LAW, "tkk", DAY)
    assert dropping is not None
    assert (dropping.carries, dropping.ends_after, dropping.rule.certain) == (0, 3, False)
    assert employer_of(LAW, "pekerja_rentan", DAY) == "bars"
    assert forms_of(LAW, "miskin_ekstrem", DAY) == {"contribution", "cash", "goods", "service"}
    assert "mother" in fields_of(LAW, "miskin_ekstrem", DAY)
    assert "ojek" in (jobs_of(LAW, "pekerja_rentan", DAY) or ())
    assert jobs_of(LAW, "miskin_ekstrem", DAY) is None
    assert all(use.label for use in uses_of(LAW, DAY))


def test_the_shipped_weights_are_an_openly_uncertain_default() -> None:
    criteria = criteria_of(LAW, "miskin_ekstrem", DAY)
    assert criteria is not None
    assert (criteria.order, criteria.covered_first, criteria.rule.certain) == ("musyawarah", True, False)
    by_name = {weight.criterion: weight for weight in criteria.weights}
    assert [by_name["decile"].of(decile) for decile in (1, 4, 5, None)] == [40, 10, 0, 0]
    assert [by_name["breadwinner"].of(answer) for answer in (True, False, None)] == [20, 0, 0]
    assert [by_name["dependants"].of(n) for n in (0, 2, 9)] == [0, 6, 15]


def test_a_weight_without_an_end_goes_on() -> None:
    assert Weight("dependants", per_unit=3).of(9) == 27


def test_a_law_survives_being_kept() -> None:
    assert read_law([json.loads(json.dumps(law_data(LAW)))]) == LAW


def test_a_law_file_that_is_none_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "salah.toml"
    path.write_text('[[rule]]\nkind = "quota"\nfrom = 2026-01-01\nvalue = { heads = 1 }\nbasis = "x"\n', "utf-8")
    with pytest.raises(UsageError, match=r"salah\.toml"):
        load_law([path])


def test_the_shipped_rates_are_the_same_as_rules() -> None:
    folder = resources.files("padan").joinpath("data", "rates")
    tables = [
        tomllib.loads(f.read_text("utf-8")) for f in sorted(folder.iterdir(), key=str) if f.name.endswith(".toml")
    ]
    entries = rate_entries(tables)
    assert {entry.kind for entry in entries} == set(RATE_KINDS)
    rules = [Rule(e.kind, "", "", Days(e.first, e.last), e.value, "uji", e.certain) for e in entries]
    assert Law((BASIS,), tuple(rules))
    kept = [replace(entry, value=rule.value) for entry, rule in zip(entries, rules, strict=True)]
    assert rates_of(kept) == load_rates()


def test_a_rate_holds_for_whole_months_and_everywhere() -> None:
    value = {"payer": "bpu", "program": "jkm", "amount": 6_800}
    for days in (Days(date(2026, 1, 2)), Days(date(2026, 1, 1), date(2026, 2, 27))):
        with pytest.raises(ValueError, match="whole months"):
            Rule("rate_amount", "", "", days, value, "uji", True)
    with pytest.raises(ValueError, match="no single place"):
        Rule("rate_amount", "", "15.71", EVER, value, "uji", True)
