"""The handbook's look: an MkDocs theme that extends Material for MkDocs."""
