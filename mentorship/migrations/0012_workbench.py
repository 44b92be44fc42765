from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0011_pairing_life'),
    ]

    operations = []
