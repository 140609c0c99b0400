"""Sex as lists write it, read as the codes of the population office: L (laki-laki) or P (perempuan)."""

from padan.domain.comparison import Comparison

_MALE = "L LK LAKI LAKILAKI LAKI2 LELAKI PRIA COWOK M MALE MAN JANTAN 1 BAPAK TN"
_FEMALE = "P PR PRP PEREMPUAN WANITA CEWEK F FEMALE WOMAN W 2 IBU NY"
_WORDS = dict.fromkeys(_MALE.split(), "L") | dict.fromkeys(_FEMALE.split(), "P")
_NAMES_ID = {"L": "laki-laki", "P": "perempuan"}
_NAMES_EN = {"L": "male", "P": "female"}


def read_sex(text: str | None) -> str | None:
    """L or P; None where the text is blank or says neither. `1` is L and `2` is P; so are `1.0` and `2.0`."""
    if not text:
        return None
    found = _WORDS.get(text)
    if found:
        return found
    word = "".join(c for c in text.upper() if c.isalnum())
    return _WORDS.get(word[:1] if word in ("10", "20") else word)


def compare_sexes(a: str | None, b: str | None) -> Comparison:
    """Outcomes: equal, different, missing."""
    if a is None or b is None:
        return Comparison("missing", "jenis kelamin kosong pada salah satu pihak", "sex missing on one side or both")
    if a == b:
        return Comparison("equal", "jenis kelamin sama", "sex equal")
    return Comparison(
        "different",
        f"jenis kelamin berbeda: {_NAMES_ID[a]} dan {_NAMES_ID[b]}",
        f"sex different: {_NAMES_EN[a]} and {_NAMES_EN[b]}",
    )
