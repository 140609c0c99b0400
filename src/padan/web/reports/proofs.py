"""By what a report shows that a follow-up was done: the words of whoever did it, and the files, each by its digest."""

from collections.abc import Sequence

from django.utils import timezone

from padan.domain.followups import WITH_OFFICE
from padan.web.followup.models import FollowUp, Step
from padan.web.reports.plain_text import plain, without_persons
from padan.web.templatetags.indonesian import day

DIGEST = 12
"""Letters of a file's SHA-256 by which it is found again. Its name is not printed: it may hold the name of a person."""
MOST_FILES = 3
LONGEST = 160
"""Letters of the words that fit a column."""


def evidence_words(one: FollowUp) -> str:
    """What the newest step that said it was done was shown by; "" where none did, or it was sent back since."""
    if one.state in WITH_OFFICE:
        return ""
    done = [step for step in one.steps.all() if step.step == "done"]
    return _told(max(done, key=lambda step: step.sequence)) if done else ""


def _told(step: Step) -> str:
    words = without_persons(plain(step.words))
    short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
    files = _files([file.sha256 for file in step.evidence.all()])
    return "; ".join(filter(None, (short.rstrip(".;"), files, day(timezone.localdate(step.at)))))


def _files(digests: Sequence[str]) -> str:
    if not digests:
        return "tanpa berkas"
    told = ", ".join(one[:DIGEST] for one in digests[:MOST_FILES])
    more = f" dan {len(digests) - MOST_FILES} lagi" if len(digests) > MOST_FILES else ""
    return f"{len(digests)} berkas (sidik {told}{more})"
