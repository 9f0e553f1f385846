"""Casebook: a catalog of YAML records and BibTeX sources, checked and rendered as a cross-linked site.

The package is a house of floors; a module imports only from floors below its own (import-linter keeps
it, see `pyproject.toml`):

0. `diagnostic`, `source`, `edtf`: what is wrong and where; files to plain data; dates.
1. `model`, `bibliography`, `history`: records, references, what Git knows.
2. `catalog`, `prose`, `citations`, `formatting`, `wording`: everything together; contributed text; references, and
   what pandoc makes of them; numbers in words.
3. `read`: a project folder becomes a catalog.
4. `checks/`, `pages/`, `exports/`: one rule, one page kind, one output format a file.
5. `render`: pages to HTML.
6. `pipeline`, `report`, `scaffold`: the whole run; diagnostics for people and machines; new records.
7. `build`, `plugin`, `cli`: the only ones that know MkDocs, the output folder and the terminal.
"""
