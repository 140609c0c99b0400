"""Names read by their pattern are what the rule reads of each alone."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from padan.domain.name_forms import LIKELIEST, NameForms, forms_of_names
from padan.domain.name_patterns import read_names
from padan.domain.name_words import OPEN_FORMS, SHORT_FORMS, SPECIAL, word_key
from padan.domain.names import read_name
from thorough import examples

FULL = sorted({word for forms in (*SHORT_FORMS.values(), *OPEN_FORMS.values()) for word in forms})
WORDS = (
    st.sampled_from(sorted(SPECIAL))
    | st.sampled_from(FULL)
    | st.sampled_from(("BUDI", "SANTOSO", "KEB", "PD", "QAQAQ", "QAQBQ", "XXX", "KOSONG", "ADA", "TIDAK", "NIHIL"))
    | st.text("ABCDEKMPQST", min_size=1, max_size=6)
)
SIGNS = st.sampled_from((" ", " ", " ", ". ", ".", ", ", ",", "-", " / ", " (", ") ", "'", "  ", " 1", "0"))
NAMES = st.lists(st.tuples(WORDS, SIGNS), min_size=1, max_size=8).map(lambda parts: "".join(w + s for w, s in parts))


@given(st.lists(NAMES | st.text(max_size=20), min_size=1, max_size=30))
@example(["M RIZKI", "M. BUDI", "A MD KEB", "BUDI, A.Md.Keb", "SITI S PD", "TIDAK ADA", "KOSONG", "", "ALI H ALI"])
@example(["MUHAMMAD M ALI", "BUDI M ALI", "ALI M ALI", "H. ALI BIN ALI ALS ALI", "AB " * 200])
@settings(max_examples=examples(50, 150))
def test_a_pattern_is_read_as_each_of_its_names(texts: list[str]) -> None:
    assert read_names(texts) == [read_name(text) for text in texts]
    assert forms_of_names(texts) == [forms_of(text) for text in texts]


def forms_of(text: str) -> NameForms:
    """The forms of one name, from its reading alone."""
    name = read_name(text)
    words, parent = " ".join(name.words), bool(name.parent)
    if not name.is_open:
        return words, False, parent, None, None
    full = [reading for reading in name.readings if min(map(len, reading)) > 1] or name.readings
    keys = list(dict.fromkeys("".join(map(word_key, reading)) for reading in full))[:LIKELIEST]
    return words, True, parent, " ".join("".join(reading) for reading in name.readings), " ".join(keys)
