"""Other people's files → articles."""
