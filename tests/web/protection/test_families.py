"""Families put down many at once: each version of each data set once, ranked as it was told last."""

import pytest

from padan.web.protection.models import Family
from padan.web.protection.services import families_put, family_put
from padan.web.refusals import RefusedError

pytestmark = pytest.mark.django_db
TOLD = {"kk": "9801010101019001", "version": "2024-06-01", "decile": "3", "source": "dtsen"}


def test_many_at_once_are_made_and_ranked_anew() -> None:
    first, other = families_put([TOLD, {**TOLD, "kk": "9801010101019002"}])
    again, twice = families_put([{**TOLD, "decile": "4"}, {**TOLD, "decile": "5"}])
    assert Family.objects.count() == 2
    assert {one.pk for one in (first, again, twice, family_put({**TOLD, "decile": "5"}))} == {first.pk}
    assert Family.objects.get(pk=first.pk).decile == 5
    assert Family.objects.get(pk=other.pk).decile == 3
    assert family_put({**TOLD, "version": "2025-06-01"}).pk not in (first.pk, other.pk)


def test_one_that_says_too_little_refuses_all() -> None:
    with pytest.raises(RefusedError):
        families_put([TOLD, {**TOLD, "decile": "11"}])
    assert not Family.objects.exists()
    assert families_put([]) == []
