import pytest

from kiezfonds.juries.member_lists import read_members
from kiezfonds.juries.rules import Function, MemberDraft, MemberGroup

HEAD = "Name;E-Mail;Telefon;Straße;Ort;Gruppe;Funktion\n"


def said(text: str) -> list[str]:
    _, problems = read_members(text)
    return [problem.said() for problem in problems]


def test_a_list_from_a_spreadsheet() -> None:
    drafts, problems = read_members(
        HEAD
        + "Clara Jurorin;clara@kiez.example;030 1;Mustergasse 1;10365 Berlin;ausgelost;Vorsitz\n"
        + "Konrad Kiez;;;;;Verein;\n"
        + ";;;;;;\n"
    )

    assert problems == []
    assert drafts == [
        MemberDraft(
            "Clara Jurorin",
            "clara@kiez.example",
            "030 1",
            "Mustergasse 1",
            "10365 Berlin",
            MemberGroup.DRAWN,
            Function.CHAIR,
        ),
        MemberDraft("Konrad Kiez", group=MemberGroup.ORGANISED),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Name,E-Mail\nClara Jurorin,clara@kiez.example\n",
        "name\temail\nClara Jurorin\tclara@kiez.example\n",
        "E-MAIL ; NAME\r\nclara@kiez.example ; Clara Jurorin\r\n",
        "Nachname;Vorname;Mail\nJurorin;Clara;clara@kiez.example",
        'Name;Mail;Bemerkung\n"Clara Jurorin";clara@kiez.example;kommt später\n',
    ],
)
def test_separators_order_and_names_of_columns_are_free(text: str) -> None:
    assert read_members(text) == ([MemberDraft("Clara Jurorin", "clara@kiez.example")], [])


def test_every_error_is_told_with_its_line_and_nothing_is_taken() -> None:
    text = (
        HEAD
        + ";ohne@name.example;;;;;\n"
        + "Konrad Kiez;konrad;;;;;\n"
        + "Mira Mieter;;;;;Partei;Schatzmeister\n"
        + "Lena Laden;l@k.example;;;;;\n"
        + "Leo Laden;L@k.example;;;;;\n"
    )

    assert read_members(text)[0] == []
    assert said(text) == [
        "Zeile 2: Der Name fehlt.",
        "Zeile 3: „konrad“ ist keine E-Mail-Adresse.",
        "Zeile 4: Die Gruppe „Partei“ gibt es nicht. Möglich: ausgelost, Nachbarschaft, Verein.",
        "Zeile 4: Die Funktion „Schatzmeister“ gibt es nicht. Möglich: Mitglied, Vorsitz, Stellvertretung.",
        "Zeile 6: Diese E-Mail-Adresse steht schon in Zeile 5.",
    ]


@pytest.mark.parametrize("text", ["", "\n", "Mail;Ort\na@b.example;Berlin\n", "Vorname\nClara\n"])
def test_a_list_without_names_is_no_list(text: str) -> None:
    assert said(text) == ["In der ersten Zeile fehlt die Spalte „Name“."]


def test_a_list_of_headings_only_has_no_member() -> None:
    assert said(HEAD) == ["In der Datei steht kein Mitglied."]


def test_a_name_too_long_for_its_column_is_refused() -> None:
    assert said(f"Name;Telefon\n{'N' * 201};{'1' * 41}\n") == [
        "Zeile 2: „NNNNNNNNNNNNNNNNNNNN…“ ist zu lang.",
        "Zeile 2: „11111111111111111111…“ ist zu lang.",
    ]
