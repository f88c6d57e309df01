"""Places people bring: tables of several forms, read into entries of the index, and kept."""
