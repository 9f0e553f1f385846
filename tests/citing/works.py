"""A bibliography that has every type of entry and every field that a format can hold, and names of every form."""

from __future__ import annotations

from collections.abc import Mapping

from casebook.reading.files import Text
from casebook.records.bibtex import read
from casebook.records.reference import Reference

WORKS = r"""
@article{article, author = {van der Berg, Jr., Ann and {World Health Organization} and 张三 and others}, title = {How NASA \& iPhones met: a tale},
  subtitle = {An eBook}, translator = {Doe, Jane}, editor = {Ed, Tor}, journaltitle = {The Journal}, shortjournal = {J.}, series = {newseries},
  volume = {3}, number = {4}, pages = {5--9}, date = {2020-03-05}, origdate = {1999}, doi = {10.1000/a_b}, issn = {1234-5679},
  eprint = {2001.01234}, eprinttype = {arxiv}, langid = {en}, note = {A remark.}, urldate = {2020-04-01}, url = {https://example.org/a_b?c=%20},
  pubstate = {inpress}, shorttitle = {How NASA}}

@article{news, author = {Smith, Ann}, title = {The News}, journaltitle = {The Daily}, entrysubtype = {newspaper}, date = {2020-01-02}, pages = {A4}}

@book{book, author = {d'Alembert, Jean}, title = {The Volume}, maintitle = {The Work}, volume = {2}, volumes = {5}, part = {1},
  series = {Great Books}, number = {7}, edition = {2}, pagetotal = {300}, location = {York}, publisher = {P \& Q}, isbn = {978-3-16-148410-0},
  origtitle = {Le Livre}, origlocation = {Paris}, origpublisher = {Firmin}, origdate = {1750}, date = {2019}, translator = {Smith, Ann and Roe, Bob}}

@booklet{booklet, author = {Smith, Ann}, title = {A Booklet}, titleaddon = {New}, howpublished = {By hand}, location = {York}, date = {1999-12}}

@collection{collection, editor = {Jones, Bob and Roe, Sam}, title = {Collected}, publisher = {P}, date = {2018}, isbn = {978-3-16-148410-0}}

@mvcollection{mvcollection, editor = {Jones, Bob}, title = {All Collected}, publisher = {P}, date = {2018}, volumes = {3}}

@inbook{inbook, author = {O'Hara, J. R.}, bookauthor = {Boo, Kay}, title = {Is it {HTML}?}, booktitle = {A Book of Parts}, booksubtitle = {Whole},
  chapter = {3}, editor = {Jones, Bob and {The Editors}}, publisher = {P}, location = {Paris}, edition = {2}, series = {Parts}, number = {7},
  isbn = {978-3-16-148410-0}, pages = {59}, date = {2019-03}}

@incollection{incollection, author = {Smith, Ann}, title = {A Part}, booktitle = {A Book}, editor = {Jones, Bob}, translator = {Doe, Jane},
  publisher = {P}, date = {2017}, pages = {1--20}}

@inproceedings{inproceedings, author = {Smith, Ann}, title = {A Talk}, booktitle = {Proceedings of a Meeting}, eventtitle = {The Meeting},
  venue = {Rome}, eventdate = {2020-01-02/2020-01-04}, publisher = {P}, location = {Berlin}, date = {2021}, pages = {7--8}, series = {LNCS},
  number = {12}}

@proceedings{proceedings, editor = {Jones, Bob}, title = {Proceedings}, eventtitle = {The Meeting}, venue = {Rome}, date = {2021}, publisher = {P}}

@inreference{inreference, author = {Smith, Ann}, title = {Apple}, booktitle = {An Encyclopedia}, date = {2001}, pages = {4}, publisher = {P}}

@reference{reference, editor = {Jones, Bob}, title = {An Encyclopedia}, date = {2001}, publisher = {P}}

@manual{manual, organization = {The Makers}, title = {How to Use It}, version = {2}, date = {2011}}

@misc{misc, title = {[Statistics]}, author = {UNICEF}, type = {Leaflet}, number = {4}}

@online{online, author = {{新华社}}, title = {十位县长直播卖苹果}, publisher = {新华网}, date = {2020-03-05}, urldate = {2020-04-01},
  url = {https://example.org/苹果}, archiveurl = {https://archive.example.org/1}, archivedate = {2020-04-02}, langid = {zh}}

@online{preprint, author = {Smith, Ann}, title = {A Preprint}, eprint = {2001.01234}, eprinttype = {arxiv}, eprintclass = {cs.CL}, date = {2020}}

@online{undated, author = {Smith, Ann}, title = {A Page}, url = {https://example.org/page}}

@patent{patent, author = {King, Jr., Martin}, holder = {{A Company}}, title = {A Machine}, number = {US1234567}, type = {patentus},
  date = {2015-06-01}, location = {countryus}}

@periodical{periodical, editor = {Jones, Bob}, title = {The Journal}, issuetitle = {On Apples}, volume = {3}, number = {2}, date = {2020},
  issn = {1234-5679}}

@report{report, author = {{World Health Organization}}, title = {A Report}, type = {techreport}, institution = {WHO}, number = {12},
  location = {Geneva}, date = {2020-03/2020-05}, pagetotal = {40}, version = {3}, chapter = {2}, url = {https://example.org/r}}

@software{software, author = {Dev, Eve}, title = {A Program}, version = {1.2}, publisher = {Code House}, date = {2022}, url = {https://example.org/s}}

@dataset{dataset, author = {Smith, Ann}, title = {Figures}, version = {4}, publisher = {A Repository}, doi = {10.1000/data}, date = {2021-02}}

@thesis{phd, author = {King, Jr., Martin}, title = {A Thesis}, type = {phdthesis}, institution = {A University}, location = {Boston}, date = {1955},
  pagetotal = {343}}

@unpublished{unpublished, author = {Smith, Ann}, title = {A Draft}, date = {2016}}

@unpublished{talk, author = {Smith, Ann}, title = {A Lecture}, eventtitle = {The Meeting}, venue = {Rome}, date = {2016-05-04}}

@artwork{artwork, author = {Smith, Ann}, title = {A Painting}, date = {1901}}

@audio{audio, author = {Smith, Ann}, title = {A Record}, publisher = {A Label}, date = {1970}}

@image{image, author = {Smith, Ann}, title = {A Picture}, date = {1902}}

@jurisdiction{jurisdiction, title = {A v. B}, number = {12}, date = {1803}}

@legal{legal, title = {The Treaty of Rome}, date = {1957-03-25}}

@legislation{legislation, title = {The Apple Act}, number = {5}, date = {1990}}

@letter{letter, author = {Smith, Ann}, title = {To Bob}, date = {1889-01-02}}

@movie{movie, author = {Smith, Ann}, title = {A Film}, publisher = {A Studio}, date = {1950}}

@music{music, author = {Smith, Ann}, title = {A Song}, date = {1951}}

@performance{performance, author = {Smith, Ann}, title = {A Play}, date = {1952}}

@review{review, author = {Smith, Ann}, title = {On a Book}, journaltitle = {The Journal}, volume = {1}, number = {2}, date = {2003}}

@standard{standard, organization = {ISO}, title = {Quality}, number = {9001}, date = {2015}}

@video{video, author = {Smith, Ann}, title = {A Clip}, date = {2012}, url = {https://example.org/v}}

@suppperiodical{suppperiodical, author = {Smith, Ann}, title = {A Supplement}, journaltitle = {The Journal}, number = {2}, date = {2003}}
"""


def works(text: str = WORKS) -> Mapping[str, Reference]:
    """The references of a bibliography that has no errors."""
    bibliography, found = read(Text("r.bib", text))
    assert [item for item in found if item.severity == "error"] == []
    return bibliography.references
