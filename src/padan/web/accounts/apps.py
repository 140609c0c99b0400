"""How Django finds this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, their offices and how they sign in."""

    name = "padan.web.accounts"
    label = "accounts"
    verbose_name = "Akun"
