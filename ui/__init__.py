"""Screen, paper and command line."""
