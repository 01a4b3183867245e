"""A bilingual service handbook of policies and journeys, built by MkDocs."""
