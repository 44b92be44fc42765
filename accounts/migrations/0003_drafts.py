import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What somebody typed and has not sent."""

    dependencies = [("accounts", "0002_token_result_and_secret_messages")]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.CharField(max_length=200)),
                ("form", models.CharField(max_length=36)),
                ("fields", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField(db_index=True)),
                ("sent", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "at"), name="draft_once_a_form"),
                    models.CheckConstraint(
                        condition=Q(sent=False) | Q(fields={}), name="draft_sent_is_empty"
                    ),
                ],
            },
        ),
    ]
