import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0006_coordinators_and_presets'),
    ]

    operations = [
        migrations.AddField(
            model_name='cohort',
            name='measures',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('kind', models.CharField(choices=[('short_text', 'a short text'), ('long_text', 'a long text'), ('one_of', 'one of several answers'), ('several_of', 'several of many answers'), ('scale', 'a scale from 1 to 5'), ('skills_wanted', 'skills they would like to learn'), ('skills_offered', 'skills they offer'), ('goals', 'goals'), ('bio', 'about themselves'), ('availability', 'when they have time'), ('accountability_style', 'how they like to be held to things'), ('level', 'level'), ('interests', 'interests'), ('languages', 'languages'), ('department', 'department'), ('location', 'place'), ('identity', 'identity, and whether it should count'), ('ranked_wishes', 'whom they wish for, in order'), ('rather_not', 'whom they would rather not work with')], max_length=24)),
                ('for_mentees', models.BooleanField(default=True)),
                ('for_mentors', models.BooleanField(default=True)),
                ('for_peers', models.BooleanField(default=True)),
                ('label', models.CharField(max_length=200)),
                ('help', models.CharField(blank=True, max_length=300)),
                ('options', models.JSONField(blank=True, default=list)),
                ('required', models.BooleanField(default=False)),
                ('sensitive', models.BooleanField(default=False)),
                ('compare', models.CharField(blank=True, choices=[('overlap', 'the more answers in common, the better'), ('same', 'the same answer is better'), ('different', 'different answers are better'), ('near', 'the nearer, the better'), ('at_least', 'the one who guides at least as high'), ('words', 'the more words in common, the better')], max_length=12)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('set_aside_at', models.DateTimeField(blank=True, null=True)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='mentorship.cohort')),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('cohort', 'key'), name='question_key_in_cohort'), models.CheckConstraint(condition=models.Q(('for_mentees', True), ('for_mentors', True), ('for_peers', True), _connector='OR'), name='question_is_for_somebody'), models.CheckConstraint(condition=models.Q(('kind__in', ['short_text', 'long_text', 'one_of', 'several_of', 'scale']), models.Q(('compare', ''), ('key', models.F('kind'))), _connector='OR'), name='question_of_a_meaning_has_its_key')],
            },
        ),
    ]
