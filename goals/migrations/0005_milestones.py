import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


def empty_what_is_no_number(apps, schema_editor):
    """A yes or no never showed numbers; now the database holds it to that."""
    measures = apps.get_model("goals", "Measure").objects.filter(kind="yes_no")
    measures.update(start=0, target=None)


class Migration(migrations.Migration):
    """Milestones, and measures beyond numbers."""

    dependencies = [("goals", "0004_words_for_partners_too")]

    operations = [
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="which step?")),
                ("due_on", models.DateField(verbose_name="by when?")),
                ("created_at", models.DateTimeField()),
                ("reached_at", models.DateTimeField(blank=True, null=True)),
                ("reached_on", models.DateField(blank=True, null=True)),
                ("client_token", models.CharField(blank=True, max_length=36)),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="goals.goal"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
                "indexes": [models.Index(fields=["goal", "due_on"], name="milestone_goal_day")],
                "constraints": [
                    models.CheckConstraint(condition=~Q(title=""), name="milestone_has_title"),
                    models.CheckConstraint(
                        condition=Q(reached_at=None, reached_on=None)
                        | Q(reached_at__isnull=False, reached_on__isnull=False),
                        name="milestone_reached_has_day",
                    ),
                    models.UniqueConstraint(
                        fields=["goal", "client_token"],
                        condition=~Q(client_token=""),
                        name="milestone_once_per_form",
                    ),
                ],
            },
        ),
        migrations.RunPython(empty_what_is_no_number, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="measure", name="measure_at_most_three"),
        migrations.AlterField(
            model_name="measure",
            name="kind",
            field=models.CharField(
                choices=[
                    ("number", "a number"),
                    ("yes_no", "yes or no"),
                    ("rating", "a rating from people I ask"),
                    ("milestones", "the share of steps reached"),
                ],
                default="number",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="measure",
            name="position",
            field=models.PositiveSmallIntegerField(default=1, null=True),
        ),
        migrations.AlterField(
            model_name="measure",
            name="unit",
            field=models.CharField(blank=True, max_length=80, verbose_name="what do you count?"),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=Q(position=None) | Q(position__range=(1, 3)), name="measure_at_most_three"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=~Q(kind="rating")
                | (
                    Q(target__isnull=False, start__range=(1, 10), target__range=(1, 10))
                    & ~Q(target=F("start"))
                ),
                name="measure_rating_1_to_10",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=~Q(kind__in=["yes_no", "milestones"]) | Q(start=0, target=None),
                name="measure_without_numbers",
            ),
        ),
    ]
