from django.db import migrations


class Migration(migrations.Migration):
    """Wins and cheers."""

    dependencies = [("goals", "0009_outcomes")]

    operations = []
