from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0009_requests'),
    ]

    operations = [
        migrations.AddField(
            model_name='cohort',
            name='pairs',
            field=models.CharField(choices=[('mentors', 'a mentor with a mentee'), ('peers', 'partners of one standing, who hold each other to what they chose'), ('both', 'both: somebody may have a mentor and a partner')], default='mentors', max_length=8, verbose_name='who is paired with whom'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('pairs__in', ['mentors', 'peers', 'both'])), name='cohort_pairs_known'),
        ),
        migrations.AlterField(
            model_name='enrollment',
            name='role',
            field=models.CharField(choices=[('mentor', 'mentor'), ('mentee', 'mentee'), ('peer', 'partner')], max_length=8),
        ),
        migrations.AlterField(
            model_name='pairingmember',
            name='role',
            field=models.CharField(choices=[('mentor', 'mentor'), ('mentee', 'mentee'), ('peer', 'partner')], max_length=8),
        ),
    ]
