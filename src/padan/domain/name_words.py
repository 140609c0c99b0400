"""Words of Indonesian names: titles, short forms, and the one spelling that old and new ways to write share."""

import re
from functools import lru_cache

from padan.domain.word_sets import word_set

BIN_WORDS: dict[str, str] = {"BIN": "bin", **dict.fromkeys(("BINTI", "BINTE", "BTE", "BT", "BNT"), "binti")}
DECEASED = word_set("ALM ALMH ALMARHUM ALMARHUMAH MENINGGAL WAFAT")
DECEASED_BEHIND = word_set("DUNIA")
"""Nothing of the name behind one of these: "(meninggal dunia)"."""
ALIAS = word_set("ALIAS ALS")

TITLES_BEFORE = word_set(
    "HJ DR DRG DRS DRA DRH IR PROF KH KHJ UST USTD USTAD USTADZ USTADZAH USTAZ TN NY SDR SDRI BPK BAPAK PAK IBU "
    "RD RDN RADEN DT DATUK KGS KMS MGS MSY NYM RA RM RR TGK TB"
)
"""Before the name, never a name of its own in these lists."""
TITLES_OR_NAMES = word_set("SAYID SAYYID SAID SYARIFAH SYECH KEMAS NYIMAS MASAYU KIAGUS MASAGUS")
"""Before the name, a title or part of it: kept, and open where the other side lacks it."""

TITLES_AFTER = word_set(
    "SE SPD SPDI SPDSD SSOS SSOSI SH SHI SKOM SIKOM SAG SKM SIP SPI SPT SSI SHUT SFARM SFIL SKEP SPSI SHUM SAP SAK "
    "SADM SSN STP SST SSTP SGZ SKED SKG STRKEB STRKES STRKEP STRT STH STHI SEI SSY SPWK SARS SDS SDES "
    "MSI MPD MPDI MKES MKOM MAG MAP MSC MBA MHUM MSOS MENG MH MHI MT MM MAK MKM MSY MSE MARS MFARM MKEP MPSI "
    "AMD AMDKEB AMDKEP AMKEB AMDAK AMDKOM AMK AMDPD PHD LC NERS NS APT BSC SPOG SPAK SPPD SPKJ CPA CHT QIA "
    "STRSOS STRKOM STRAK STRIP STRPI MKN AMAPD"
)
"""After the name, written without their points."""
DEGREES_OR_NAMES = word_set("ST SP SS MA BA CA AK LC MM MT MH NS SE SH SIP MAP SAP SAK SEI APT ANT AMA ME")
"""After the name, a degree where points or a comma say so; else a degree or a word of the name."""

SHORT_FORMS: dict[str, tuple[str, ...]] = {
    short: full
    for shorts, full in (
        ("MUH MHD MUHD MHMD MUHMD MUHAM MUCH MOH MOHD MOCH MOHAM MOHMD MCH",
         ("MUHAMMAD", "MUHAMAD", "MOHAMMAD", "MOHAMAD", "MOCHAMMAD", "MOCHAMAD", "MUCHAMMAD", "MUCHAMAD")),
        ("ABD ABDL", ("ABDUL", "ABDOEL")),
        ("ACH AHM ACHM", ("AHMAD", "ACHMAD", "AKHMAD")),
        ("SYF", ("SYARIFAH", "SYARIF")),
        ("BR", ("BORU",)),
    )
    for short in shorts.split()
}  # fmt: skip
"""Short forms that stand for one name; the first spelling is the usual one."""

OPEN_FORMS: dict[str, tuple[str, ...]] = {
    "M": (*SHORT_FORMS["MUH"], "M"),
    "MD": (*SHORT_FORMS["MUH"], "MD"),
    "A": ("A", "AHMAD", "ABDUL", "ACHMAD", "AKHMAD"),
    "AB": ("ABDUL", "AB", "ABU"),
    "AH": ("AHMAD", "AH", "ACHMAD"),
    "ST": ("SITI", "SITTI", "SUTAN", "ST"),
    "STI": ("SITI", "STI"),
    "S": ("S", "SITI", "SITTI"),
    "N": ("N", "NUR", "NOOR"),
    "NR": ("NUR", "NR"),
    "SY": ("SYARIFAH", "SYARIF", "SAYID", "SY"),
}
"""Short forms with several readings, all open until the other side decides."""
OPEN_TITLES = word_set("H R")
"""First letters that are Haji or Raden, or an initial."""

