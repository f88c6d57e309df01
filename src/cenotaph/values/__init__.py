"""Facts without a source: counts, periods, places, actors, harm, and the folding of text."""
