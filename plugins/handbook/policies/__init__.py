"""Controlled documents: policies, standards, procedures, guidelines."""
