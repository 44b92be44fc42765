
from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever plans meetings learns of days away that are new."""

    dependencies = [
        ('accounts', '0003_drafts'),
    ]

    operations = [
        migrations.AddField(
            model_name='awayperiod',
            name='added_at',
            field=models.DateTimeField(blank=True, db_index=True, null=True),
        ),
    ]
