"""What pages and files show of the catalog: the site, one page's view of it, facts, facets, relations, comparisons, charts, tables."""
