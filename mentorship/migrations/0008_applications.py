from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0007_questions'),
    ]

    operations = []
