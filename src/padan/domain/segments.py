"""Segments of people whose insurance is reconciled, and the words that lists use for them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: key, official name, and patterns found in columns, sheet names, file names and titles."""

    key: str
    label_id: str
    label_en: str
    pattern: re.Pattern[str]


SEGMENTS: tuple[Segment, ...] = (
    Segment(
        "miskin_ekstrem",
        "Miskin Ekstrem",
        "Extreme poor",
        re.compile(r"\bmiskin[ _-]*ekstr[ei]m\b|\bmme\b|\bp3ke\b|\bkemiskinan[ _-]*ekstr[ei]m\b|\bmiskin\b", re.I),
    ),
    Segment(
        "pekerja_rentan",
        "Pekerja Rentan",
        "Vulnerable workers",
        re.compile(r"\bpekerja[ _-]*rentan\b|\brentan\b", re.I),
    ),
    Segment(
        "tkk",
        "Tenaga Kerja Kontrak (TKK)",
        "Contract workers (TKK)",
        re.compile(
            r"\btkk\b|\btenaga[ _-]*(kerja[ _-]*)?kontrak\b|\bpegawai[ _-]*kontrak\b|\bnon[ _-]*asn\b|\bhonorer\b", re.I
        ),
    ),
    Segment(
        "rt",
        "Ketua RT",
        "Heads of RT",
        re.compile(
            r"\b(ketua|kepala|data|daftar|perangkat|pengurus|insentif|segmen)[ _-]*rt\b"
            r"|^\W*rt\W*$|\brukun[ _-]*tetangga\b",
            re.I,
        ),
    ),
)

SEGMENT_KEYS: frozenset[str] = frozenset(segment.key for segment in SEGMENTS)
SEGMENT_BY_KEY: dict[str, Segment] = {segment.key: segment for segment in SEGMENTS}


_ELSEWHERE = re.compile(
    r"\b(swasta|mandiri|perusahaan|badan[ _-]*usaha|bum[nd]|(jasa[ _-]*)?konstruksi|pmi|migran)\b", re.I
)


def insured_elsewhere(text: str) -> bool:
    """Whether what the insurer says of a participant's segment names none of these: an employer, or the worker himself.

    Such a row is not taken for the segment of its sheet or of the run ("PU Swasta", "BPU Mandiri").
    """
    return read_segment(text) is None and _ELSEWHERE.search(text) is not None


def read_segment(text: str | None) -> str | None:
    """The key of the one segment a text names; None where it names none or several."""
    if not text:
        return None
    plain = text.replace("_", " ").strip()
    key = plain.lower().replace(" ", "_")
    if key in SEGMENT_KEYS:
        return key
    found = [segment.key for segment in SEGMENTS if segment.pattern.search(plain)]
    return found[0] if len(found) == 1 else None
