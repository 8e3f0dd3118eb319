"""Coverage-guided fuzzing of everything that reads what sites send, run by hand; see README.md beside this file."""
