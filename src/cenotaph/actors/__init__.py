"""Who the parties to armed conflicts are: the register of actors, and finding their names in text."""
