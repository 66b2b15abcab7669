"""All figures of a period together: for the page, and one by one as files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.insight.asked import asked_in, figures, over_time, unanswered_in
from assistant.insight.coverage import Coverage, coverage
from assistant.insight.judged import Unhelpful, unhelpful_in
from assistant.insight.period import Period
from assistant.insight.unanswered import OpenQuestion, open_questions
from assistant.web.insight import asked_view, holdings_view
from assistant.web.insight.asked_view import Plot, Tile
from assistant.web.insight.holdings_view import Grid
from assistant.web.insight.sheets import Sheet
from assistant.wiring import House


@dataclass(frozen=True, slots=True)
class Room:
    """What the page shows; `sheets` are its tables by the names of their files."""

    tiles: tuple[Tile, ...]
    over_time: Plot
    unanswered: tuple[OpenQuestion, ...]
    reasons: Plot
    unhelpful: list[Unhelpful]
    covered: Coverage
    fields: Plot
    years: Plot
    grid: Grid
    sheets: dict[str, Sheet]

    @property
    def reported(self) -> list[OpenQuestion]:
        """The questions without evidence that were reported."""
        return [question for question in self.unanswered if question.gaps]

    @property
    def others(self) -> list[OpenQuestion]:
        """Those that were not."""
        return [question for question in self.unanswered if not question.gaps]


def room_of(house: House, period: Period) -> Room:
    """Everything, counted anew."""
    catalogue = house.corpus.catalogue
    asked = asked_in(catalogue, period)
    shown = figures(catalogue, period, asked)
    unanswered = open_questions(
        house.corpus.analyser,
        unanswered_in(catalogue, period),
        house.gaps.pending_or_changed(period.begin, period.end),
    )
    unhelpful = unhelpful_in(catalogue, period)
    covered = coverage(catalogue, date.today())
    in_time = asked_view.over_time_plot(*over_time(period, asked))
    reasons = asked_view.reasons_plot(unhelpful)
    fields, years = holdings_view.fields_plot(covered), holdings_view.years_plot(covered)
    grid = holdings_view.coverage_grid(covered)
    sheets = (
        asked_view.figures_sheet(shown),
        in_time.sheet,
        asked_view.unanswered_sheet(unanswered),
        reasons.sheet,
        asked_view.unhelpful_sheet(unhelpful),
        fields.sheet,
        years.sheet,
        grid.sheet,
        holdings_view.expired_sheet(covered.expired),
    )
    return Room(
        tiles=asked_view.tiles(shown),
        over_time=in_time,
        unanswered=unanswered,
        reasons=reasons,
        unhelpful=unhelpful,
        covered=covered,
        fields=fields,
        years=years,
        grid=grid,
        sheets={sheet.name: sheet for sheet in sheets},
    )
