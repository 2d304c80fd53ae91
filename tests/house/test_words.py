"""German is the source; every other language answers every text, with the same placeholders."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Message

from house.catalogue import LANGUAGES, collected, key, read, strings

PERCENT = re.compile(r"%(?:\((\w+)\))?[sd]")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_is_translated(lang: str) -> None:
    answers = {(message.context, key(message)): message for message in read(lang) if message.id}
    asked = {(message.context, key(message)) for message in collected() if message.id}
    assert sorted(text for context, text in asked if (context, text) not in answers) == []
    assert sorted(text for context, text in asked if not all(strings(answers[context, text]))) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogue_holds_nothing_uncertain_and_nothing_left_over(lang: str) -> None:
    catalogue = read(lang)
    asked = {key(message) for message in collected() if message.id}
    assert [key(message) for message in catalogue if message.id and message.fuzzy] == []
    assert sorted(key(message) for message in catalogue if message.id and key(message) not in asked) == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_fills_in_the_same_values(lang: str) -> None:
    assert [key(message) for message in read(lang) if message.id and not same_values(message)] == []


def test_a_lost_value_is_seen_to_be_found() -> None:
    assert not same_values(Message("Noch {count} Ideen", "Some ideas left"))
    assert not same_values(Message("Hallo %(name)s", "Hello %(nom)s"))
    assert same_values(Message(("%(num)s Idee", "%(num)s Ideen"), ("One idea", "%(num)s ideas")))


def same_values(message: Message) -> bool:
    """Plural forms may leave a value out („eine Idee"), never bring a new one; single texts keep them all."""
    wanted = {value for text in ids(message) for value in values(text)}
    given = [values(text) for text in strings(message) if text]
    if len(ids(message)) > 1:
        return all(found <= wanted for found in given)
    return all(found == wanted for found in given)


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def values(text: str) -> set[str]:
    percent = {found or "%" for found in PERCENT.findall(text)}
    try:
        braces = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError:
        braces = set()
    return percent | braces
