import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What somebody saw when something was done, moved or let go; and what a promise became."""

    dependencies = [
        ("goals", "0007_plans"),
        ("mentorship", "0013_leaving_a_group"),
    ]

    operations = [
        migrations.AddField(
            model_name="commitment",
            name="split_from",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="parts", to="goals.commitment"),
        ),
        migrations.CreateModel(
            name="CueRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("before", models.CharField(blank=True, max_length=160)),
                ("after", models.CharField(blank=True, max_length=160)),
                ("commitment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="cue_revisions", to="goals.commitment")),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Reflection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_success", models.BooleanField()),
                ("cause", models.CharField(choices=[("time", "time"), ("clarity", "clarity"), ("energy", "energy"), ("people", "other people"), ("meaning", "whether it matters"), ("else", "something else"), ("skipped", "passed over")], max_length=8)),
                ("text", models.TextField(blank=True, max_length=1000)),
                ("is_shared", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                ("answer", models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="reflection", to="goals.commitmentanswer")),
                ("commitment", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="reflections", to="goals.commitment")),
                ("goal", models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="reflection", to="goals.goal")),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="reflections", to="mentorship.pairingmember")),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(models.Q(("answer", None), ("commitment", None), ("goal__isnull", False)), models.Q(("answer__isnull", False), ("commitment__isnull", False), ("goal", None)), _connector="OR"), name="reflection_is_about_one_thing"),
                    models.CheckConstraint(condition=models.Q(models.Q(("cause", "skipped"), _negated=True), models.Q(("is_shared", False), ("text", "")), _connector="OR"), name="reflection_skipped_says_nothing"),
                ],
            },
        ),
    ]
