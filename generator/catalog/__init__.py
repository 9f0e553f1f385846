"""Everything together: who names and cites whom, what the sources of a claim are worth, and how a folder becomes a catalog."""
