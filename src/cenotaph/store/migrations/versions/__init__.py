"""The migrations, one file each, none changed once it was released."""
