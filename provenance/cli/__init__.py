"""The command line, one file a subcommand.

JSON and reports go to standard output; progress, notices and errors to standard error.
"""
