"""How a browser reads addresses, as such and in stylesheets, in `srcset` and in scripts."""

from __future__ import annotations

import time

import pytest
import tinycss2
from casebook.reading import addresses
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("written", "read", "is_foreign"),
    [
        ("HTTPS://Example.org/A", "https://Example.org/A", True),
        (" \x01\t//a/b\n", "//a/b", True),
        ("ht\ntp://a\r/\tb", "http://a/b", True),
        (r"/\a\b?c\d#e\f", r"//a/b?c\d#e\f", True),
        (r"http:\\a\b", "http://a/b", True),
        ("http:a", "http:a", True),
        ("ws://a", "ws://a", True),
        (r"a\b.html", "a/b.html", False),
        (r"mailto:a\b", r"mailto:a\b", False),
        ("../a//b", "../a//b", False),
        ("/a", "/a", False),
        ("#//a", "#//a", False),
        ("data:text/plain,//a", "data:text/plain,//a", False),
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(written: str, read: str, is_foreign: bool) -> None:
    assert addresses.as_read(written) == read
    assert addresses.is_foreign(read) is is_foreign


@given(st.text(alphabet="htps:/\\ \t\n.ae?#", max_size=12))
def test_what_was_read_is_read_the_same_again(text: str) -> None:
    read = addresses.as_read(text)
    assert addresses.as_read(read) == read


def test_data_is_read() -> None:
    assert addresses.data("data:text/HTML;charset=x,%3Cp>#a") == ("text/html", "<p>")
    assert addresses.data("data:text/css;base64,YQ") == ("text/css", "a")
    assert addresses.data("data:;base64,!") == ("text/plain", "")
    assert addresses.data("data:,a") == ("text/plain", "a")
    assert addresses.data("https://a/") == ("", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        (" ,, a,b 1w,\nc(d 2w (x, y), e", ["a,b", "c(d", "e"]),
        ("a, b,c", ["a", "b,c"]),
        ("data:image/png;base64,AA 1x,b", ["data:image/png;base64,AA", "b"]),
        (",,,", []),
        ("", []),
        ("a (x, b", ["a"]),
    ],
)
def test_the_alternatives_of_a_picture_are_found(text: str, found: list[str]) -> None:
    # The expected lists follow the algorithm of the HTML standard (4.8.4.2.2).
    assert list(addresses.of_srcset(text)) == found


@pytest.mark.parametrize("text", ["a, " * 300_000, "," * 300_000, "a " + "(" * 300_000, "a (x) " * 100_000])
def test_many_alternatives_take_no_time(text: str) -> None:
    start = time.process_time()
    list(addresses.of_srcset(text))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("0; url=a", "a"),
        ("5", ""),
        (" 1.5 , URL = 'a b' c", "a b"),
        ('0;url="a', "a"),
        ("0 a", "a"),
        ("0;", ""),
        ("url=a", ""),
    ],
)
def test_where_a_refresh_leads(content: str, found: str) -> None:
    assert addresses.of_refresh(content) == found


PIECES = ["url(", "URL( '", "src(", "image-set(", '"', "'", ")", "(", "{", "}", ";", ",", "@import ", "@namespace ", "//a", "b.css", "\\75 rl(", "/*"]
PIECES += ["*/", "data:", "data:text/css,", "u\\rl(", "\\", "a", " ", "[", "]", "image(", "@media x", "\n", "\\69 mport", "@", "im\\port", "format("]


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_no_stylesheet_that_names_something_is_passed_over(text: str) -> None:
    """What is not even parsed names nothing but data."""
    named = list(addresses._named(tinycss2.parse_component_value_list(text, skip_comments=True)))
    assert {name for name in named if not name.strip().lower().startswith("data:")} <= set(addresses.of_styles(text))


def test_a_stylesheet_that_is_too_long_is_not_read() -> None:
    with pytest.raises(addresses.TooLong):
        addresses.of_styles("@import 'a';" + "a{" * 300_000)
    assert addresses.of_styles("a{b:c}" * 300_000) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fetch('//a.b/c')", ["//a.b/c"]),
        (r'x = {"a": "https:\/\/a.b\/c"}', ["https://a.b/c"]),
        ("document.write('<img src=//a.b/c>')", ["//a.b/c"]),
        ("document.write('<img src=https://a/c>')", ["https://a/c"]),
        ("x.style.background = 'url(//a.b/c)'", ["//a.b/c"]),
        ("a.split('//'); // https://a.b/c", []),
        ("x = // a comment\n 1; y = '/' + '/'", []),
        ("document.createElementNS('http://www.w3.org/2000/svg', 'a')", []),
    ],
)
def test_addresses_in_a_script_are_found(text: str, found: list[str]) -> None:
    assert addresses.of_script(text) == found


# --- where addresses lead ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://example.org/~a_b/c%20d?e=%7E&f=_#g~h",
            "http://localhost/",
            "https://x.org:8080/",
            "https://[::1]/",
            "HTTP://X.ORG/",
            "https://exa_mple.org/",
        ),
        *(
            "https://例子.中国/路径",
            "http://пример.рф/",
            "https://münchen.de",
            "https://株式会社abc.jp/",
            "https://हिन्दी.भारत/",
            "https://xn--80ak6aa92e.com/",
        ),
        *("https://x.org/a|b", "https://1.2.3.4/", "https://x.org./"),
    ],
)
def test_an_address_of_the_web_has_no_fault(address: str) -> None:
    assert addresses.fault(address) == ""


@pytest.mark.parametrize(
    ("address", "why"),
    [
        *(("javascript:alert(1)", "begin"), ("//example.org", "begin"), ("ftp://x.org", "begin"), ("mailto:a@b.org", "begin")),
        *(("https://a b", "space"), ("https://x.org/\u200bfoo", "U+200B"), ("https://x.org\\@evil/", "U+005C"), ("https://x.org/<script>", "U+003C")),
        *(("https://", "no host"), ("https:///path", "no host"), ("https://user@x.org/", "user"), ("https://a:b@x.org", "user")),
        *(("https://x.org:99999/", "port"), ("https://x.org:0/", "port"), ("https://x.org:a/", "port"), ("https://[::g]/", "host")),
        *(("https://-a.org", "host"), ("https://a..b", "empty part"), ("https://xn--zzzzzz999.com/", "host")),
        *(("https://аpple.com/", "two scripts"), ("https://βeta.gr/", "two scripts"), ("https://xn--pple-43d.com/", "two scripts")),
    ],
)
def test_an_address_that_does_not_lead_where_it_seems_to_has_one(address: str, why: str) -> None:
    assert why in addresses.fault(address)


@given(st.text("htps:/@.аa[]0-9xn-%\\ \u200b", max_size=30))
def test_every_text_is_looked_at(text: str) -> None:
    assert isinstance(addresses.fault(f"https://{text}"), str)
