"""What helps people write: skeletons of new records."""
