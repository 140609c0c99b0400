"""One person has one record across lists, periods and years; what was tied wrongly comes apart again."""

from datetime import UTC, datetime, timedelta

import pytest
from protection_city import BUDI, JOKO, RINA, person, quarter

from padan.web.periods.models import Kind
from padan.web.protection.merging import merge_undo, pair_answer, source_part
from padan.web.protection.models import Candidate, PairState, Person, PersonMerge, PersonPair, PersonSource, TiedBy
from padan.web.protection.telling import persons_retell
from padan.web.protection.tying import persons_refresh, persons_refresh_pending
from padan.web.refusals import ConflictError, RefusedError
from thorough import one_in

MISSPELT = {**BUDI, "nik": "9971011205809091", "name": "BUDY SANTOSO", "kpj": "24001"}
pytestmark = [pytest.mark.django_db, one_in(4)]


def test_rows_that_the_run_matched_are_one_person_with_both_sources(cast):
    city = quarter(cast)
    left, right = city.pair(BUDI, MISSPELT, "differs")
    counts = city.publish()
    assert (counts["rows"], counts["new"], counts["tied"]) == (2, 1, 2)
    budi = Person.objects.get()
    assert (budi.name, budi.nik, str(budi.birth_date), budi.kelurahan.name) == (
        "BUDI SANTOSO", BUDI["nik"], "1980-05-12", "Legok",
    )  # fmt: skip
    sources = {source.row_id: source for source in budi.sources.all()}
    assert sources[left.pk].tied_by == TiedBy.RECORD
    assert (sources[right.pk].tied_by, sources[right.pk].tied_to_id) == (TiedBy.RUN, left.pk)


def test_the_same_record_in_another_period_is_the_same_person_without_a_run(cast):
    first = quarter(cast, 2024, 4)
    first.listed(**BUDI)
    first.publish()
    second = quarter(cast, 2025, 1)
    second.listed(**{**BUDI, "name": " Budi  santoso ", "nik": "9971 0112 0580 9001"})
    second.listed(**RINA)
    assert second.publish()["new"] == 1
    assert Person.objects.count() == 2
    assert [source.period.key for source in person("Budi santoso").sources.all()] == ["2025-Q1", "2024-Q4"]


def test_nothing_changed_costs_nothing(cast, django_assert_max_num_queries):
    city = quarter(cast)
    city.listed(**BUDI)
    city.publish()
    persons_refresh_pending()
    with django_assert_max_num_queries(3):
        assert persons_refresh_pending() == ""
    assert persons_refresh(run=city.run) is None
    city.next_run()
    before = list(PersonSource.objects.values_list("pk", "person_id", "detached_at"))
    assert city.publish()["tied"] == 0
    assert list(PersonSource.objects.values_list("pk", "person_id", "detached_at")) == before


def test_what_a_later_run_no_longer_matches_comes_apart(cast):
    city = quarter(cast)
    left, right = city.pair(BUDI, MISSPELT, "differs")
    city.publish()
    city.next_run()
    for row, bucket in ((left, "not_registered"), (right, "not_listed")):
        said = city.found(row)
        said.bucket, said.match = bucket, None
        said.save()
    city.publish()
    assert Person.objects.filter(merged_into=None).count() == 2
    assert PersonSource.objects.get(row=right, detached_at=None).person == person("BUDY SANTOSO")
    assert PersonSource.objects.get(row=left, detached_at=None).person == person("BUDI SANTOSO")


def test_a_mended_row_says_something_new_of_the_same_person_or_of_another(cast):
    city = quarter(cast)
    row = city.listed(**BUDI)
    city.publish()
    row.values = {**JOKO}
    row.save()
    city.next_run()
    city.publish()
    assert PersonSource.objects.get(row=row, detached_at=None).person == person("JOKO SUSILO")
    assert PersonSource.objects.filter(row=row, detached_at__isnull=False).count() == 1


def two_known(cast):
    """Two records of one man, in two quarters; then a run that finds them to be one."""
    first = quarter(cast, 2024, 4)
    first.listed(**BUDI)
    second_row = first.row("bpjs", Kind.PARTICIPANTS, **MISSPELT)
    first.say(second_row, "not_listed")
    first.publish()
    assert Person.objects.count() == 2
    city = quarter(cast)
    rows = city.pair(BUDI, MISSPELT, "differs")
    counts = city.publish()
    assert counts["merged"] == 1
    return city, rows


def test_two_records_that_a_run_matches_become_one_and_come_apart_with_it(cast):
    city, (left, right) = two_known(cast)
    kept, gone = person("BUDI SANTOSO"), Person.objects.get(merged_into__isnull=False)
    assert kept.sources.filter(detached_at=None).count() == 4
    city.next_run()
    for row, bucket in ((left, "not_registered"), (right, "not_listed")):
        said = city.found(row)
        said.bucket, said.match = bucket, None
        said.save()
    assert city.publish()["parted"] == 1
    gone.refresh_from_db()
    assert gone.merged_into is None
    assert {source.row.values["name"] for source in gone.sources.filter(detached_at=None)} == {"BUDY SANTOSO"}
    assert PersonMerge.objects.filter(undoes__isnull=False).count() == 1


