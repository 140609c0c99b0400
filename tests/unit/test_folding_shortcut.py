"""A word that holds nothing a step of folding looks for is its own key: the steps, taken all the same, leave it so."""

import re
from random import Random

import pytest

from padan.domain import name_words

PARTS = (
    *("OE", "DJ", "TJ", "SJ", "NJ", "ROHM", "ROHI", "HOIR", "ROMAD", "SOLEH", "ISTIQO", "KHOT", "RODI", "CHR", "CK"),
    *("CH", "KH", "SH", "TH", "TS", "DH", "DZ", "DL", "GH", "BH", "ZH", "PH", "OO", "OU", "IE", "ZK", "SY", "IY", "AH"),
    *"ABDEFGHIJKLMNOPQRSTUVXYZ",
)


def test_the_shortcut_gives_what_the_steps_give(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(4)
    words = ["".join(chance.choices(PARTS, k=chance.randint(1, 4))) for _ in range(20_000)]
    short = list(map(name_words._folded, words))
    monkeypatch.setattr(name_words, "_TOUCHED", re.compile(""))
    assert short == list(map(name_words._folded, words))
