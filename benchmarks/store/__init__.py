"""How fast a store is, and that a kill loses nothing."""
