"""Places: from the names people write to places, the areas around them, and how far apart they are."""
