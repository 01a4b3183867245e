"""The data of a handbook: sources, documents, catalogue, problems. Nothing here knows MkDocs."""
