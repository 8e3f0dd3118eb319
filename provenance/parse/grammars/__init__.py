"""Citation styles: one file a grammar, in the order of `provenance.parse.tables.GRAMMARS`."""