SPECIAL = (
    frozenset(BIN_WORDS) | DECEASED | ALIAS | TITLES_BEFORE | TITLES_OR_NAMES | TITLES_AFTER | DEGREES_OR_NAMES
    | frozenset(SHORT_FORMS) | frozenset(OPEN_FORMS)
)  # fmt: skip

COMMON_WORDS = word_set(
    "MUHAMAD AHMAD ABDUL SITI NUR SRI DEWI NI I WAYAN MADE KADEK KETUT AL EL BIN BINTI DWI TRI EKA PUTRI PUTRA SARI "
    "UMI IBNU ABU"
)
"""Words (in key spelling) so frequent that sharing one says little."""

_WHOLE: dict[str, str] = {
    word: key
    for words, key in (
        ("MUHAMMAD MUHAMAD MOHAMMAD MOHAMAD MOCHAMAD MOCHAMMAD MUCHAMAD MUCHAMMAD MOHAMED MOHAMMED MUHAMED MUHAMMED "
         "MUHAMMAT MUHAMAT MUKHAMAD MUKHAMMAD MOKHAMAD MOKHAMMAD MUHAMMADH", "MUHAMAD"),
        ("AHMAD ACHMAD AKHMAD AHMED AHMAT ACHMAT ACHMED", "AHMAD"),
        ("ABDUL ABDOEL ABDU ABDOL ABDEL", "ABDUL"),
        ("SITI SITTI SITY CITI SITIE", "SITI"),
        ("NUR NOOR NOER NUUR NOR", "NUR"),
        ("YUSUF JUSUF JOESOEF YOESOEF JUSUP YUSUP YOSEF YUSOF YUSSUF", "YUSUF"),
        ("YUNUS JUNUS JOENOES YOENOES", "YUNUS"),
        ("YAHYA JAHJA YAHJA", "YAHYA"),
        ("UMAR OMAR OEMAR", "UMAR"),
        ("USMAN OSMAN OESMAN UTSMAN", "USMAN"),
        ("CANDRA CHANDRA TJANDRA", "CANDRA"),
        ("CINTIA CINTYA CHINTYA CYNTHIA CHINTIA CINTHIA SINTIA", "CINTIA"),
        ("RIZKI RIZKY RISKI RISKY RIZQI RIZQY RIZKIE RIZKHI", "RISKI"),
        ("SOLEH SALEH SHOLEH SHALEH SOLIH SALIH SHOLIH", "SALEH"),
        ("ISKANDAR ISKANDER", "ISKANDAR"),
        ("IBRAHIM IBROHIM IBRAHEEM", "IBRAHIM"),
        ("ISMAIL ISMAEL", "ISMAIL"),
        ("HASAN HASSAN CHASAN", "HASAN"),
        ("RAMADAN RAMADHAN ROMADHON RAMADHON ROMADHAN RAMADLAN ROMADON", "RAMADAN"),
    )
    for word in words.split()
}  # fmt: skip

_OLD = re.compile("OE|DJ|TJ|SJ|^NJ")
_PARTS = (("ROHM", "RAHM"), ("ROHI", "RAHI"), ("HOIR", "HAIR"), ("ROMADH", "RAMAD"), ("ROMAD", "RAMAD"),
          ("SOLEH", "SALEH"), ("ISTIQO", "ISTIQA"), ("KHOT", "KHAT"), ("RODI", "RADI"))  # fmt: skip
_SIMPLE = (("CHR", "KR"), ("CK", "K"), ("CH", "H"), ("KH", "H"), ("SH", "S"), ("TH", "T"), ("TS", "S"), ("DH", "D"),
           ("DZ", "Z"), ("DL", "D"), ("GH", "G"), ("BH", "B"), ("ZH", "Z"), ("PH", "F"), ("V", "F"), ("Q", "K"),
           ("X", "KS"), ("OO", "U"), ("OU", "U"), ("IE", "I"), ("ZK", "SK"))  # fmt: skip
