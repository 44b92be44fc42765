"""Verbs: every write of this app. Each file holds the verbs of one noun."""
