"""Whom `parallax new` proposes as actors: who acts, each once, under the forms that are theirs."""

import polars as pl
import pytest

import analysis as an
from analysis.preparing.suggest import suggest


def _proposed(*texts: str, outlets: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Actor → its aliases, of an event whose articles these are, each in two outlets."""
    every = [*texts, *texts]
    names = [f"outlet {number}" for number in range(len(every))]
    read = an.read(pl.DataFrame({"outlet": names, "text": every}))
    rows = suggest(read.tokens, read.articles, kinds=("actor",), outlets=outlets)
    return dict(rows.select("name", "forms").iter_rows())


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        # what is named often and does nothing: a programme, a disease, a town, many of one kind
        ("He signed up for Ostrocare. Ostrocare costs rose. He pays for Ostrocare.", set()),
        ("People hit by Zarvik died. The Zarvik outbreak grew. They fear Zarvik.", set()),
        ("The fire began in Quonsett. A Quonsett woman saw it. They left Quonsett.", set()),
        ("The ISPs said no. The ISPs refused. The ISPs denied it.", set()),
        ("That is BS. It was all BS, they said. So much BS.", set()),
        # what acts, whatever its name is
        ("The GOP refused the offer. The GOP said no. It came from the GOP.", {"GOP"}),
        ("It is the Vardan, he said. The Vardan left. He saw the Vardan.", {"Vardan"}),
        ("Norway warned him. Then Norway refused, and Norway said why.", {"Norway"}),
        ("He lives in Norway. It rained in Norway. A man from Norway came.", set()),
        # words that are made of names
        ("The Bush-era cuts end. The Bush-era cuts said it. The Trump-backed man left.", set()),
        # an institution, not what stands beside it
        (
            "He spoke in the Rose Garden of the White House. The White House said no. The White "
            "House refused. The White House denied it.",
            {"White House"},
        ),
    ],
)
def test_a_name_is_proposed_where_it_acts(text, actors):
    assert set(_proposed(text)) == actors


def test_an_office_keeps_what_follows_its_and_and_its_initials():
    text = (
        "The Centers for Disease Control and Prevention warned of it. The centers of disease and "
        "control are closed. The CDC said so. The Centers for Disease Control refused."
    )
    found = _proposed(text)
    assert set(found) == {"Centers for Disease Control and Prevention"}
    assert {"CDC", "Centers for Disease Control"} < set(*found.values())


def test_two_offices_joined_by_and_stay_two():
    text = (
        "The Department of Justice and Congress agreed. Congress said so. The Department of "
        "Justice refused. Congress left."
    )
    assert "Department of Justice" in _proposed(text)
    assert not any("and" in name.split() for name in _proposed(text))


def test_a_person_is_one_whatever_else_bears_the_name():
    text = (
        "President Ann Quill left. Quill said no. Quill smiled. Some speak of Quill Derangement "
        "Syndrome, and Quill laughed. In Quill's house it was cold."
    )
    assert set(_proposed(text, "Ann Quill spoke. Quill said more.")) == {"Ann Quill"}


def test_a_name_is_written_as_it_mostly_is_and_initials_keep_their_stop():
    found = _proposed("Mr. John A. Roe left. Mr. John A. Roe spoke. Mr. John Roe said no. Roe ran.")
    assert found == {"John A. Roe": ["John A. Roe", "John Roe", "Roe"]}


def test_letters_of_a_person_are_not_a_district():
    text = "Vice President Dick Carter left Washington, D.C. Carter said so. He likes D.C. a lot."
    assert "D.C." not in _proposed(text)["Dick Carter"]


def test_a_name_and_what_a_link_put_behind_it_are_one():
    text = "Senator Ann Lee spoke. Senator Ann Lee Addison left. Lee said no. Senator Ann Lee ran."
    assert set(_proposed(text)) == {"Ann Lee"}


def test_neither_an_agency_nor_an_outlet_of_the_event_is_an_actor():
    text = (
        "Reuters said so. The Valley Post said more. Getty Images showed it. The Lantern wrote "
        "that Ann Lee left. The Lantern said no. Ms. Ann Lee spoke to the Lantern."
    )
    assert set(_proposed(text, outlets=("The Lantern",))) == {"Ann Lee"}


def test_accounts_tags_and_whose_head_one_is_are_no_names_of_a_firm():
    text = (
        "The CEO of Acme left. Acme Foods said no. @AcmeFoods is gone, and #AcmeFoods said it. "
        "Acme refused. Acme Foods asked why."
    )
    assert _proposed(text) == {"Acme Foods": ["Acme", "Acme Foods"]}


def test_initials_within_a_name_are_spelled_out_elsewhere():
    text = (
        "The Zion African Methodist Episcopal Church said no. The Zion AME Church refused. "
        "The Zion AME Church left."
    )
    (forms,) = _proposed(text).values()
    assert len(forms) == 2


def test_a_family_name_that_stands_first_is_read_as_one():
    text = (
        "Mr. Kim Yong Su spoke. Then Kim left, and Kim ran. The Moon-Kim talk ended, as Kim said."
    )
    assert _proposed(text)["Kim Yong Su"] == ["Kim", "Kim Yong Su"]


def test_a_word_that_names_many_offices_is_no_alias_of_one():
    text = "The Commerce Department said no. The Department refused. The Department left."
    assert _proposed(text) == {"Commerce Department": ["Commerce Department"]}


def test_a_tag_does_not_take_a_name_away():
    text = "Senator Ann Lee spoke. #Lee trends. Lee said no. Lee left Los Angeles."
    assert _proposed(text) == {"Ann Lee": ["Ann Lee", "Lee"]}


def test_a_form_that_two_persons_share_is_nobodys_alias():
    text = (
        "President George H.W. Bush spoke. President George W. Bush spoke. Mr. George Bush left. "
        "Senator George H.W. Bush ran. Governor George W. Bush ran."
    )
    found = _proposed(text)
    assert len(found) == 2
    assert "George Bush" not in [form for forms in found.values() for form in forms]


def test_a_storm_is_no_actor():
    assert not _proposed(
        "Hurricane Ida hit them. Florida fears Ida. Hurricane Ida struck and said."
    )


def test_a_last_name_after_a_closing_quotation_mark_is_read():
    text = 'Senator Ann Lee spoke. "I will not," Lee said. "I cannot," Lee added.'
    assert _proposed(text) == {"Ann Lee": ["Ann Lee", "Lee"]}


def test_where_no_verbs_are_known_what_is_named_often_is_proposed():
    text = "Die NATO ist alt. " * 3
    read = an.read(pl.DataFrame({"outlet": list("abcd"), "text": [text] * 4, "language": "de"}))
    assert suggest(read.tokens, read.articles, kinds=("actor",))["name"].to_list() == ["NATO"]
