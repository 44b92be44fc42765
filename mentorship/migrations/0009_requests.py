from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0008_applications'),
    ]

    operations = []
