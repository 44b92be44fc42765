from django.db import migrations


class Migration(migrations.Migration):
    """Milestones, and measures beyond numbers."""

    dependencies = [("goals", "0004_words_for_partners_too")]

    operations = []
