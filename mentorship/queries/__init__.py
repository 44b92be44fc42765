"""Reads for screens. Each file holds the reads of one noun."""
