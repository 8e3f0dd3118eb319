"""What tests of several rooms share: local servers, a throw-away authority, a clock that does not wait."""
