"""SVG as text: elements, numbers and the frame of every drawing. Same input, same bytes.

Only presentational attributes: the site's content policy takes neither `<style>` nor `style=""`. Each drawing carries
`<title>` and `<desc>`, which a screen reader reads aloud; what is told by colour is told by a pattern as well.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from html import escape

Number = int | float | Fraction
Attribute = str | int | float | None

FONT = "Noto Sans, sans-serif"
INK, SOFT, LINE, PAPER = "#17211e", "#4d5a56", "#aeb9b5", "#ffffff"
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """A text as it may stand in XML: what XML cannot bear is left out, what it would misread is escaped."""
    return escape(_NOT_XML.sub("", text), quote=True)


def number(value: Number) -> str:
    """A coordinate with at most two decimals, without a needless zero."""
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def element(name: str, attributes: Mapping[str, Attribute], *children: str) -> str:
    """`<name a="b">children</name>`. An attribute of None is left out; `_` in its name stands for `-`."""
    said = "".join(
        f' {key.replace("_", "-")}="{plain(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def words(
    x: Number, y: Number, text: str, *, size: Number = 12, anchor: str = "start", bold: bool = False, fill: str = INK,
    halo: bool = False,
) -> str:  # fmt: skip
    """A line of text whose baseline begins (or is centred, or ends) at a point; `halo`: white about its letters."""
    told: dict[str, Attribute] = {
        "x": number(x), "y": number(y), "font-size": number(size), "fill": fill,
        "text-anchor": None if anchor == "start" else anchor, "font-weight": "bold" if bold else None,
    }  # fmt: skip
    if halo:
        told |= {"stroke": PAPER, "stroke-width": "3", "stroke-linejoin": "round", "paint-order": "stroke"}
    return element("text", told, plain(text)) if text else ""


def stroke(x1: Number, y1: Number, x2: Number, y2: Number, *, colour: str = LINE, width: Number = 1,
           dash: str = "") -> str:  # fmt: skip
    """A straight line."""
    told = {
        "d": f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", "stroke": colour, "stroke-width": number(width),
        "stroke-dasharray": dash or None, "fill": "none",
    }  # fmt: skip
    return element("path", told)


def box(x: Number, y: Number, width: Number, height: Number, fill: str, *, edge: str = "") -> str:
    """A rectangle. None is drawn of no width."""
    if width <= 0 or height <= 0:
        return ""
    told = {"x": number(x), "y": number(y), "width": number(width), "height": number(height), "fill": fill}
    return element("rect", {**told, "stroke": edge or None})


def linked(address: str, title: str, *children: str, stop: bool = True) -> str:
    """Children that lead to an address, or merely stand together where there is none; the title is read aloud. Not
    `stop`: the tab key passes it by, for the same links stand in a table beside the drawing."""
    told = element("title", {}, plain(title)) if title else ""
    if not address:
        return element("g", {}, told, *children)
    return element(
        "a", {"href": address, "aria_label": title or None, "tabindex": None if stop else "-1"}, told, *children
    )


def text_width(text: str, size: Number = 12) -> float:
    """About how wide a text stands in a sans-serif fount: a little more rather than less."""
    narrow = sum(text.count(letter) for letter in "iljtfI.,:;|' ()")
    wide = sum(text.count(letter) for letter in "mwMW%@")
    return float(size) * (0.6 * len(text) - 0.3 * narrow + 0.3 * wide)


def shortened(text: str, room: Number, size: Number = 12) -> str:
    """A text cut with an ellipsis where it would be wider than the room."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def lines_of(text: str, room: Number, size: Number = 12) -> list[str]:
    """A text broken into lines between words, none wider than the room as far as its words allow."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and text_width(longer, size) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found


def key_of(*parts: str) -> str:
    """A short name for what a drawing defines, so that two drawings on one page never share a name by chance."""
    return f"d{sha256(chr(0).join(parts).encode()).hexdigest()[:8]}"


def drawing(width: Number, height: Number, *children: str, title: str, description: str, kind: str = "chart",
            definitions: Iterable[str] = (), holds_links: bool = False) -> str:  # fmt: skip
    """The whole drawing. `kind` is a class for the page's style sheet.

    A drawing is an image to a screen reader, except where it holds links: an image would hide them.
    """
    told: dict[str, Attribute] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {number(width)} {number(height)}",
        "class": f"drawing {kind}",
        "role": "group" if holds_links else "img",
        "font-family": FONT,
    }
    defined = "".join(definitions)
    head: Sequence[str] = (
        element("title", {}, plain(title)),
        element("desc", {}, plain(description)),
        element("defs", {}, defined) if defined else "",
    )
    return element("svg", told, *head, *children)