def test_a_human_undoes_a_merge_and_no_run_merges_again(cast):
    city, _rows = two_known(cast)
    before = set(PersonSource.objects.filter(period__key="2024-Q4").values_list("pk", "row__values__name"))
    merge = PersonMerge.objects.get()
    with pytest.raises(RefusedError):
        merge_undo(merge=merge, acting=cast.bappeda, reason="")
    merge_undo(merge=merge, acting=cast.bappeda, reason="Dua orang berbeda, ayah dan anak")
    apart = Person.objects.filter(merged_into=None)
    assert apart.count() == 2
    assert set(PersonSource.objects.filter(period__key="2024-Q4").values_list("pk", "row__values__name")) == before
    with pytest.raises(ConflictError):
        merge_undo(merge=merge, acting=cast.bappeda, reason="sekali lagi saja")
    city.next_run()
    counts = city.publish()
    assert (counts["merged"], Person.objects.filter(merged_into=None).count()) == (0, 2)
    assert [(m.undoes_id is None, m.by_name) for m in PersonMerge.objects.all()] == [
        (True, ""),
        (False, "Rina Marlina"),
    ]


def test_a_human_parts_one_record_from_a_person(cast):
    city = quarter(cast)
    left, right = city.pair(BUDI, MISSPELT, "differs")
    city.publish()
    source = PersonSource.objects.get(row=right, detached_at=None)
    parted = source_part(acting=cast.siti, source=source, reason="Ini sepupunya")
    parted.refresh_from_db()
    assert (parted.name, person("BUDI SANTOSO").sources.count()) == ("BUDY SANTOSO", 1)
    city.next_run()
    city.publish()
    assert PersonSource.objects.get(row=right, detached_at=None).person_id == parted.pk
    with pytest.raises(RefusedError):
        source_part(acting=cast.siti, source=PersonSource.objects.get(row=left, detached_at=None), reason="salah orang")


def test_a_pair_is_answered_once(cast):
    city = quarter(cast)
    city.listed(**BUDI)
    city.listed(**RINA)
    city.publish()
    one, other = Person.objects.order_by("pk")
    pair = PersonPair.objects.create(one=one, other=other, probability=0.6)
    pair_answer(acting=cast.siti, pair=pair, same=True, note="Kata RT")
    other.refresh_from_db()
    assert (other.merged_into, PersonPair.objects.get().state) == (one, PairState.SAME)
    with pytest.raises(ConflictError):
        pair_answer(acting=cast.siti, pair=pair, same=False)


def test_proposals_of_merged_persons_stand_once_and_come_back(cast):
    city = quarter(cast)
    city.listed(**BUDI)
    city.listed("murni", **MISSPELT)
    city.publish()
    one, other = Candidate.objects.order_by("pk")
    pair = PersonPair.objects.create(one=one.person, other=other.person)
    pair_answer(acting=cast.bappeda, pair=pair, same=True, note="KTP sama")
    other.refresh_from_db()
    assert (other.same_as, other.state, other.reasons[0]["code"]) == (one, "not_eligible", "double")
    merge_undo(merge=PersonMerge.objects.get(), acting=cast.bappeda, reason="Ternyata kembar")
    other.refresh_from_db()
    assert (other.same_as, other.state) == (None, "unknown")


def test_a_row_with_nothing_in_it_is_no_person(cast):
    city = quarter(cast)
    row = city.row("legok", name="")
    city.say(row, "rejected")
    assert city.publish()["rows"] == 0
    assert not Person.objects.exists()


def test_a_proposal_is_no_older_than_a_list_of_a_quarter_long_past(cast):
    now = quarter(cast)
    person = Person.objects.create(name="-")
    office = cast.offices["legok"]

    def tell(name: str, kind: str, **more: object) -> str:
        PersonSource.objects.create(person=person, key=name, kind=kind, office=office, said={"name": name}, **more)
        persons_retell([person.pk])
        person.refresh_from_db()
        return person.name

    handed_in = datetime(now.period.first_month.year, now.period.first_month.month, 10, tzinfo=UTC) + timedelta(days=40)
    assert tell("Abdul Karim", "proposal", attached_at=handed_in) == "Abdul Karim"
    assert tell("Abdoel Karim", "list", period=now.period) == "Abdul Karim"
    PersonSource.objects.filter(kind="proposal").update(attached_at=handed_in - timedelta(days=400))
    assert tell("Abdoel Karim S.", "list", period=now.period) == "Abdoel Karim S."
