"""Casebook: a catalog of YAML records and BibTeX sources, checked and rendered as a cross-linked site.

The package is a house of rooms, named after what happens in them; a room imports only from rooms on floors below its
own (import-linter keeps it, see `pyproject.toml`). What each is for, its own docstring says:

1. `base`
2. `reading`
3. `records`, `text`
4. `catalog`, `citing`
5. `checks`, `views`
6. `pages`, `exports`, `contributing`
7. `publishing`
8. `language_server`
9. `cli`, `plugin`: the doors, which translate and do nothing of their own

`templates/`, `theme/`, `fonts/` and `styles/` lie beside the rooms that use them.
"""
