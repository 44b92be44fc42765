from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0001_programs_and_pairings")]

    operations = [
        migrations.AddField(
            model_name="program",
            name="agreement_texts",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
