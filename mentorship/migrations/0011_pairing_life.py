import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0010_peers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ends_on', models.DateField()),
                ('proposed_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'waiting'), ('agreed', 'agreed by all'), ('declined', 'not this time')], default='open', max_length=8)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ExtensionAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='FitCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(choices=[('first', 'after the first check-in'), ('day_30', 'after a month'), ('own', 'when you liked')], max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, choices=[('good', 'good'), ('deciding', 'still deciding'), ('no_fit', 'not a fit')], max_length=8)),
                ('by_name', models.BooleanField(null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='MemberCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('likes', models.CharField(blank=True, max_length=300, verbose_name='what would you talk about for hours?')),
                ('helps', models.CharField(blank=True, max_length=300, verbose_name='what helps you when something is hard?')),
                ('hopes', models.CharField(blank=True, max_length=300, verbose_name='what would make the first talk a good one for you?')),
                ('written_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='NeverAgain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='PartingNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=1000, verbose_name='a few words of thanks')),
                ('written_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='RematchWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'waiting'), ('met', 'found'), ('withdrawn', 'taken back')], default='open', max_length=10)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['asked_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='pairing',
            name='agreement_asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='pairing',
            name='fit_asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='pairing',
            name='met_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='pairing',
            index=models.Index(condition=models.Q(('fit_asked_at', None), ('state', 'active')), fields=['starts_on'], name='pairing_to_ask_fit'),
        ),
        migrations.AddIndex(
            model_name='pairing',
            index=models.Index(condition=models.Q(('agreement_asked_at', None), ('state', 'active')), fields=['starts_on'], name='pairing_to_ask_agreement'),
        ),
        migrations.AddField(
            model_name='extension',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mentorship.pairingmember'),
        ),
        migrations.AddField(
            model_name='extension',
            name='pairing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='mentorship.pairing'),
        ),
        migrations.AddField(
            model_name='extensionagreement',
            name='extension',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='mentorship.extension'),
        ),
        migrations.AddField(
            model_name='extensionagreement',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mentorship.pairingmember'),
        ),
        migrations.AddField(
            model_name='fitcheck',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fit_checks', to='mentorship.pairingmember'),
        ),
        migrations.AddField(
            model_name='membercard',
            name='member',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='card', to='mentorship.pairingmember'),
        ),
        migrations.AddField(
            model_name='neveragain',
            name='about',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='neveragain',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='partingnote',
            name='member',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='parting_note', to='mentorship.pairingmember'),
        ),
        migrations.AddField(
            model_name='rematchwish',
            name='enrollment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rematch_wishes', to='mentorship.enrollment'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('pairing',), name='extension_one_open'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='extension_over_has_time'),
        ),
        migrations.AddConstraint(
            model_name='extensionagreement',
            constraint=models.UniqueConstraint(fields=('extension', 'member'), name='extension_agreed_once_a_member'),
        ),
        migrations.AddConstraint(
            model_name='fitcheck',
            constraint=models.UniqueConstraint(fields=('member', 'moment'), name='fit_check_once_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='fitcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('by_name', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('by_name__isnull', False)), _connector='OR'), name='fit_check_answer_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='membercard',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('likes', ''), _negated=True), models.Q(('helps', ''), _negated=True), models.Q(('hopes', ''), _negated=True), _connector='OR'), name='card_says_something'),
        ),
        migrations.AddConstraint(
            model_name='neveragain',
            constraint=models.UniqueConstraint(fields=('by', 'about'), name='never_again_once'),
        ),
        migrations.AddConstraint(
            model_name='neveragain',
            constraint=models.CheckConstraint(condition=models.Q(('by', models.F('about')), _negated=True), name='never_again_of_another'),
        ),
        migrations.AddConstraint(
            model_name='partingnote',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='parting_note_says_something'),
        ),
        migrations.AddConstraint(
            model_name='rematchwish',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('enrollment',), name='rematch_wish_one_open'),
        ),
        migrations.AddConstraint(
            model_name='rematchwish',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='rematch_wish_over_has_time'),
        ),
    ]
