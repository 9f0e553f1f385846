"""The whole run, and the way from a catalog to a folder or a browser: rendering, the theme's frame, audit, search index, exchange."""
