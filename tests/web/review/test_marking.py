"""What is marked in two texts is what differs; what is left is the same."""

from hypothesis import given
from hypothesis import strategies as st

from padan.web.review.marking import Piece, marked, together

TEXTS = st.text(alphabet="ABab1 2.İß", max_size=30)


def unmarked(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces if not piece.differs)


def folded(text: str) -> list[str]:
    return [letter.casefold() for letter in text]


@given(one=TEXTS, other=TEXTS, digits=st.booleans())
def test_nothing_is_lost_and_what_is_unmarked_agrees(one: str, other: str, digits: bool) -> None:
    left, right = marked(one, other, digits=digits)
    assert "".join(piece.text for piece in left) == one
    assert "".join(piece.text for piece in right) == other
    assert folded(unmarked(left)) == folded(unmarked(right))


@given(text=TEXTS, digits=st.booleans())
def test_equal_texts_carry_no_mark(text: str, digits: bool) -> None:
    assert all(not piece.differs for side in marked(text, text, digits=digits) for piece in side)


@given(one=TEXTS, others=st.lists(TEXTS, min_size=1, max_size=3))
def test_several_markings_together_keep_the_text(one: str, others: list[str]) -> None:
    joined = together(marked(one, other)[0] for other in others)
    assert "".join(piece.text for piece in joined) == one


def test_the_digit_that_differs_is_marked() -> None:
    left, right = marked("1571010101809001", "1571010101809011", digits=True)
    assert [(piece.text, piece.differs) for piece in left] == [("15710101018090", False), ("0", True), ("1", False)]
    assert right[1] == Piece("1", True)


def test_letters_that_differ_are_marked_in_a_name() -> None:
    left, right = marked("Zulkarnain Effendi", "ZULKARNAEN EFENDI")
    assert [piece.text for piece in left if piece.differs] == ["i", "f"]
    assert [piece.text for piece in right if piece.differs] == ["E"]


def test_two_other_names_are_marked_whole() -> None:
    left, right = marked("WIRATINI HANDAYANI", "ANDI ANWAR")
    assert all(piece.differs for piece in (*left, *right))
