from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0005_weighing_and_closing'),
    ]

    operations = []
