"""The first text of new documents."""
