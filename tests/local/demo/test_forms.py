"""Forms are read as a browser reads them, and nothing is sent that a page does not offer."""

import pytest

from local.demo.forms import forms_of

PAGE = """
<form method="post" action="/out"><input type="hidden" name="token" value="a&amp;b"><button>bye</button></form>
<form action="/file"><input type="hidden" name="once" value="1">
<input type="radio" name="where" value="here"><input type="radio" name="where" value="there" checked>
<input type="checkbox" name="tick" value="yes"><input type="text" name="name" value="群 &lt;1&gt;">
<textarea name="text">a
b &amp; c</textarea><input name="odd"></form>
<p>no form</p>
"""


def test_what_is_sent_is_what_stands_there() -> None:
    out, file = forms_of(PAGE)
    assert (out.action, dict(out.fields)) == ("/out", {"token": "a&b"})
    assert file.filled() == {
        "once": "1",
        "where": "there",
        "name": "群 <1>",
        "text": "a\nb & c",
        "odd": "",
    }


def test_somebody_writes_chooses_and_ticks() -> None:
    said = forms_of(PAGE)[1].filled(where="here", tick="yes", text="anything at all")
    assert (said["where"], said["tick"], said["text"]) == ("here", "yes", "anything at all")


@pytest.mark.parametrize("said", [{"where": "elsewhere"}, {"colour": "red"}, {"tick": "no"}])
def test_what_the_page_does_not_offer_cannot_be_sent(said: dict[str, str]) -> None:
    with pytest.raises(KeyError, match="the page does not"):
        forms_of(PAGE)[1].filled(**said)
