"""Bytes to text, and text to plain data with positions: files, YAML and advice about it, LaTeX, and what Git knows."""
