"""What the project does from end to end: reading now, and later collecting, extracting, reconciling, reviewing and publishing."""
