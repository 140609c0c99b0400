"""How one value is damaged: a name, a NIK, a date, a place. Each takes the value and a seeded `random.Random`."""

from collections.abc import Callable, Sequence
from random import Random

Damage = Callable[[str, Random], str | None]

LETTERS = "abcdefghijklmnopqrstuvwxyz"
BESIDE = {
    "a": "sqz",
    "b": "vnh",
    "c": "xvd",
    "d": "sfe",
    "e": "wrd",
    "f": "dgr",
    "g": "fht",
    "h": "gjy",
    "i": "uok",
    "j": "hku",
    "k": "jli",
    "l": "ko",
    "m": "n",
    "n": "mb",
    "o": "ip",
    "p": "o",
    "q": "wa",
    "r": "et",
    "s": "ad",
    "t": "ry",
    "u": "yi",
    "v": "bc",
    "w": "qe",
    "x": "zc",
    "y": "tu",
    "z": "xa",
}
SHORT = {
    "Muhammad": ("Muh.", "M.", "Moh.", "Mhd.", "Mohd.", "Mohammad", "Muhamad", "Mochamad", "Muh", "M", "MHD"),
    "Ahmad": ("A.", "Achmad", "Akhmad", "Ach.", "Amad"),
    "Abdul": ("Abd.", "Abd", "Abdoel", "Abdhul", "A."),
    "Siti": ("St.", "Sitti", "St", "Sity", "S."),
    "Nur": ("Noor", "Noer", "Nr.", "Nurul"),
    "Raden": ("R.", "Rd.", "Rdn"),
}
OLD = (("sy", "sj"), ("kh", "ch"), ("ny", "nj"), ("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"))
SOUNDS = (
    *(("f", "p"), ("v", "f"), ("i", "y"), ("y", "i"), ("z", "j"), ("q", "k"), ("k", "q"), ("dh", "d"), ("d", "dh")),
    *(("h", ""), ("ai", "ay"), ("o", "u"), ("e", "i"), ("th", "t"), ("t", "th"), ("sy", "s"), ("s", "sy")),
)
BEFORE = ("H. ", "Hj. ", "Drs. ", "Ir. ", "Dr. ", "Ust. ", "KH. ", "Hj ", "H.", "Bpk. ", "Ibu ", "Sdr. ", "dr. ")
AFTER = (", S.Pd", ", S.E.", " SE", ", A.Md", ", S.Ag", ", S.Kom", " S.Pd.I", ", M.Si", ", S.H", " (Alm)", " Alm.")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
MONTHS_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nop", "Des")


def typo(text: str, r: Random) -> str:
    """One slip of the finger: a letter changed to its neighbour, left out, doubled, added, or two swapped."""
    spots = [k for k, letter in enumerate(text) if letter.isalpha()]
    if len(spots) < 3:
        return text + r.choice(LETTERS)
    k = r.choice(spots[1:]) if r.random() < 0.85 else spots[0]
    kind = r.random()
    if kind < 0.35:
        return text[:k] + r.choice(BESIDE.get(text[k].lower(), LETTERS)) + text[k + 1 :]
    if kind < 0.6:
        return text[:k] + text[k + 1 :]
    if kind < 0.72:
        return text[:k] + text[k] + text[k:]
    if kind < 0.82 or k + 1 >= len(text):
        return text[:k] + r.choice(LETTERS) + text[k:]
    return text[:k] + text[k + 1] + text[k] + text[k + 2 :]


def shorten(text: str, r: Random) -> str:
    """Muhammad to Muh., Siti to St. and the like; where there is none, an initial."""
    words = text.split()
    able = [k for k, word in enumerate(words) if word in SHORT]
    if not able:
        return initial(text, r)
    words[able[0]] = r.choice(SHORT[words[able[0]]])
    return " ".join(words)


