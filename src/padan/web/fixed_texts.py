"""Django's tag of translation, of which a fixed text is looked up once for each language.

A page has fifty of them and a table some for every row, each of which took as long as ten values.
"""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language


class FixedText(template.Node):
    """A text that stands in the template itself: what it says follows from the language alone."""

    def __init__(self, asked: i18n.TranslateNode) -> None:
        self.asked = asked
        self.told: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """In the page's language."""
        language = get_language()
        if language not in self.told:
            self.told[language] = self.asked.render(context)
        return self.told[language]


def translate(parser: Parser, token: Token) -> template.Node:
    """As Django's."""
    asked = i18n.do_translate(parser, token)
    text = asked.filter_expression
    fixed = text.var.lookups is None and not text.filters and not asked.message_context and not asked.asvar
    return FixedText(asked) if fixed else asked


def keep_fixed_texts() -> None:
    """Give this tag to whatever loads Django's library: a second library of its name would be ambiguous."""
    i18n.register.tags |= {"translate": translate, "trans": translate}
