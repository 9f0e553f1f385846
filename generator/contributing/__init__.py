"""What helps people write: a catalog to begin with, and skeletons of records, kinds and lists of words, sources of other programs, and the common layout of files."""
