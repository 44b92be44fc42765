import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What somebody brings to a check-in, and questions that wait for one."""

    dependencies = [("checkins", "0009_notes_in_three_inks"), ("mentorship", "0014_reporting_lines")]

    operations = [
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('summary', models.TextField(blank=True, max_length=8000, verbose_name='what happened since last time?')),
                ('private_note', models.TextField(blank=True, max_length=8000, verbose_name='just for you')),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('check_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preparations', to='checkins.checkin')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preparations', to='mentorship.pairingmember')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('check_in', 'member'), name='preparation_once_a_member'), models.CheckConstraint(condition=models.Q(('version__gt', 0)), name='preparation_counts_from_one')],
            },
        ),
        migrations.CreateModel(
            name='SavedQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=400, verbose_name='your question')),
                ('state', models.CharField(choices=[('waiting', 'for next time'), ('asked', 'asked'), ('away', 'put away')], default='waiting', max_length=8)),
                ('client_token', models.CharField(max_length=36)),
                ('saved_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_questions', to='mentorship.pairingmember')),
                ('check_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='questions_asked', to='checkins.checkin')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['author'], name='saved_question_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='saved_question_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='saved_question_ended_has_time'), models.CheckConstraint(condition=models.Q(('check_in', None), ('state', 'asked'), _connector='OR'), name='saved_question_asked_at_one'), models.UniqueConstraint(fields=('author', 'client_token'), name='saved_question_once_per_form')],
            },
        ),
    ]
