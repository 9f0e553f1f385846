"""Casebook: a catalog of YAML records and BibTeX sources, checked and rendered as a cross-linked site.

The package is a house of floors; a module imports only from floors below its own (import-linter keeps
it, see `pyproject.toml`):

0. `diagnostic`, `yaml_advice`, `source`, `edtf`, `geometry`, `identifier`, `kinds`, `latex`, `units`, `card`, `cache`, `parallel`: what
   is wrong and where; slips in YAML explained; files to plain data; dates, places in a picture, ids, kinds of records, LaTeX, units;
   social cards; what is kept between builds; sharing work among processors.
1. `model`, `bibliography`, `history`: records, references, what Git knows. On them `bibtex`, then `project`: the sources' file, and a
   whole project folder as plain data, read by several processes.
2. `prose`, then `citations` and `wording`, then `catalog` and `formatting`: contributed text; references and numbers in
   words; everything together; references as pandoc formats them.
3. `read`, `site`: a project folder becomes a catalog; what pages are made from. On them `opendata`, then `tables`, `markdown` and
   `atom`: the catalog as JSON objects, as flat tables, as Markdown, as feeds; and `charts`, `citing`, `comparing`,
   `finding`, `paging`, `related`: figures in proportion, how the catalog itself is cited, platforms side by side, what can be found, long
   lists in pages, and which cases share something.
4. `checks/`, `pages/`, `exports/`, `metadata`, `portable`: one rule, one page kind, one output format a file; heads for machines; everything as
   plain Markdown for another engine.
5. `render`, `audit`, `search`: pages to HTML; a finished site, audited and indexed.
6. `pipeline`, `report`, `scaffold`: the whole run; diagnostics for people and machines; new records.
7. `frame`, `build`, `plugin`, `cli`: the only ones that know MkDocs, the output folder and the terminal.
"""
