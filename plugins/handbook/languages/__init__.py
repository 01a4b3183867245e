"""One handbook in several languages: navigation, switching, parity."""
