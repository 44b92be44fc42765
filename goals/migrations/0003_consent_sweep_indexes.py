from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("goals", "0002_private_goals_may_be_achieved")]

    operations = [
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("state__in", ["active", "paused"])),
                fields=["ends_on"],
                name="consent_ends",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("state", "paused")),
                fields=["paused_until"],
                name="consent_paused_until",
            ),
        ),
    ]
