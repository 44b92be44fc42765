"""A page that asks for a yes, and for nothing else."""

from django import forms


class EmptyForm(forms.Form):
    """Bound by any POST; a refusal of the service is written on it."""
