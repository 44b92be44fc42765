from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0006_coordinators_and_presets'),
    ]

    operations = []
