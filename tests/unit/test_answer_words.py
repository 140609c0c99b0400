"""Answers as people write them."""

import pytest

from padan.domain.answer_words import WORD_LABELS, read_branch, read_dukcapil, read_list


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Bukan peserta", "free"), ("belum terdaftar", "free"), ("PU non aktif", "free"), ("Non-aktif", "free"),
        ("PU aktif", "pu"), ("Penerima Upah, PT Maju", "pu"), ("BPU aktif", "bpu"), ("Bukan Penerima Upah", "bpu"),
        ("Melewati batas umur", "over_age"), ("usia 66", "over_age"), ("", None), (None, None), ("lihat catatan", None),
    ],
)  # fmt: skip
def test_branch(text, word):
    assert read_branch(text) == word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Sesuai", "matched"), ("DATA PADAN", "matched"), ("Tidak sesuai", "not_matched"),
        ("NIK tidak ditemukan", "not_matched"), ("Meninggal dunia 2-1-2025", "deceased"),
        ("Pindah ke Muaro Jambi", "moved"),
        ("belum ada", "not_matched"), ("?", None), (None, None),
    ],
)  # fmt: skip
def test_dukcapil(text, word):
    assert read_dukcapil(text) == word


@pytest.mark.parametrize(
    ("text", "word"),
    [("Diterima", "accepted"), ("terdaftar", "accepted"), ("Ditolak: NIK ganda", "refused"),
     ("tidak diterima", "refused"), ("belum terdaftar", "refused"), ("menunggu", None), ("", None)],
)  # fmt: skip
def test_list(text, word):
    assert read_list(text) == word


def test_every_label_is_read_as_its_word():
    for word, (label, _english) in WORD_LABELS.items():
        assert word in {read_branch(label), read_dukcapil(label), read_list(label)}
