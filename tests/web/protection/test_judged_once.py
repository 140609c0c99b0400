"""What is told of candidates many at once is put down first, and each is judged once for all of it."""

from datetime import date

import pytest
from protection_city import BUDI, RINA, TODAY, WHOLE, cleared, quarter

from padan.web.protection import judging
from padan.web.protection.models import Candidate
from padan.web.protection.services import candidates_judge, judging_put_off, persons_refresh_pending

pytestmark = pytest.mark.django_db
UNJUDGED = {"judged_at": None, "state": "unknown", "reasons": [], "missing": [], "facts": {}}


def two_listed(cast):
    city = quarter(cast)
    city.listed(**BUDI, **WHOLE)
    city.listed(**RINA, **WHOLE)
    city.publish()
    return list(Candidate.objects.order_by("pk"))


def test_put_off_they_are_noted_and_nothing_is_written(cast):
    budi, rina = two_listed(cast)
    cleared(budi)
    Candidate.objects.update(**UNJUDGED)
    with judging_put_off() as noted:
        assert candidates_judge(candidates=[budi.pk], today=TODAY) == 0
        assert candidates_judge(persons=[rina.person_id], today=TODAY) == 0
    assert noted == {budi.pk, rina.pk}
    assert not Candidate.objects.exclude(judged_at=None).exists()
    assert candidates_judge(candidates=noted, today=TODAY) == 2
    budi.refresh_from_db()
    assert budi.state == "eligible"
    with judging_put_off() as everybody:
        candidates_judge(year=2025, programme=budi.programme, today=TODAY)
    assert everybody == {budi.pk, rina.pk}
    assert candidates_judge(candidates=[budi.pk], today=TODAY) == 0


def test_a_period_tied_judges_each_candidate_once(cast, monkeypatch):
    judged, whole = [], judging._judge_part
    monkeypatch.setattr(
        judging, "_judge_part", lambda part, said: judged.extend(c.pk for c in part) or whole(part, said)
    )
    two_listed(cast)
    assert len(judged) == len(set(judged)) == 2


def test_who_was_never_judged_is_judged_by_the_worker_whatever_the_year(cast, monkeypatch):
    budi, _ = two_listed(cast)
    cleared(budi)
    Candidate.objects.filter(pk=budi.pk).update(**UNJUDGED)
    monkeypatch.setattr("padan.web.protection.rejudging.timezone.localdate", lambda: date(2026, 1, 15))
    assert persons_refresh_pending() == "1 kelayakan berubah"
    budi.refresh_from_db()
    assert (budi.judged_at is not None, budi.state) == (True, "eligible")
