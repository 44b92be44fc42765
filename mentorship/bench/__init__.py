"""How fast, how large and how good the matching is: `manage.py bench`. Nothing else uses it."""
