"""HTTP in, HTTP out. Each file holds the pages of one noun."""
