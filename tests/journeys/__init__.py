"""Whole stories in a real browser: pages, mails and the clock as people meet them."""
