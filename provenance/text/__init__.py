"""Pure text: sentences, words, and the facts in them. Nothing here knows of pages, tags or verdicts."""
