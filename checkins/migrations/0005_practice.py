from django.db import migrations


class Migration(migrations.Migration):
    """What somebody noted in private about a goal they practice."""

    dependencies = [("checkins", "0004_feedback_requests")]

    operations = []
