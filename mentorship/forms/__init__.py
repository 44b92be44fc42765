"""What a person may type. Each file holds the forms of one noun."""
