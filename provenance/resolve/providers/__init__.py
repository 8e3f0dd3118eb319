"""One file a way to find pages; the ordered table of them is `provenance.resolve.PROVIDERS`."""