def initial(text: str, r: Random) -> str:
    """One word, mostly not the first, cut to its first letter."""
    words = text.split()
    if len(words) < 2:
        return typo(text, r)
    k = r.randrange(1, len(words)) if r.random() < 0.8 else 0
    words[k] = words[k][0] + r.choice((".", "", "."))
    return " ".join(words)


def swap_letters(table: Sequence[tuple[str, str]]) -> Damage:
    """One rule of the table that fits, applied once or everywhere."""

    def damage(text: str, r: Random) -> str:
        low = text.lower()
        fits = [rule for rule in table if rule[0] in low[1:]]
        if not fits:
            return typo(text, r)
        old, new = r.choice(fits)
        k = low.index(old, 1)
        return text[:k] + new + text[k + len(old) :] if r.random() < 0.7 else text[:1] + text[1:].replace(old, new)

    return damage


def join_or_split(text: str, r: Random) -> str:
    """A space lost between two words, or one that came into a long word."""
    words = text.split()
    if len(words) > 1 and r.random() < 0.65:
        k = r.randrange(len(words) - 1)
        return " ".join([*words[:k], words[k] + words[k + 1].lower(), *words[k + 2 :]])
    long = max(range(len(words)), key=lambda k: len(words[k]))
    if len(words[long]) < 6:
        return typo(text, r)
    cut = r.randrange(3, len(words[long]) - 2)
    words[long] = words[long][:cut] + " " + words[long][cut:].capitalize()
    return " ".join(words)


def reorder(text: str, r: Random) -> str:
    """The last word first, or two neighbours changed over."""
    words = text.split()
    if len(words) < 2:
        return typo(text, r)
    if r.random() < 0.6:
        return " ".join([words[-1] + r.choice((",", "")), *words[:-1]])
    k = r.randrange(len(words) - 1)
    words[k], words[k + 1] = words[k + 1], words[k]
    return " ".join(words)


def drop(text: str, r: Random) -> str:
    """One word left out, mostly the last."""
    words = text.split()
    if len(words) < 2:
        return typo(text, r)
    del words[-1 if r.random() < 0.65 else r.randrange(len(words))]
    return " ".join(words)


def title(text: str, r: Random) -> str:
    """A title or form of address put before or after."""
    return r.choice(BEFORE) + text if r.random() < 0.6 else text + r.choice(AFTER)


def patronym(text: str, r: Random) -> str:
    """bin or binti dropped where there is one, written another way, or put in."""
    words = text.split()
    at = next((k for k, word in enumerate(words) if word in ("bin", "binti")), None)
    if at is None:
        return text + r.choice((" bin ", " binti ", " Bin ", " b. ")) + r.choice(("Rahman", "Saleh", "Ishak", "Yunus"))
    return " ".join(words[:at] if r.random() < 0.6 else [*words[:at], "b.", *words[at + 1 :]])


def cut(text: str, r: Random) -> str:
    """Cut by an old system after 14 or 18 letters."""
    width = r.choice((14, 18))
    return text[:width].rstrip() if len(text) > width else initial(text, r)


def nickname(text: str, r: Random) -> str:
    """The first word replaced by its end, as people are called at home."""
    words = text.split()
    words[0] = words[0][-4:].capitalize() if len(words[0]) > 5 else words[0] + "k"
    return " ".join(words)


NAME_DAMAGE: tuple[tuple[float, Damage], ...] = (
    (0.24, typo),
    (0.12, title),
    (0.13, shorten),
    (0.08, swap_letters(OLD)),
    (0.09, swap_letters(SOUNDS)),
    (0.10, join_or_split),
    (0.05, reorder),
    (0.06, initial),
    (0.07, drop),
    (0.04, patronym),
    (0.015, cut),
    (0.005, nickname),
)


def digit(text: str, r: Random) -> str:
    """One digit read or typed wrong."""
    k = r.randrange(len(text))
    return text[:k] + r.choice([d for d in "0123456789" if d != text[k]]) + text[k + 1 :]


