"""New persons are compared with all others: plain links merge, doubts go to a human, whose word is obeyed."""

import pytest
from protection_city import BUDI, JOKO, person, quarter

from padan.web.protection.linking import persons_link
from padan.web.protection.merging import merge_undo, pair_answer
from padan.web.protection.models import PairState, Person, PersonMerge, PersonPair
from thorough import one_in

pytestmark = [pytest.mark.django_db, one_in(4)]
OTHERS = [
    {"nik": f"99710114{day:02d}0679{9000 + day}", "name": name, "birth_date": f"{day:02d}-06-1979", "sex": "L"}
    for day, name in enumerate(
        ("EKO PRASETYO", "HASAN BASRI", "YUSUF MAULANA", "IWAN SETIAWAN", "DEDI KURNIA", "AGUS SALIM"), 1
    )
]


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = str(tmp_path)


def two_quarters(cast, then: dict[str, str], now: dict[str, str]) -> None:
    first = quarter(cast, 2024, 4)
    for values in (then, *OTHERS):
        first.listed(**values)
    first.publish()
    persons_link()
    second = quarter(cast, 2025, 1)
    second.listed(**now)
    second.publish()


def test_the_first_persons_are_compared_with_nobody(cast, home, django_assert_max_num_queries):
    two_quarters(cast, BUDI, {**JOKO})
    assert persons_link() == "1 dibandingkan, 0 digabung, 0 ditanyakan"
    with django_assert_max_num_queries(1):
        assert persons_link() == ""


def test_a_nik_mended_since_is_still_the_same_person(cast, home):
    two_quarters(cast, BUDI, {**BUDI, "nik": "9971011205809011"})
    assert persons_link() == "1 dibandingkan, 1 digabung, 0 ditanyakan"
    budi = person("BUDI SANTOSO")
    assert {source.row.values["nik"] for source in budi.sources.all()} == {BUDI["nik"], "9971011205809011"}
    merge = PersonMerge.objects.get()
    assert merge.rule == "engine"
    merge_undo(merge=merge, acting=cast.bappeda, reason="Kembar, kata keluarga")
    Person.objects.update(weighed_at=None)
    Person.objects.filter(pk=merge.kept_id).update(weighed_at="2025-01-01T00:00Z")
    persons_link()
    assert Person.objects.filter(name="BUDI SANTOSO", merged_into=None).count() == 2


def test_a_doubt_is_put_to_a_human(cast, home):
    two_quarters(cast, BUDI, {"nik": "9971011205809771", "name": "BUDI SANTOSA", "birth_date": "12-05-1980"})
    persons_link()
    pair = PersonPair.objects.get()
    assert pair.state == PairState.OPEN
    assert pair.reasons
    assert Person.objects.filter(merged_into=None).count() == len(OTHERS) + 2
    pair_answer(acting=cast.siti, pair=pair, same=False)
    Person.objects.filter(name="BUDI SANTOSA").update(weighed_at=None)
    persons_link()
    assert PersonPair.objects.get().state == PairState.DIFFERENT


def test_a_name_alone_merges_nobody(cast, home):
    then = {"nik": "", "name": "SAMSUDIN LUBIS", "birth_date": "04-03-1971", "sex": "L", "mother": "ROHANI"}
    two_quarters(cast, then, {**then, "birth_date": "04-03-1973"})
    persons_link()
    assert Person.objects.filter(name="SAMSUDIN LUBIS", merged_into=None).count() == 2
    assert not PersonMerge.objects.exists()
