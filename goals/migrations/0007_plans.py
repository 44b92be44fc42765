from django.db import migrations


class Migration(migrations.Migration):
    """90-day plans and their reviews."""

    dependencies = [("goals", "0006_offers")]

    operations = []
