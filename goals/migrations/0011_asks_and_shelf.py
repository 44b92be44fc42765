from django.db import migrations


class Migration(migrations.Migration):
    """Asks between check-ins, and the shelf."""

    dependencies = [("goals", "0010_wins")]

    operations = []
