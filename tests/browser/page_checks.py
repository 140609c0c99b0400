"""What every page of the site must be in a browser, whoever opens it."""

from collections.abc import Iterator, Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from thorough import THOROUGH

NARROW: ViewportSize = {"width": 360, "height": 740}
WIDE: ViewportSize = {"width": 1280, "height": 900}

_AXE = Axe()
_TOLD = """const told = (e) => [e.localName, e.className.baseVal ?? e.className, ...["aria-current", "aria-disabled",
    "disabled"].filter((name) => e.hasAttribute(name))].join(" ");
  const setting = (one) => told(one.parentElement) + " > " + told(one);
  const shown = [...document.querySelectorAll("body *")].filter((one) => one.getClientRects().length);"""
_SETTINGS = f"() => {{ {_TOLD} return [...new Set(shown.map(setting))]; }}"
_CONTRAST = f"""(measured) => {{ {_TOLD}
  const known = new Set(measured), include = shown.filter((one) => !known.has(setting(one)));
  const options = {{ resultTypes: ["violations"], preload: false, runOnly: ["color-contrast"] }};
  return include.length ? axe.run({{ include }}, options) : {{ violations: [] }};
}}"""
_MEASURED: set[str] = set()
"""Elements and what they stand in, by name and class, that were seen at a desk: all looks come from one sheet."""
_SHAPE = """() => ({
  over: document.scrollingElement.scrollWidth - document.documentElement.clientWidth,
  heads: document.querySelectorAll("h1").length,
  language: document.documentElement.lang,
  title: document.title.replace(/^[\\s–]+/, ""),
})"""


def faults_of(page: Page, sizes: Sequence[ViewportSize] | None = None) -> list[str]:
    """What is wrong with the page that is shown: what axe finds at these widths (else the usual ones), and that it fits
    a phone. The window ends narrow."""
    found = [fault for size in (usual_sizes(page) if sizes is None else sizes) for fault in _at(page, size)]
    page.set_viewport_size(NARROW)
    return [*found, *_shape(page)]


def usual_sizes(page: Page) -> tuple[ViewportSize, ...]:
    """A desk's where the page shows something as no page before it did, else a phone's; to be thorough both."""
    page.set_viewport_size(WIDE)
    return (WIDE, NARROW) if THOROUGH else (NARROW,) if _shown(page) <= _MEASURED else (WIDE,)


def _at(page: Page, size: ViewportSize) -> Iterator[str]:
    """What axe finds. It is put into the page by the debugger, which no content policy keeps out.

    Colours are the same at every width, and heads of tables are seen on a desk alone: contrast, the slowest rule by
    far, is measured there, of what shows as nothing did before (or to be thorough, of everything).
    """
    page.set_viewport_size(size)
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(_AXE.axe_script)
    options = {"resultTypes": ["violations"], "preload": False, "rules": {"color-contrast": {"enabled": False}}}
    found = page.evaluate("(options) => axe.run(options)", options)["violations"]
    if size == WIDE:
        found += page.evaluate(_CONTRAST, [] if THOROUGH else sorted(_MEASURED))["violations"]
        _MEASURED.update(_shown(page))
    for rule in found:
        for node in rule["nodes"]:
            yield f"{size['width']} px: {rule['id']}: {node['html'][:160]}"


def _shown(page: Page) -> set[str]:
    """What can be seen, each by name, class and what it stands in."""
    return set(page.evaluate(_SETTINGS))


def _shape(page: Page) -> Iterator[str]:
    shape = page.evaluate(_SHAPE)
    if shape["over"] > 0:
        yield f"{shape['over']} px wider than the phone: {_widest(page)}"
    if shape["heads"] != 1:
        yield f"{shape['heads']} h1"
    if shape["language"] not in ("id", "en"):
        yield f"lang is {shape['language']!r}"
    if not shape["title"].removesuffix("Padan").strip(" –"):
        yield "no title"


def _widest(page: Page) -> str:
    """What sticks out furthest, to be told."""
    told: str = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((one) => !one.closest(".table-wrap, .visually-hidden"))
            .map((one) => [one.getBoundingClientRect().right, one.outerHTML.slice(0, 120)])
            .sort((one, other) => other[0] - one[0])[0].join(" ")"""
    )
    return told
