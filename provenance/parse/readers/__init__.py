"""Document formats: one file a reader, in the order of `provenance.parse.tables.READERS`."""
