"""Lines below zero are corrections: what becomes of them is an outcome of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funds", "0006_answers_stand")]

    operations = [
        migrations.RemoveConstraint(model_name="importline", name="payment_line_outcome_known"),
        migrations.AddConstraint(
            model_name="importline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "above",
                            "chosen",
                            "known",
                            "matched",
                            "name_back",
                            "named",
                            "no_commitment",
                            "no_decree",
                            "no_months",
                            "no_place",
                            "no_programme",
                            "paid_by_sp2d",
                            "several",
                            "split",
                            "takes_back",
                            "takes_nothing",
                            "undone",
                            "unnamed",
                            "unreadable",
                            "unsplit",
                            "without_sp2d",
                        ],
                    )
                ),
                name="payment_line_outcome_known",
            ),
        ),
    ]
