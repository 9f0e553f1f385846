"""Knows nothing of the product: diagnostics and how they are reported, dates, units, ids, places in a picture, what is kept, several processors."""
