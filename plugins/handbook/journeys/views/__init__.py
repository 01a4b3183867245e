"""What the templates of journeys see, as plain values: never the model."""
