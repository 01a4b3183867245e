"""The past of every document: revisions, old versions, what changed."""
