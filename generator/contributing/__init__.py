"""What helps people write: a catalog to begin with, and skeletons of records, kinds and lists of words, and the common layout of files."""
