"""Customer journeys: stages, steps and who takes them."""
