from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0002_program_agreement_texts")]

    operations = [
        migrations.AddField(
            model_name="rosterimport",
            name="preview",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
