"""A journey for other programs: as data, as a table, as a drawing that stands alone. Pure functions."""
