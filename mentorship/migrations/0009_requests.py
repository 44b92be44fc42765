import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0008_applications'),
    ]

    operations = [
        migrations.AddField(
            model_name='cohort',
            name='choosing',
            field=models.CharField(choices=[('proposed', 'proposed by the matching'), ('chosen', 'chosen by the people themselves'), ('both', 'both: people may ask, the rest is proposed')], default='proposed', max_length=10, verbose_name='how pairs come about'),
        ),
        migrations.AddField(
            model_name='cohort',
            name='peers_browse',
            field=models.BooleanField(default=True, verbose_name='peers may look around and ask'),
        ),
        migrations.AddField(
            model_name='cohort',
            name='peers_invite',
            field=models.BooleanField(default=True, verbose_name='peers may invite somebody they know'),
        ),
        migrations.AddField(
            model_name='pairing',
            name='chosen',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='PairingRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('talk', 'a first talk'), ('pairing', 'to work together')], default='pairing', max_length=8)),
                ('state', models.CharField(choices=[('open', 'open'), ('accepted', 'accepted'), ('declined', 'not now'), ('withdrawn', 'taken back'), ('expired', 'lapsed')], default='open', max_length=10)),
                ('message', models.TextField(blank=True, max_length=600)),
                ('invited_as', models.CharField(blank=True, max_length=150)),
                ('silent', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, choices=[('no_time', 'I do not have the time at the moment'), ('full', 'I have all the people that I can take'), ('other_field', 'What they look for is not what I know best'), ('too_close', 'We are too close at work'), ('other', 'Something else'), ('paired', 'one of them found somebody'), ('no_seat', 'the last place was taken'), ('time', 'fourteen days had passed'), ('left', 'one of them left the cohort')], max_length=12)),
                ('reminders', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairing_requests', to='mentorship.cohort')),
                ('pairing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='asked_by', to='mentorship.pairing')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests_received', to='mentorship.enrollment')),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests_sent', to='mentorship.enrollment')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['created_at'], name='request_open_since'), models.Index(fields=['cohort', 'state'], name='request_state')],
                'constraints': [models.UniqueConstraint(django.db.models.functions.comparison.Least('sender', 'recipient'), django.db.models.functions.comparison.Greatest('sender', 'recipient'), condition=models.Q(('state', 'open')), name='request_one_open_between_two'), models.CheckConstraint(condition=models.Q(('sender', models.F('recipient')), _negated=True), name='request_not_to_oneself'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='request_ended_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['open', 'accepted']), _negated=True), ('reason', ''), _connector='OR'), name='request_reason_only_where_ended'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'talk'), _negated=True), ('pairing', None), _connector='OR'), name='request_talk_makes_no_pairing')],
            },
        ),
    ]
