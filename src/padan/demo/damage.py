"""Damage to one value, as clerks, spreadsheets and photocopies do it. Each takes a text and a source of chance."""

from collections.abc import Callable
from itertools import pairwise
from random import Random

Damage = Callable[[str, Random], str]


def nik_digit(nik: str, chance: Random) -> str:
    """One wrong digit, anywhere but in the province."""
    at = chance.randrange(2, 16)
    wrong = chance.choice([digit for digit in "0123456789" if digit != nik[at]])
    return nik[:at] + wrong + nik[at + 1 :]


def nik_swap(nik: str, chance: Random) -> str:
    """Two neighbouring digits that differ, swapped."""
    places = [at for at in range(2, 15) if nik[at] != nik[at + 1]]
    at = chance.choice(places)
    return nik[:at] + nik[at + 1] + nik[at] + nik[at + 2 :]


def nik_truncated(nik: str, chance: Random) -> str:
    """Fifteen digits stand, the last becomes 0."""
    return nik[:15] + "0"


def nik_scientific(nik: str, chance: Random) -> str:
    """What a narrow column shows."""
    digits = chance.choice((2, 5))
    mark = chance.choice((".", ","))
    return f"{nik[0]}{mark}{nik[1 : 1 + digits]}E+15"


def nik_punctuated(nik: str, chance: Random) -> str:
    """Spaces, dots, dashes or an apostrophe."""
    way = chance.randrange(4)
    if way == 0:
        return "'" + nik
    mark = " .-"[way - 1]
    cut = (6, 12) if chance.random() < 0.6 else (4, 8, 12)
    ends = [0, *cut, 16]
    return mark.join(nik[start:end] for start, end in pairwise(ends))


def nik_letters(nik: str, chance: Random) -> str:
    """O for 0 or I, l for 1."""
    places = [at for at in range(16) if nik[at] in "01"]
    at = chance.choice(places) if places else 15
    letter = "O" if nik[at] == "0" else chance.choice("Il")
    return nik[:at] + letter + nik[at + 1 :]


def nik_short(nik: str, chance: Random) -> str:
    """A digit left out."""
    at = chance.randrange(2, 16)
    return nik[:at] + nik[at + 1 :]


def nik_long(nik: str, chance: Random) -> str:
    """A digit typed twice."""
    at = chance.randrange(2, 16)
    return nik[:at] + nik[at] + nik[at:]


def nik_dummy(nik: str, chance: Random) -> str:
    """A filler."""
    return chance.choice(
        ("0", "-", "0000000000000000", "1111111111111111", "1234567890123456", "9999999999999999", "x")
    )


_MEN = (
    "H. {}",
    "Drs. {}",
    "Ir. {}",
    "Ust. {}",
    "R. {}",
    "Dr. {}",
    "H. {}",
    "{}, S.Pd",
    "{}, S.E",
    "{}, S.Sos",
    "{} SH",
)
_WOMEN = ("Hj. {}", "Dra. {}", "Hj. {}", "dr. {}", "Ustz. {}", "{}, S.Pd", "{} S.Pd.I", "{}, S.E", "{}, A.Md.Keb")


def title(name: str, chance: Random, male: bool) -> str:
    """A title before or after the name."""
    return chance.choice(_MEN if male else _WOMEN).format(name)


def with_father(name: str, chance: Random, male: bool, father: str) -> str:
    """bin or binti and the father's first words."""
    words = " ".join(father.split()[:2])
    return f"{name} {chance.choice(('bin', 'Bin', 'B.')) if male else chance.choice(('binti', 'Binti', 'Bt.'))} {words}"


def late(name: str, chance: Random, male: bool) -> str:
    """The late."""
    mark = "Alm" if male else "Almh"
    return chance.choice((f"{mark}. {name}", f"{name} ({mark})", f"{mark} {name}"))


_OLD = (("u", "oe"), ("j", "dj"), ("c", "tj"), ("sy", "sj"), ("ny", "nj"), ("y", "j"), ("kh", "ch"))


def old_spelling(name: str, chance: Random) -> str:
    """One kind of sound as before 1972, in the whole name."""
    lower = name.lower()
    ways = [(new, old) for new, old in _OLD if new in lower]
    if not ways:
        return doubled(name, chance)
    new, old = chance.choice(ways)
    return lower.replace(new, old).title()


def doubled(name: str, chance: Random) -> str:
    """A letter doubled, or a double letter single."""
    pairs = [at for at in range(1, len(name)) if name[at] == name[at - 1]]
    if pairs and chance.random() < 0.6:
        at = chance.choice(pairs)
        return name[:at] + name[at + 1 :]
    places = [at for at in range(1, len(name)) if name[at] in "aifnlmst"] or [len(name) - 1]
    at = chance.choice(places)
    return name[:at] + name[at] + name[at:]


def joined(name: str, chance: Random) -> str:
    """Two words as one."""
    words = name.split()
    if len(words) < 2:
        return doubled(name, chance)
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1].lower(), *words[at + 2 :]])


