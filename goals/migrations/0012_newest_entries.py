from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("goals", "0011_asks_and_shelf")]

    operations = [
        migrations.AddIndex(
            model_name="progressentry",
            index=models.Index(
                condition=models.Q(("value__isnull", False)),
                fields=["goal", "happened_on"],
                name="progress_numbers",
            ),
        ),
        migrations.AddIndex(
            model_name="progressentry",
            index=models.Index(
                condition=models.Q(("value__isnull", True)),
                fields=["goal", "happened_on"],
                name="progress_notes",
            ),
        ),
    ]
