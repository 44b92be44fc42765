import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """After a long stop: which mail told of another, how long others wait, how fast they leave."""

    dependencies = [("accounts", "0004_when_days_away_were_added")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="told_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="tells",
                to="accounts.message",
            ),
        ),
        migrations.AddField(
            model_name="tick",
            name="hold_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="transport",
            name="bucket",
            field=models.FloatField(default=0),
        ),
        migrations.AddField(
            model_name="transport",
            name="bucket_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
