"""provenance: does each sentence of an article say what the sources it cites say?"""
