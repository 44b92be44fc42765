import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_token_result_and_secret_messages"),
        ("mentorship", "0003_roster_preview"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ColumnChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("headers", models.CharField(max_length=64)),
                ("columns", models.JSONField(default=dict)),
                ("chosen_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="rosterimport",
            name="roster_says_applied_or_invited",
        ),
        migrations.AddField(
            model_name="rosterimport",
            name="addresses",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="rosterimport",
            name="outcomes",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="rosterimport",
            name="state",
            field=models.CharField(
                choices=[
                    ("reading", "being read"),
                    ("preview", "to be confirmed"),
                    ("confirmed", "being imported"),
                    ("done", "imported"),
                    ("dropped", "dropped"),
                ],
                default="preview",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["reading", "preview", "dropped"]),
                    ("applied__isnull", False),
                    _connector="OR",
                ),
                name="roster_says_applied_or_invited",
            ),
        ),
        migrations.AddField(
            model_name="columnchoice",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="column_choices",
                to="mentorship.program",
            ),
        ),
        migrations.AddConstraint(
            model_name="columnchoice",
            constraint=models.UniqueConstraint(
                fields=("program", "headers"), name="column_choice_once"
            ),
        ),
    ]