def split(name: str, chance: Random) -> str:
    """One word as two."""
    words = name.split()
    long = [at for at, word in enumerate(words) if len(word) >= 7]
    if not long:
        return doubled(name, chance)
    at = chance.choice(long)
    cut = chance.randrange(3, len(words[at]) - 3)
    return " ".join([*words[:at], words[at][:cut], words[at][cut:].title(), *words[at + 1 :]])


def reordered(name: str, chance: Random) -> str:
    """The last word first."""
    words = name.split()
    return " ".join([*words[1:], words[0]]) if len(words) > 1 else typo(name, chance)


def initial(name: str, chance: Random) -> str:
    """A later word as an initial."""
    words = name.split()
    if len(words) < 2:
        return name
    at = chance.randrange(1, len(words))
    words[at] = words[at][0] + chance.choice(("", "."))
    return " ".join(words)


def dropped(name: str, chance: Random) -> str:
    """The last word left out."""
    words = name.split()
    return " ".join(words[:-1]) if len(words) > 1 else name


def typo(name: str, chance: Random) -> str:
    """A letter changed, left out, added or swapped with its neighbour, not the first."""
    places = [at for at in range(1, len(name)) if name[at].isalpha()] or [0]
    at = chance.choice(places)
    way = chance.randrange(4)
    letter = chance.choice("aeiounrstlkhmdy")
    if way == 0:
        return name[:at] + letter + name[at + 1 :]
    if way == 1 and len(name) > 3:
        return name[:at] + name[at + 1 :]
    if way == 2 and at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + letter + name[at:]


def called(name: str, chance: Random) -> str:
    """The name one is called by: the end of the first long word."""
    words = name.split()
    if len(words[0]) < 6:
        return name
    words[0] = words[0][-5:].title()
    return " ".join(words)


_SHORT = {
    "Muhammad": ("M.", "M", "Muh.", "Moh.", "Mhd.", "Mohd.", "Muhamad", "Mohammad", "Muhammmad"),
    "Mohammad": ("M.", "Moh.", "Muhammad", "Mohd"),
    "Muhamad": ("M.", "Muh", "Muhammad", "Mhd"),
    "Ahmad": ("A.", "Achmad", "Akhmad", "Ahmat"),
    "Abdul": ("Abd.", "Abd", "Abdoel", "A."),
    "Siti": ("St.", "St", "Sitti", "Sti"),
    "Nur": ("Noor", "Nor", "Nur'"),
}


def short_form(name: str, chance: Random) -> str:
    """Muhammad, Ahmad, Abdul, Siti or Nur at the head, shortened or spelled otherwise."""
    head, _, rest = name.partition(" ")
    if head not in _SHORT or not rest:
        return name
    form = chance.choice(_SHORT[head])
    return form + rest if form.endswith("'") else f"{form} {rest}"


_PLAIN_NAME: dict[str, Damage] = {
    "name_old_spelling": old_spelling, "name_doubled": doubled, "name_joined": joined, "name_split": split,
    "name_order": reordered, "name_initial": initial, "name_dropped": dropped, "name_typo": typo, "name_call": called,
}  # fmt: skip


def damaged_name(kind: str, name: str, chance: Random, male: bool, father: str) -> str:
    """The name with this kind of damage; unchanged where the kind cannot touch it (one word has no last word)."""
    if kind == "name_title":
        return title(name, chance, male)
    if kind == "name_bin":
        return with_father(name, chance, male, father)
    if kind == "name_late":
        return late(name, chance, male)
    return _PLAIN_NAME[kind](name, chance)


NIK_DAMAGE: dict[str, Damage] = {
    "nik_digit": nik_digit, "nik_swap": nik_swap, "nik_truncated": nik_truncated, "nik_scientific": nik_scientific,
    "nik_punctuated": nik_punctuated, "nik_letters": nik_letters, "nik_short": nik_short, "nik_long": nik_long,
    "nik_dummy": nik_dummy,
}  # fmt: skip


def mother_variant(name: str, chance: Random) -> str:
    """A mother's name written another way: a short form, a title, one word, a slip."""
    way = chance.randrange(4)
    if way == 0:
        return chance.choice(("Hj. {}", "Almh. {}", "Ibu {}")).format(name)
    if way == 1:
        return name.split()[0]
    return short_form(name, chance) if way == 2 and name.split()[0] in _SHORT else typo(name, chance)


_KELURAHAN = {
    "Simpang IV Sipin": ("Simpang 4 Sipin", "Sp. IV Sipin"), "Simpang III Sipin": ("Simpang 3 Sipin", "Sp. III Sipin"),
    "Paal Merah": ("Pal Merah",), "Paal Lima": ("Pal Lima", "Pal V", "Paal V"), "Mayang Mangurai": ("Mayang Mengurai",),
    "Thehok": ("The Hok",), "Sijenjang": ("Sejinjang",), "Solok Sipin": ("Solo Sipin",), "Ulu Gedong": ("Olak Gedong",),
}  # fmt: skip


def kelurahan_variant(name: str, chance: Random) -> str:
    """A kelurahan as clerks write it."""
    known = _KELURAHAN.get(name)
    if known and chance.random() < 0.7:
        return chance.choice(known)
    return chance.choice(
        (f"Kel. {name}", name.upper(), name.replace(" ", "", 1), f"Kelurahan {name}", name + " ", name.lower())
    )
