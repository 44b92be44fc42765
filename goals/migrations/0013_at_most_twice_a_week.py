from django.db import migrations, models
from django.db.models import Q


def lower(apps, schema_editor) -> None:
    """Two mails a week about one thing were the most that ever came, whatever was stored."""
    for name in ("AskingStyle", "ConsentTerms"):
        apps.get_model("goals", name).objects.filter(per_week__gt=2).update(per_week=2)


class Migration(migrations.Migration):
    dependencies = [("goals", "0012_newest_entries")]

    operations = [
        migrations.RunPython(lower, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint("askingstyle", "asking_at_most_three_a_week"),
        migrations.RemoveConstraint("consentterms", "terms_at_most_three_a_week"),
        migrations.AddConstraint(
            "askingstyle",
            models.CheckConstraint(
                condition=Q(per_week__range=(1, 2)), name="asking_at_most_twice_a_week"
            ),
        ),
        migrations.AddConstraint(
            "consentterms",
            models.CheckConstraint(
                condition=Q(per_week__range=(1, 2)), name="terms_at_most_twice_a_week"
            ),
        ),
    ]
