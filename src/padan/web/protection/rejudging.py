"""Whoever is not set by a decree yet is judged anew when the law changed, and once a day: answers grow old and people
older without anybody telling. So is whoever was never judged. The worker sees to it."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from padan.domain.pathway import BEFORE_DECREE
from padan.web.law.selectors import law_changed_at
from padan.web.protection.judging import candidates_judge
from padan.web.protection.models import Candidate, JudgedBy


def candidates_judge_pending() -> str:
    """Judge anew everybody of this year and later ones who still waits for a decree, where that was not done yet today
    by the law as it stands; says how many verdicts changed."""
    changed, today = law_changed_at(), timezone.localdate()
    held = JudgedBy.objects.first()
    if changed is None or (held is not None and (held.law_changed_at, held.day) == (changed, today)):
        return ""
    count = candidates_judge(today=today, candidates=_waiting(today))
    JudgedBy.objects.update_or_create(pk=1, defaults={"law_changed_at": changed, "day": today})
    return f"{count} kelayakan berubah" if count else ""


def _waiting(today: date) -> list[int]:
    found = Candidate.objects.filter(Q(year__gte=today.year) | Q(judged_at=None), step__in=BEFORE_DECREE)
    return list(found.values_list("pk", flat=True))
