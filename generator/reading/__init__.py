"""Bytes to plain data with positions: YAML and advice about it, LaTeX, and what Git knows."""
