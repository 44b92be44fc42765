from django.db import migrations


class Migration(migrations.Migration):
    """Outcomes in the progress log."""

    dependencies = [("goals", "0008_reflections")]

    operations = []
