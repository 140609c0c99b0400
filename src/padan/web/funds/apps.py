"""How Django finds this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    """The money: allocated, received, available, committed, paid, reported, returned; and what does not fit."""

    name = "padan.web.funds"
    label = "funds"
    verbose_name = "Dana"

    def ready(self) -> None:
        """Tell the home page and a person's page what this room knows; without a source it gets the usual two."""
        from padan.web.cover import crediting as answers  # noqa: PLC0415 (models are there only now)
        from padan.web.cover import decree_periods, ledger_word, paid_for  # noqa: PLC0415
        from padan.web.funds import board as money  # noqa: PLC0415
        from padan.web.funds import crediting, shipping, told_of_people, told_to_cover  # noqa: PLC0415
        from padan.web.funds import left_to_do as own  # noqa: PLC0415
        from padan.web.funds import told_to_cover_periods as periods  # noqa: PLC0415
        from padan.web.periods import board, todo  # noqa: PLC0415
        from padan.web.protection import paying  # noqa: PLC0415

        todo.register(own.money_todos)
        board.register(board.Column("money", _("Dana dibayar"), money.states))
        answers.register(crediting.booked)
        paid_for.register(told_of_people.paid_by_ledger)
        paying.register(told_of_people.paid_in_month)
        ledger_word.register(told_to_cover.LEDGER)
        decree_periods.register(periods.PERIODS)
        post_migrate.connect(shipping.ship, sender=self)
