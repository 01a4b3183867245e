"""What a journey tells beyond what people wrote: figures, evidence, findings, progress, changes."""
