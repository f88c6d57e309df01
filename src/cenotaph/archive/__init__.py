"""What was published, kept as it was: documents, their text, and the readers of file formats."""
