from django.db import migrations


class Migration(migrations.Migration):
    """Questions about goals, drafts that others offer, goals that repeat, goals to practice."""

    dependencies = [("goals", "0005_milestones")]

    operations = []