def swap_digits(text: str, r: Random) -> str:
    """Two unequal neighbours changed over."""
    able = [k for k in range(len(text) - 1) if text[k] != text[k + 1]]
    if not able:
        return digit(text, r)
    k = r.choice(able)
    return text[:k] + text[k + 1] + text[k] + text[k + 2 :]


def zeroed(text: str, r: Random) -> str:
    """The sixteenth digit lost to Excel."""
    return text[:-1] + "0" if text[-1] != "0" else swap_digits(text, r)


def lost_digit(text: str, r: Random) -> str:
    """Fifteen digits."""
    k = r.randrange(len(text))
    return text[:k] + text[k + 1 :]


def added_digit(text: str, r: Random) -> str:
    """Seventeen digits."""
    k = r.randrange(len(text))
    return text[:k] + r.choice("0123456789") + text[k:]


def two_digits(text: str, r: Random) -> str:
    """Two wrong digits."""
    return digit(digit(text, r), r)


def no_nik(text: str, r: Random) -> str | None:
    """Nothing, a dash, or a number that stands for nothing."""
    return r.choice(
        (None, None, None, None, "-", "0", "0", "0000000000000000", "9999999999999999", "1234567890123456", text[:6])
    )


NIK_DAMAGE: tuple[tuple[float, Damage], ...] = (
    (0.30, digit),
    (0.13, swap_digits),
    (0.15, zeroed),
    (0.07, lost_digit),
    (0.05, added_digit),
    (0.05, two_digits),
    (0.25, no_nik),
)


def dressed(text: str, r: Random) -> str:
    """The same digits, dressed up: spaces, dots, an apostrophe, O for 0, I for 1."""
    kind = r.randrange(5)
    if kind == 0:
        return f"{text[:6]} {text[6:12]} {text[12:]}"
    if kind == 1:
        return f"{text[:2]}.{text[2:4]}.{text[4:6]}.{text[6:12]}.{text[12:]}"
    if kind == 2:
        return "'" + text
    return text.replace("0", "O", 1) if kind == 3 else text.replace("1", "I", 1)


def date_damage(text: str, r: Random) -> str | None:
    """Of YYYY-MM-DD: missing, day and month swapped, 1 January, another year, one digit."""
    year, month, day = text.split("-")
    kind = r.random()
    if kind < 0.22:
        return None
    if kind < 0.45 and int(day) <= 12 and day != month:
        return f"{year}-{day}-{month}"
    if kind < 0.65:
        return f"{year}-01-01"
    if kind < 0.78:
        return f"{int(year) + r.choice((-10, -2, -1, 1, 2, 10))}-{month}-{day}"
    if kind < 0.9:
        return f"{year}-{month}-{r.randrange(1, 29):02d}"
    return f"{year}-{r.randrange(1, 13):02d}-{min(int(day), 28):02d}"


def date_form(text: str, r: Random) -> str:
    """Of YYYY-MM-DD: the same day written as another clerk writes it."""
    year, month, day = text.split("-")
    if text[8:] > "28" and month == "02":
        return text
    return r.choice(
        (
            f"{int(day)} {MONTHS[int(month) - 1]} {year}",
            f"{int(day):02d} {MONTHS_SHORT[int(month) - 1]} {year}",
            f"{int(day)}/{int(month)}/{year}",
            f"{day}/{month}/{year[2:]}",
            f"{day}.{month}.{year}",
            f"{year}/{month}/{day}",
            f"{int(day):02d}-{MONTHS_SHORT[int(month) - 1]}-{year}",
            f"{year}{month}{day}",
        )
    )


def place_damage(text: str, r: Random) -> str:
    """A place written otherwise."""
    return typo(text, r) if r.random() < 0.6 else text.replace(" ", "")


def pick(table: tuple[tuple[float, Damage], ...]) -> Damage:
    """One damage of the table, by its weight."""
    weights, kinds = [weight for weight, _ in table], [kind for _, kind in table]

    def damage(text: str, r: Random) -> str | None:
        return r.choices(kinds, weights)[0](text, r)

    return damage
