"""Where the pages come from: independent reports or one text under several names, their order in time, corrections.

`trace_sources` groups pages that are one source and says why, with the words that show it. It judges no claim.
"""

from provenance.trace.sources import count_independent, trace_sources

__all__ = ["count_independent", "trace_sources"]
