import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What somebody noted in private about a goal they practice."""

    dependencies = [("checkins", "0004_feedback_requests"), ("goals", "0006_offers")]

    operations = [
        migrations.CreateModel(
            name='PracticeNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', models.CharField(choices=[('yes', 'Yes'), ('little', 'A little'), ('not', 'Not this time')], max_length=8)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('check_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practice_notes', to='checkins.checkin')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practice_notes', to='goals.goal')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('goal', 'check_in'), name='practice_note_once')],
            },
        ),
    ]
