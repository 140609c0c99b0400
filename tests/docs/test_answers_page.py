"""The page of answers says every answer that the site knows, and nothing else."""

import sys

from doc_pages import REFERENCE, ROOT, keys, read, section

from padan.web.review.answers import ANSWERS, Effect
from padan.web.review.models import CaseKind

sys.path.insert(0, str(ROOT / "tools"))
import answers_page

PAGE = REFERENCE / "review-answers.md"


def test_page_is_the_table() -> None:
    assert read(PAGE) == answers_page.page()


def test_every_kind_has_its_answers() -> None:
    for kind in CaseKind:
        told = keys(section(read(PAGE), f"`{kind.value}`: {kind.label}"))
        assert list(told) == [answer.code for answer in ANSWERS[kind]]


def test_every_effect_is_told_in_words() -> None:
    assert sorted(answers_page.EFFECTS) == sorted(effect.value for effect in Effect)
