"""What helps people write: a catalog to begin with, skeletons, sources of other programs, and the common layout of files."""
