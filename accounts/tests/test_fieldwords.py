import pytest
from django import forms


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (forms.CharField(), "Please fill this in."),
        (forms.DateField(), "Please choose a day."),
        (forms.ChoiceField(choices=[("a", "A")]), "Please choose one."),
        (forms.FileField(), "Please choose a file."),
    ],
)
def test_missing_answer_is_told_with_what_to_do(field: forms.Field, words: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean("")
    assert refused.value.messages == [words]
