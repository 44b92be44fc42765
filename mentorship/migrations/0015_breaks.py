
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Days without check-ins, of a program or of one cohort."""

    dependencies = [
        ('mentorship', '0014_reporting_lines'),
    ]

    operations = [
        migrations.CreateModel(
            name='Break',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='what people call it')),
                ('from_on', models.DateField(verbose_name='first day')),
                ('until_on', models.DateField(verbose_name='last day')),
                ('added_at', models.DateTimeField(db_index=True)),
                ('cohort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='breaks', to='mentorship.cohort')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breaks', to='mentorship.program')),
            ],
            options={
                'ordering': ['from_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='break_ends_after_start'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='break_has_a_name')],
            },
        ),
    ]
