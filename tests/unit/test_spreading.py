"""Rules spread over the processors say what they say on one, whatever becomes of the other Pythons."""

import sys
from functools import partial

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from padan.domain.many_values import keys_and_sounds, sentences
from padan.engine import spreading
from padan.engine.name_columns import columns_of_names
from padan.engine.spreading import at_hand, call_ahead, spread
from thorough import one_in

pytestmark = one_in(2)

WORDS = [f"{head}{tail}" for head in ("DJOKO", "NUR", "SITI", "KHOIR", "YUSUF") for tail in ("", "AH", "ATI", "ONO")]


@pytest.fixture(autouse=True)
def four_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "_processors", lambda: 4)


@pytest.mark.parametrize("share", [1, 5, 7, 19, 21])
def test_every_answer_comes_back_in_its_place(share: int) -> None:
    assert spread(keys_and_sounds, WORDS, share=share) == keys_and_sounds(WORDS)


def test_no_value_no_answer() -> None:
    assert spread(keys_and_sounds, [], share=1) == []


@pytest.mark.parametrize("python", ["/nowhere/python", "/bin/false", "/bin/true"])
def test_a_python_that_does_not_start_or_ends_early_costs_no_answer(
    python: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", python)
    assert spread(keys_and_sounds, WORDS, share=5) == keys_and_sounds(WORDS)


def test_names_read_in_shares_have_the_same_columns() -> None:
    names = ["H. M. YUSUF BIN ALI", "SITI NURHAYATI", "M. RIZKI", "DRS. ABD. RAHMAN", "ST. NOOR AINI", "-", *WORDS]
    texts = pl.DataFrame({"name_id": range(len(names)), "text": names}, schema_overrides={"name_id": pl.UInt64})
    shares = spread(columns_of_names, texts, share=5)
    assert len(shares) == 4
    for whole, parts in zip(columns_of_names(texts)[0], zip(*shares, strict=True), strict=True):
        assert_frame_equal(pl.concat(parts), whole, check_row_order=False)


def test_what_a_rule_raises_elsewhere_is_raised_here() -> None:
    asked = [("nik", "1", "2"), ("no such field", "1", "2")]
    with pytest.raises(KeyError):
        spread(partial(sentences, english=False), asked, share=1)


def test_pythons_at_hand_answer_again_and_end_with_the_while(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    start = spreading._start
    monkeypatch.setattr(spreading, "_start", lambda *_: started.append(start()) or started[-1])
    with at_hand():
        call_ahead()
        for words in (WORDS, WORDS[::-1], WORDS[3:]):
            assert spread(keys_and_sounds, words, share=5) == keys_and_sounds(words)
        assert len(started) == 3
        assert not any(helper.poll() for helper in started)
    assert all(helper.poll() for helper in started)


def test_a_python_at_hand_that_ended_costs_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with at_hand():
        for python in ("/bin/true", sys.executable):
            monkeypatch.setattr(sys, "executable", python)
            assert spread(keys_and_sounds, WORDS, share=5) == keys_and_sounds(WORDS)


def test_what_a_rule_raises_at_hand_leaves_the_next_answers_whole() -> None:
    with at_hand():
        with pytest.raises(KeyError):
            spread(partial(sentences, english=False), [("no such field", "1", "2")] * 4, share=1)
        assert spread(keys_and_sounds, WORDS, share=5) == keys_and_sounds(WORDS)
