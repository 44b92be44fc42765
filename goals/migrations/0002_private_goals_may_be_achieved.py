from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_goals_and_consents")]

    operations = [
        migrations.RemoveConstraint(model_name="goal", name="goal_proposed_is_shared"),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["proposed", "agreed"]), _negated=True),
                    ("shared_at__isnull", False),
                    _connector="OR",
                ),
                name="goal_proposed_is_shared",
            ),
        ),
    ]
