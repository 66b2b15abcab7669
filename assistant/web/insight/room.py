"""All figures of a period together: for the page, and one by one as files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.insight.asked import asked_in, figures, over_time
from assistant.insight.counted import counted_in
from assistant.insight.coverage import Coverage, coverage
from assistant.insight.judged import unhelpful_in
from assistant.insight.period import Period
from assistant.insight.unanswered import open_questions
from assistant.web.insight import asked_view, gaps_view, holdings_view, verdicts_view
from assistant.web.insight.asked_view import Plot, Tile
from assistant.web.insight.gaps_view import QuestionShown, question_shown
from assistant.web.insight.holdings_view import Grid
from assistant.web.insight.sheets import Sheet
from assistant.web.insight.verdicts_view import VerdictShown, verdict_shown
from assistant.wiring import House


@dataclass(frozen=True, slots=True)
class Room:
    """What the page shows; `sheets` are its tables by the names of their files."""

    tiles: tuple[Tile, ...]
    counted: str
    over_time: Plot
    reported: list[QuestionShown]
    others: list[QuestionShown]
    reasons: Plot
    unhelpful: list[VerdictShown]
    covered: Coverage
    fields: Plot
    years: Plot
    grid: Grid
    sheets: dict[str, Sheet]


def room_of(house: House, period: Period) -> Room:
    """Everything, counted anew."""
    catalogue = house.corpus.catalogue
    asked = asked_in(catalogue, period)
    older = counted_in(catalogue, period)
    shown = figures(catalogue, period, asked, older)
    gaps = house.gaps.pending_or_changed(period.begin, period.end)
    unanswered = open_questions(house.corpus.analyser, asked, gaps)
    unhelpful = unhelpful_in(catalogue, period)
    covered = coverage(catalogue, date.today())
    in_time = asked_view.over_time_plot(*over_time(period, asked, older))
    reasons = verdicts_view.reasons_plot(unhelpful)
    fields, years = holdings_view.fields_plot(covered), holdings_view.years_plot(covered)
    grid = holdings_view.coverage_grid(covered)
    sheets = (
        asked_view.figures_sheet(shown),
        in_time.sheet,
        gaps_view.unanswered_sheet(unanswered),
        reasons.sheet,
        verdicts_view.unhelpful_sheet(unhelpful),
        fields.sheet,
        years.sheet,
        grid.sheet,
        holdings_view.expired_sheet(covered.expired),
    )
    return Room(
        tiles=asked_view.tiles(shown),
        counted=asked_view.counted_alone(older),
        over_time=in_time,
        reported=[question_shown(house.corpus, question) for question in unanswered if question.gaps],
        others=[question_shown(house.corpus, question) for question in unanswered if not question.gaps],
        reasons=reasons,
        unhelpful=[verdict_shown(verdict) for verdict in unhelpful],
        covered=covered,
        fields=fields,
        years=years,
        grid=grid,
        sheets={sheet.name: sheet for sheet in sheets},
    )