_VOWELS = frozenset("AIUEO")
_REPEATED = re.compile(r"(.)\1+", re.DOTALL)
_TOUCHED = re.compile(
    r"[VQXY]|[BCDGKPSTZ]H|CK|TS|ZK|D[ZLJ]|[TS]J|^NJ|O[EOU]|IE|(.)\1|AH$|ROH[MI]|HOIR|ROMAD|SOLEH|RODI", re.DOTALL
)
"""What some step of folding looks for: half of all words hold none of it and are their own key."""
_ASSIMILATED = re.compile("ABDUL(?=[RSNDTZ])")


@lru_cache(maxsize=1 << 17)
def word_key(word: str) -> str:
    """The one spelling that variants of an upper-case word share: old spelling, doubled letters, y and i, kh and h.

    Equal keys mean "the same word spelt otherwise"; a typing error keeps its own key. A key is its own key.
    """
    key = _folded(word)
    while key != word:
        word, key = key, _folded(key)
    return key


def _folded(word: str) -> str:
    known = _WHOLE.get(word)
    if known or len(word) < 3:
        return known or word
    if not _TOUCHED.search(word):
        return word
    if _OLD.search(word):
        word = _modern(word)
        if word in _WHOLE:
            return _WHOLE[word]
    for old, new in (*_PARTS, *_SIMPLE):
        if old in word:
            word = word.replace(old, new)
    word = _one_letter_each(_y_as_i(word))
    if len(word) > 4 and word.endswith("AH"):
        word = word[:-1]
    return _WHOLE.get(word, word)


def _modern(word: str) -> str:
    """Old spelling (van Ophuijsen, Soewandi) to the one of 1972: in such a word a plain J is a Y."""
    for old, new in (("DJ", "\0"), ("TJ", "C"), ("OE", "U"), ("J", "Y"), ("\0", "J")):
        word = word.replace(old, new)
    return word


def _y_as_i(word: str) -> str:
    """Y is I unless it opens a syllable after a vowel or at the start; SY is S; I before Y is one sound."""
    if "Y" not in word:
        return word
    word = word.replace("SYI", "SI").replace("SY", "S") if not word.endswith("SY") else word[:-1] + "I"
    word = word.replace("IY", "I").replace("YY", "Y")
    out = []
    for i, letter in enumerate(word):
        opens = letter == "Y" and i + 1 < len(word) and word[i + 1] in _VOWELS and (i == 0 or word[i - 1] in _VOWELS)
        out.append("I" if letter == "Y" and not opens else letter)
    return "".join(out)


def _one_letter_each(word: str) -> str:
    return _REPEATED.sub(r"\1", word)


def joined_key(words: tuple[str, ...]) -> str:
    """One key for a whole name, whether its words are written joined or apart (Nur Hayati, Nurhayati)."""
    whole = "".join(map(word_key, words))
    if "ABDUL" in whole:
        whole = _ASSIMILATED.sub(_assimilate, whole)
    return _one_letter_each(whole)


def _assimilate(found: re.Match[str]) -> str:
    return "ABDU" + found.string[found.end()]


_SOUNDS = str.maketrans(
    {"V": "F", "P": "F", "D": "T", "G": "K", "Q": "K", "C": "S", "J": "S", "Z": "S", "X": "S", "M": "N",
     "A": None, "I": None, "U": None, "E": None, "O": None, "H": None, "W": None, "Y": None}
)  # fmt: skip
_FIRST = {"V": "F", "P": "F", "D": "T", "G": "K", "Q": "K", "Z": "J", "Y": "J", "C": "S", "I": "A", "U": "A", "E": "A",
          "O": "A"}  # fmt: skip


@lru_cache(maxsize=1 << 17)
def sound_key(word: str) -> str:
    """A coarse key for finding candidates: the class of the first sound and the next consonants, at most five."""
    key = word_key(word)
    if not key:
        return ""
    rest = _one_letter_each(key[1:].translate(_SOUNDS))
    return _FIRST.get(key[0], key[0]) + rest[:4]


@lru_cache(maxsize=1 << 17)
def is_plain_word(word: str) -> bool:
    """True where an upper-case word can only be a word of a name: no title, short form, initial or bin/binti."""
    return len(word) >= 2 and word.isascii() and word.isalpha() and word.isupper() and word not in SPECIAL
