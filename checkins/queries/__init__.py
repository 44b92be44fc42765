"""Reads for screens and mails of this floor. Each file holds one page's or one noun's."""
