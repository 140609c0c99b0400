"""Whether a picture can stand on a paper: asked when an office gives it, not when the paper is due."""

import json

import typst

from padan.domain.letterhead import Logo

_PAGE = b'#let d = json(bytes(sys.inputs.paper))\n#image(bytes(d.bytes), format: d.kind, height: 22mm, fit: "contain")'


def can_print(picture: Logo) -> bool:
    """Whether the typesetter takes it."""
    told = json.dumps({"bytes": list(picture.data), "kind": picture.kind})
    try:
        typst.compile(_PAGE, sys_inputs={"paper": told}, format="pdf", ignore_system_fonts=True, pdf_standards="a-2b")
    except typst.TypstError:
        return False
    return True
