import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill_due_on(apps, schema_editor):
    """Answers to promises that never moved were given when they were due on their only day."""
    answers = apps.get_model("goals", "CommitmentAnswer").objects.filter(commitment__moves=0)
    promises = apps.get_model("goals", "Commitment").objects.filter(pk=OuterRef("commitment"))
    answers.update(due_on=Subquery(promises.values("due_on")))


class Migration(migrations.Migration):
    """Wins and cheers; and on which day a promise was due when it was answered."""

    dependencies = [
        ("goals", "0009_outcomes"),
        ("mentorship", "0013_leaving_a_group"),
    ]

    operations = [
        migrations.AddField(
            model_name='commitmentanswer',
            name='due_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Win',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('hand', 'written by hand'), ('goal', 'goal achieved'), ('early', 'promise done early'), ('milestone', 'milestone reached'), ('first_check_in', 'first meeting')], default='hand', max_length=16)),
                ('words', models.CharField(blank=True, max_length=240, verbose_name='what went well?')),
                ('about', models.CharField(blank=True, max_length=40)),
                ('reach', models.CharField(choices=[('me', 'only me'), ('us', 'the people I work with'), ('thanks', 'the people I work with, with thanks')], default='us', max_length=8)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('client_token', models.CharField(blank=True, max_length=36)),
                ('commitment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='wins', to='goals.commitment')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='wins', to='goals.goal')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wins', to='mentorship.pairingmember')),
            ],
            options={
                'ordering': ['on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Cheer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cheers', to='mentorship.pairingmember')),
                ('win', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cheers', to='goals.win')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='win',
            index=models.Index(fields=['owner', 'on'], name='win_owner_day'),
        ),
        migrations.AddConstraint(
            model_name='win',
            constraint=models.UniqueConstraint(condition=models.Q(('about', ''), _negated=True), fields=('owner', 'about'), name='win_once_about_a_thing'),
        ),
        migrations.AddConstraint(
            model_name='win',
            constraint=models.UniqueConstraint(condition=models.Q(('client_token', ''), _negated=True), fields=('owner', 'client_token'), name='win_once_per_form'),
        ),
        migrations.AddConstraint(
            model_name='win',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('kind', 'hand'), _negated=True), models.Q(('about', ''), _negated=True)), models.Q(('about', ''), ('kind', 'hand')), _connector='OR'), name='win_by_itself_is_about_something'),
        ),
        migrations.AddConstraint(
            model_name='win',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['hand', 'milestone']), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='win_by_hand_says_what'),
        ),
        migrations.AddConstraint(
            model_name='cheer',
            constraint=models.UniqueConstraint(fields=('win', 'by'), name='cheer_once'),
        ),
        migrations.RunPython(fill_due_on, migrations.RunPython.noop),
    ]
