"""Decisions and the branch's replies are append-only."""

from django.db import migrations

from padan.web.append_only import Stands, append_only


class Migration(migrations.Migration):
    replaces = [("review", "0003_decisions_stand")]
    dependencies = [("review", "0001_initial")]
    operations = [append_only(Stands("review_decision"), Stands("review_branchreply"))]
