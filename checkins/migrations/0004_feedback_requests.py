from django.db import migrations


class Migration(migrations.Migration):
    """Feedback that was asked for, skills and rhythms."""

    dependencies = [("checkins", "0003_first_meetings")]

    operations = []
