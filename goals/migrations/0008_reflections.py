from django.db import migrations


class Migration(migrations.Migration):
    """What somebody saw when something was done, moved or let go."""

    dependencies = [("goals", "0007_plans")]

    operations = []
