"""Money in whole cents: read, written, put in words and split without losing one."""

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NewType

Cents = NewType("Cents", int)

NBSP: Final = "\u00a0"
_GERMAN: Final = (".", ",", f"{{}}{NBSP}€")
_STYLES: Final = {  # thousands, decimals, where the sign stands
    "en": (",", ".", "€{}"),
    "ar": (",", ".", f"{{}}{NBSP}€"),
    "pl": (NBSP, ",", f"{{}}{NBSP}€"),
    "ru": (NBSP, ",", f"{{}}{NBSP}€"),
    "uk": (NBSP, ",", f"{{}}{NBSP}€"),
}
_MOST_DIGITS: Final = 12
_SIGN = re.compile(r"^(?:€|euro?)|(?:€|euro?)$", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?P<whole>\d+|\d{1,3}(?P<by>[., ])\d{3}(?:(?P=by)\d{3})*)"
    r"(?:(?P<mark>[.,])(?P<rest>\d{1,2}|-{1,2}))?"
)

_ONES = ("", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_TEENS = {16: "sechzehn", 17: "siebzehn"}
_TENS = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")


def format_euro(cents: Cents, locale: str = "de") -> str:
    """„1.250 €", „12,50 €": whole euros without decimals, no-break space before the sign."""
    thousands, mark, pattern = _STYLES.get(re.split("[-_@]", locale)[0], _GERMAN)
    euros, rest = divmod(abs(cents), 100)
    number = f"{euros:,}".replace(",", thousands) + (f"{mark}{rest:02}" if rest else "")
    return ("−" if cents < 0 else "") + pattern.format(number)


def plain_euro(cents: Cents) -> str:
    """„1250,50": for a cell of a spreadsheet."""
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros},{rest:02}"


def parse_euro(text: str) -> Cents | None:
    """What people type: "1.250,50", "1250", "12,5 €", "1 250,-". None where the meaning is not certain.

    A point before exactly three digits groups thousands, as in Germany; a comma there would be a guess
    ("1,250"), unless a point with decimals follows ("1,250.50"). Negative amounts are not amounts.
    """
    bare = _SIGN.sub("", _plain(text)).strip()
    found = _AMOUNT.fullmatch(bare)
    if not found:
        return None
    by, mark = found["by"], found["mark"]
    if (by and by == mark) or (by == "," and not mark):
        return None
    whole = re.sub(r"\D", "", found["whole"])
    if len(whole) > _MOST_DIGITS:
        return None
    rest = (found["rest"] or "").strip("-").ljust(2, "0")
    return Cents(int(whole) * 100 + int(rest))


def in_words_de(cents: Cents) -> str:
    """„eintausendzweihundertfünfzig Euro und 50 Cent", up to 999,999 euros, as on a receipt."""
    euros, rest = divmod(cents, 100)
    if not 0 <= euros <= 999_999:
        raise ValueError("amount in words only from 0 to 999,999 euros")
    words = "ein" if euros == 1 else _below_million(euros)
    return f"{words} Euro" + (f" und {rest} Cent" if rest else "")


def split_equally(total: Cents, parts: int) -> list[Cents]:
    """Parts that differ by at most one cent, the larger ones first; their sum is the total."""
    return largest_remainder(total, [1] * parts)


def largest_remainder(total: Cents, weights: Sequence[int], step: int = 1) -> list[Cents]:
    """Shares by weight in whole steps (largest remainder, Hare; equal remainders in the given order).

    A rest smaller than one step goes to the first share, so the sum is always the total.
    """
    everything = sum(weights)
    if total < 0 or step < 1 or everything <= 0 or min(weights) < 0:
        raise ValueError("a split needs a total, a step and weights that are not negative")
    exact = [Fraction(total * weight, everything * step) for weight in weights]
    steps = [int(share) for share in exact]
    by_remainder = sorted(range(len(steps)), key=lambda i: steps[i] - exact[i])
    for i in by_remainder[: total // step - sum(steps)]:
        steps[i] += 1
    shares = [Cents(count * step) for count in steps]
    shares[0] = Cents(shares[0] + total % step)
    return shares


def _plain(text: str) -> str:
    """Digits of any script as 0-9, any blank as a space, any dash as "-"."""
    digits = (str(unicodedata.decimal(sign, sign)) for sign in text.strip())
    text = "".join(digits).translate({0x66B: ",", 0x66C: ".", 0x2013: "-", 0x2014: "-", 0x2212: "-"})
    return re.sub(r"\s", " ", text)


def _below_million(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    if not number:
        return "null"
    front = f"{_below_thousand(thousands)}tausend" if thousands else ""
    return front + _below_thousand(rest) + ("s" if rest % 100 == 1 else "")


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    return (f"{_ONES[hundreds]}hundert" if hundreds else "") + _below_hundred(rest)


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number < len(_ONES):
        return _ONES[number]
    if tens == 1:
        return _TEENS.get(number, f"{_ONES[ones]}zehn")
    return (f"{_ONES[ones]}und" if ones else "") + _TENS[tens]
