"""Pages to HTML: the Jinja environment, a project's own templates first.

Everything is autoescaped, and an undefined value is an error. Templates see plain values and SafeHtml from
`prose`; nothing else may call itself safe.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import jinja2

from ..base import scripts
from ..base.diagnostic import Concern, Diagnostic, Rule, Span, rule
from ..base.saying import Said, as_it_is, said
from ..citing.openurl import openurl
from ..records.living import Living
from ..text import prose, typography
from ..views import heads, living
from ..views.here import Here
from ..views.site import Anchor, Page, Site

TEMPLATE_ERROR = rule(
    "template-error",
    """
    A page template cannot be rendered.

    A template has a syntax error, or uses a value that its page does not have. Templates in the project's own folder
    (`templates/` unless `mkdocs.yml` names another) come before those of the generator.

    **Way out:** correct the template at the line shown, or remove it to get the generator's own back.
    """,
    about=Concern.SITE,
)
RULES: tuple[Rule, ...] = (TEMPLATE_ERROR,)

TEMPLATES = Path(__file__).parent.parent / "templates"


class RenderError(Exception):
    """A template failed; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        # The argument is what an exception is made anew from on its way out of a worker process.
        super().__init__(diagnostic)
        self.diagnostic = diagnostic

    def __str__(self) -> str:
        return self.diagnostic.message


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's finished HTML (the content of its `article`), its plain description, its table of contents, and what goes into its head."""

    html: str
    description: str
    toc: tuple[Anchor, ...]
    head: str = ""


class Renderer:
    """Renders the pages of one site. `own` is the project's folder of templates, if it has one."""

    def __init__(self, site: Site, own: Path | None = None) -> None:
        self.site = site
        self._environment = environment(site, own)

    def render(self, page: Page) -> Rendered:
        """One page. Raises RenderError when its template fails."""
        here = Here(site=self.site, address=page.address, entry=page.entry)
        values = page.view(here)
        html = typography.typeset(self._render(page.template, **values, page=page, here=here), self.site.settings.written_in)
        description = page.description(here)
        shown = typography.quoted(description, self.site.settings.written_in)
        return Rendered(html, shown, tuple(values["toc"]), self._head(heads.head(page, here, description)))

    def bare(self, page: Page) -> str:
        """A page that has no frame around it, whole. Raises RenderError when its template fails."""
        here = Here(site=self.site, address=page.address)
        return typography.typeset(self._render(page.template, **page.view(here), page=page, here=here), self.site.settings.written_in)

    def hold(self) -> None:
        """Have all templates as they are now, whatever becomes of their files."""
        hold(self._environment, self._environment.list_templates())

    def document_head(self, address: str, title: str, description: str) -> str:
        """What goes into the head of a hand-written page. Raises RenderError when its template fails."""
        return self._head(heads.document_head(address, title, description, self.site))

    def _head(self, head: heads.Head) -> str:
        # What other sites show of a page is printed as on the page; an address has no sign to be changed.
        language = self.site.settings.written_in
        shown = [(name, content if "://" in content else typography.quoted(content, language)) for name, content in head.properties]
        return self._render("head.html", head=replace(head, properties=shown)).strip()

    def _render(self, template: str, **values: Any) -> str:
        try:
            return self._environment.get_template(template).render(values)
        except Exception as error:
            # Also what a template itself makes fail, such as `{{ 1 / 0 }}`.
            raise RenderError(_diagnostic(error, template)) from error

    def living(self, view: Living, here: Here, number: int) -> str:
        """What the so manieth living block of a hand-written page shows. Raises RenderError when its template fails."""
        return self._render("living.html", block=living.drawn(view, here, number), number=number, legend=here.href("evidence/"))

    def references(self, here: Here) -> str:
        """The list of references that ends a hand-written page; empty when it cites nothing. Raises RenderError when its template fails."""
        references = here.references()
        return self._render("docs_references.html", references=references, cards=here.cards(), here=here) if references else ""


def hold(environment: jinja2.Environment, names: Iterable[str]) -> None:
    """Have templates as they are now, whatever becomes of their files; one that is broken, or not there, is left out."""
    environment.auto_reload = False
    for name in names:
        # One that is no UTF-8 is a ValueError.
        with suppress(jinja2.TemplateError, OSError, ValueError):
            environment.get_template(name)


class _Compiled(jinja2.BytecodeCache):
    """Templates as they were compiled, by their text: each site has an environment of its own, and most have the same templates."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """As BytecodeCache.load_bytecode."""
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """As BytecodeCache.dump_bytecode."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()

# What stands between the parts of a text that templates make of links, as the language writes it.
_SIGNS = {
    "clause": said("{what}, {more}", what="", more=""),
    "colon": said("{name}: {problem}", name="", problem=""),
    "comma": said("{one}, {other}", one="", other=""),
    "semicolon": said("{one}; {other}", one="", other=""),
    "stop": said("{summary}.", summary=""),
}


def environment(site: Site, own: Path | None = None) -> jinja2.Environment:
    """The Jinja environment of a site."""
    loaders = [jinja2.FileSystemLoader(folder) for folder in (own, TEMPLATES) if folder]
    found = jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        # A build has an environment of its own: no template changes while it runs.
        auto_reload=False,
        bytecode_cache=COMPILED,
    )
    found.install_gettext_callables(site.wording.gettext, site.wording.ngettext, newstyle=True)  # type: ignore[attr-defined]
    # gettext itself: the extension's own `_` looks for it anew at each call, which takes six in a hundred of a large build.
    found.globals |= {"site": site, "_": site.wording.gettext}
    found.globals |= {name: _between(site, template) for name, template in _SIGNS.items()}
    found.filters |= {
        "zh": prose.chinese,
        "tag": scripts.tag,
        "cites": prose.cites_html,
        "openurl": openurl,
        "date": site.wording.date,
        "day": site.wording.day,
        "number": lambda number: site.wording.exact(Decimal(number)),
        "safe_url": lambda url: url if prose.is_safe_url(url) else "",
    }
    return found


def _between(site: Site, template: Said) -> str:
    """What a language has between or behind the places of a template."""
    return str(site.wording.gettext(template.template).format(**dict.fromkeys(template.values, "")))


def _diagnostic(error: Exception, template: str) -> Diagnostic:
    name, line = template, 1
    if isinstance(error, jinja2.TemplateSyntaxError):
        name, line = error.name or template, error.lineno
    elif isinstance(error, jinja2.TemplateNotFound):
        return TEMPLATE_ERROR.at(Span(template), said("there is no template '{name}'", name=error.name), said("check its name"))
    else:
        traceback = error.__traceback__
        while traceback:
            if traceback.tb_frame.f_code.co_filename.endswith(".html"):
                name, line = Path(traceback.tb_frame.f_code.co_filename).name, traceback.tb_lineno
            traceback = traceback.tb_next
    return TEMPLATE_ERROR.at(Span(f"templates/{name}", line), _words(error), said("correct the template"))


def _words(error: Exception) -> Said:
    """What is wrong, in a line."""
    told = " ".join(str(error).split())
    return as_it_is(told if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {told}")
