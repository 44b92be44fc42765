"""Promises as pages say them."""

from django import template

from goals import words

register = template.Library()
register.filter("plan", words.plan)
