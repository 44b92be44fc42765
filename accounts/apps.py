from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from .fieldwords import say_what_to_do


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and messages")

    def ready(self) -> None:
        say_what_to_do()
        # What other apps declare is found by file name, as Django finds admin.py.
        autodiscover_modules("messages", "mail_actions", "sweeps", "jobs", "checks")
