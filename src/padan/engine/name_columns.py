"""Distinct names to columns: their words, the sounds of these, their letters. Each processor reads its share."""

import polars as pl

from padan.domain.blanks import NOTHING
from padan.domain.many_values import keys_and_sounds
from padan.domain.name_forms import forms_of_names
from padan.domain.name_words import COMMON_WORDS, SPECIAL
from padan.engine.letters import numbers_of_letters

Columns = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]
"""Forms of names, sounds of their words, letters of their readings."""

_PLAIN = "^[A-Z]+( [A-Z]+)*$"
_HOLDS_SPECIAL = rf"(?:^| )(?:{'|'.join(sorted(SPECIAL))}|[A-Z])(?: |$)"
_IS_TELLING = (pl.col("word_key").str.len_chars() >= 3) & ~pl.col("word_key").is_in(sorted(COMMON_WORDS))
"""Whether sharing this word alone says something: not a word that every tenth name holds."""


def columns_of_names(texts: pl.DataFrame) -> list[Columns]:
    """Of names (name_id, text), as one answer: the forms of names; one line a word of each: its canonical spelling, its
    sound, and whether a row is sought by it (the first of its sound among the telling words, or among all where none
    tells); one line a reading: its letters."""
    named = pl.concat(_by_kind(texts)).with_row_index("name")
    words = _with_forms(named.select("name", word=pl.col("words").str.split(" ")).explode("word"))
    keys = words.group_by(pl.col("name").set_sorted(), maintain_order=True).agg(
        *("word_key", "telling"),
        pl.col("word_key").first().alias("first_key"),
        pl.col("word_key").last().alias("last_key"),
        pl.col("bit").bitwise_or().alias("telling_bits"),
        pl.col("is_letter").any().alias("holds_letter"),
    )
    forms = named.join(keys, on="name", how="left", maintain_order="left").select(
        *("name_id", "words", _joined("words").alias("words_joined")),
        pl.col("word_key").list.join(" ").fill_null("").alias("name_key"),
        pl.col("word_key").list.join("").fill_null("").alias("key_joined"),
        *(pl.col(end).fill_null("") for end in ("first_key", "last_key")),
        pl.col("telling").list.join(" ").fill_null(""),
        pl.col("telling_bits").fill_null(0),
        pl.col("word_key").list.len().cast(pl.Int64).fill_null(0).alias("length"),
        pl.col("holds_letter").fill_null(False),
        *("open_readings", "parent", "readings", "reading_keys"),
    )
    name = words["name"].cast(pl.UInt64) * 2**32
    tells = words["telling"].is_not_null() | (forms["telling"] == "").gather(words["name"])
    by_sound = pl.select(pl.when(tells).then(name + words["sound_number"])).to_series()
    sounds = words.select(
        forms["name_id"].gather(words["name"]), "word_key", "sound", sought=tells & by_sound.is_first_distinct()
    ).filter((name + words["key_number"]).is_first_distinct())
    return [(forms, sounds, _letters(forms))]


def _letters(forms: pl.DataFrame) -> pl.DataFrame:
    """The letters of each name that has any, a number for each of its readings."""
    named = forms.filter(pl.col("length") > 0)
    several = named.filter(pl.col("reading_keys").is_not_null())
    alone = named.filter(pl.col("reading_keys").is_null())
    read = pl.concat(
        [
            alone.select("name_id", key="key_joined"),
            several.select("name_id", key=pl.col("reading_keys").str.split(" ")).explode("key"),
        ]
    )
    return read.select("name_id", letters=pl.Series(numbers_of_letters(read["key"])))


def _joined(column: str) -> pl.Expr:
    return pl.col(column).str.replace_all(" ", "", literal=True)


def _by_kind(texts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Names of plain words alone, as they stand, and all others, as the full rule reads them.

    A plain word can be nothing but a word of a name: no title, short form, initial or bin/binti, and no word that says
    that nothing was filled in.
    """
    text = pl.col("text")
    plain_words = text.str.contains(_PLAIN) & ~text.str.contains(_HOLDS_SPECIAL) & ~text.is_in(sorted(NOTHING))
    is_plain = texts.select(plain_words.alias("plain"))["plain"]
    plain, others = texts.filter(is_plain), texts.filter(~is_plain)
    return plain.select("name_id", words="text", **_ALONE), _read_fully(others)


_ALONE = {
    "open_readings": pl.lit(value=False),
    "parent": pl.lit(value=False),
    "readings": pl.lit(None, dtype=pl.String),
    "reading_keys": pl.lit(None, dtype=pl.String),
}


def _read_fully(names: pl.DataFrame) -> pl.DataFrame:
    schema = {
        "words": pl.String,
        "open_readings": pl.Boolean,
        "parent": pl.Boolean,
        **dict.fromkeys(("readings", "reading_keys"), pl.String),
    }
    forms = forms_of_names(names["text"].to_list())
    return pl.concat([names.select("name_id"), pl.DataFrame(forms, schema=schema, orient="row")], how="horizontal")


def _with_forms(words: pl.DataFrame) -> pl.DataFrame:
    """To each `word`: its key, the key again where it tells something, its sound, numbers for key and sound, whether it
    is a lone letter, and one bit of 64, none where it tells nothing: words that are the same have the same."""
    words = words.filter(pl.col("word") != "")
    distinct = words["word"].unique()
    forms = pl.DataFrame(
        keys_and_sounds(distinct.to_list()),
        schema={"word_key": pl.String, "sound": pl.String},
        orient="row",
    ).with_columns(
        pl.col("word_key").rank("dense").cast(pl.UInt64).alias("key_number"),
        pl.col("sound").rank("dense").cast(pl.UInt64).alias("sound_number"),
        pl.when(_IS_TELLING).then("word_key").alias("telling"),
        pl.when(_IS_TELLING).then(pl.lit(2, pl.UInt64).pow(pl.col("word_key").hash(seed=0) % 64)).alias("bit"),
        pl.col("word_key").str.contains("^[A-Z]$").alias("is_letter"),
    )
    return pl.concat([words, forms[words["word"].cast(pl.Enum(distinct)).to_physical()]], how="horizontal")
