from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Outcomes in the progress log."""

    dependencies = [("goals", "0008_reflections")]

    operations = [
        migrations.AddField(
            model_name="progressentry",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("delivered", "something delivered"),
                    ("said", "what others said"),
                    ("learned", "something learned"),
                ],
                default="",
                max_length=10,
                verbose_name="what came of it?",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="progressentry",
            constraint=models.CheckConstraint(
                condition=Q(outcome="") | ~Q(note="") | ~Q(link=""),
                name="progress_outcome_is_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressentry",
            constraint=models.CheckConstraint(
                condition=Q(outcome__in=["", "delivered", "said", "learned"]),
                name="progress_outcome_is_known",
            ),
        ),
    ]
