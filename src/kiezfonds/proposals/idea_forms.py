"""The pages of an idea, one thing each, as a resident fills them in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self

from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.proposals.content import (
    KIND_LABELS,
    ApplicantKind,
    CostsPart,
    Declarations,
    IdeaPart,
    PersonPart,
    WhatPart,
    WhenPart,
    WherePart,
)
from kiezfonds.proposals.cost_table import CostTable
from kiezfonds.web.fields import Check, Choice, Day, Email, Field, LongText, Money, Text
from kiezfonds.web.forms import BoundField, Form
from kiezfonds.web.i18n import text_of

YES_NO = (("no", N_("Nein")), ("yes", N_("Ja")))


class AskingForm(Form):
    """`conditional` fields may stay empty, but are not free: a hint or the rest of the page says when they count."""

    conditional: ClassVar[frozenset[str]] = frozenset()

    def bound(self, name: str) -> BoundField:
        field = super().bound(name)
        return replace(field, required=True) if name in self.conditional else field


class WhatForm(AskingForm):
    title = Text(N_("Wie heißt Ihre Idee?"), N_("Ein kurzer Name genügt."), max=80)
    summary = LongText(
        N_("Was haben Sie vor, und warum?"), N_("In zwei, drei Sätzen. Das liest die Jury zuerst."), max=300
    )
    description = LongText(
        N_("Beschreiben Sie Ihre Idee genauer"),
        N_("Wer macht mit? Wer hat etwas davon? Was passiert Schritt für Schritt?"),
        max=4000,
    )

    def what_part(self) -> WhatPart:
        v = self.values
        return WhatPart(v["title"], v["summary"], v["description"])


class WhereForm(AskingForm):
    area = Choice(N_("In welchem Kiez?"), N_("Es zählt, wo es stattfindet, nicht wo Sie wohnen."))
    place = Text(N_("Wo genau?"), N_("Zum Beispiel eine Adresse, ein Platz oder ein Treff."))

    def where_part(self) -> WherePart:
        return WherePart(int(self.values["area"]), self.values["place"])


class WhenForm(AskingForm):
    starts_on = Day(N_("Wann soll es losgehen?"))
    ends_on = Day(N_("Wann ist es fertig?"))

    def when_part(self) -> WhenPart:
        return WhenPart(self.values["starts_on"], self.values["ends_on"])


class IdeaForm(WhatForm, WhereForm, WhenForm):
    """What, where and when on one sheet."""

    fields: ClassVar[dict[str, Field]] = {**WhatForm.fields, **WhereForm.fields, **WhenForm.fields}

    def idea_part(self) -> IdeaPart:
        v = self.values
        return IdeaPart(
            v["title"], v["summary"], v["description"], int(v["area"]), v["place"], v["starts_on"], v["ends_on"]
        )


class CostsForm(AskingForm):
    requested = Money(N_("Wie viel Geld möchten Sie beantragen?"))
    smallest = Money(
        N_("Welcher Betrag würde zur Not reichen?"),
        N_("Vielleicht ist nicht genug Geld für alles da. Lassen Sie das Feld leer, wenn es nur ganz geht."),
        required=False,
    )
    limit_reason = LongText(
        N_("Warum muss es mehr sein?"),
        N_("Nur nötig, wenn Sie mehr als den üblichen Höchstbetrag beantragen."),
        required=False,
        max=1000,
    )
    has_other = Choice(N_("Bekommen Sie dafür noch anderes Geld, oder haben Sie welches beantragt?"), options=YES_NO)
    other_funding = Text(N_("Von wem?"), N_("Nur bei Ja."), required=False)
    other_cents = Money(N_("Wie viel anderes Geld?"), N_("Nur bei Ja."), required=False)
    conditional = frozenset({"limit_reason", "other_funding", "other_cents"})

    def __init__(self, *, items: Sequence[Mapping[str, Any]] = (), **more: Any) -> None:
        super().__init__(**more)
        self.costs = CostTable.of(items)

    @classmethod
    def saved(cls, draft: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> Self:
        """The page as it was saved, or empty."""
        if draft["requested_cents"] is None:
            return cls()
        is_whole = draft["smallest_useful_cents"] == draft["requested_cents"]
        return cls(
            items=items,
            requested=draft["requested_cents"],
            smallest=None if is_whole else draft["smallest_useful_cents"],
            limit_reason=draft["limit_reason"],
            has_other="yes" if draft["has_other_funding"] else "no",
            other_funding=draft["other_funding"],
            other_cents=draft["other_funding_cents"] if draft["has_other_funding"] else None,
        )

    def check(self, data: Mapping[str, Sequence[str]]) -> None:
        self.costs = CostTable.read(data)
        self.field_errors.update(self.costs.errors())

    def forget_errors(self) -> None:
        """For another line in the table: nobody has said yet that the page is done."""
        self.field_errors.clear()
        for line in self.costs.lines:
            line.error = ""

    def add(self, problems: Iterable[Problem]) -> None:
        """What concerns the table as a whole stands at its first line."""
        found = list(problems)
        table = [p for p in found if p.field == "costs"]
        super().add(p for p in found if p.field != "costs")
        for problem in table:
            self.costs.lines[0].error = text_of(problem)
            self.field_errors.update(self.costs.errors())

    def costs_part(self) -> CostsPart:
        v = self.values
        has_other = v["has_other"] == "yes"
        return CostsPart(
            self.costs.result(),
            v["requested"],
            v["requested"] if v["smallest"] is None else v["smallest"],
            has_other,
            v["other_funding"] if has_other else "",
            (v["other_cents"] or 0) if has_other else 0,
            v["limit_reason"],
        )


class PersonForm(AskingForm):
    kind = Choice(N_("Wer stellt den Antrag?"), options=tuple((k.value, label) for k, label in KIND_LABELS.items()))
    group_name = Text(
        N_("Name der Gruppe oder des Vereins"), N_("Nur, wenn Sie nicht für sich allein einreichen."), required=False
    )
    name = Text(
        N_("Ihr Name"),
        N_("Wer verantwortlich ist und das Geld bekommt. Bei Gruppen: eine für alle. Unter 18: jemand Erwachsenes."),
        max=120,
    )
    street = Text(N_("Straße und Hausnummer"))
    town = Text(N_("Postleitzahl und Ort"))
    email = Email(N_("E-Mail-Adresse"), N_("Dorthin schicken wir Ihnen die Nummer und Ihren Link."), required=False)
    phone = Text(N_("Telefonnummer"), N_("Damit wir Sie erreichen: E-Mail oder Telefon."), required=False, max=40)
    volunteer_work = LongText(
        N_("Was machen Menschen ehrenamtlich?"), N_("Wer hilft ungefähr wie lange mit?"), required=False, max=1000
    )
    conditional = frozenset({"group_name", "email", "phone"})

    @classmethod
    def known(cls, draft: Mapping[str, Any]) -> Self:
        """Who handed in an idea before need not type name and address again."""
        person = {name: draft[f"applicant_{name}"] for name in ("name", "street", "town", "email", "phone")}
        if not draft["applicant_kind"]:
            return cls(**person)
        own = {name: draft[name] for name in ("group_name", "volunteer_work")}
        return cls(kind=draft["applicant_kind"], **person, **own)

    def person_part(self) -> PersonPart:
        v = self.values
        kind = ApplicantKind(v["kind"])
        return PersonPart(
            kind,
            v["name"],
            v["street"],
            v["town"],
            v["email"],
            v["phone"],
            "" if kind is ApplicantKind.PERSON else v["group_name"],
            v["volunteer_work"],
            None,
        )


class DeclarationsForm(Form):
    is_not_begun = Check(N_("Wir haben noch nicht angefangen und fangen erst nach der Zusage an."))
    is_true = Check(N_("Alle Angaben stimmen und sind vollständig."))
    has_read_rules = Check(N_("Ich habe die Regeln gelesen. Mein Angebot steht allen offen und grenzt niemanden aus."))
    has_read_privacy = Check(N_("Ich habe den Hinweis zum Datenschutz gelesen."))

    def declarations(self) -> Declarations:
        v = self.values
        return Declarations(v["is_not_begun"], v["is_true"], v["has_read_rules"], v["has_read_privacy"])
