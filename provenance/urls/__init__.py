"""Pure addresses: canonical form, registrable domain, public or private. No network, no look-ups."""
