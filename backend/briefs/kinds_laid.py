"""Kinds of documents beside the weekly brief, laid out from the same data: 领导包联项目单, 专报 and 通报."""

from backend.briefs import charts
from backend.briefs.blocks_laid import key_of, lay_part
from backend.briefs.data import BriefData, Edits
from backend.briefs.sentences import ranking as of_ranking
from backend.briefs.sentences import sponsor
from backend.briefs.sentences import targets as of_target
from backend.briefs.sentences.notes import moment
from backend.briefs.sheet import Sheet, nothing, paragraphs


def lay_out_sponsor(data: BriefData, _digest: str, _edits: Edits) -> Sheet:
    rows = [sponsor.row(block, data.week_year) for block in sponsor.in_order(data.blocks)]
    return nothing(
        overall=[sponsor.summary(data)],
        notes=[*sponsor.reasons(data)] or ["没有红灯和黄灯。"] if data.blocks else [],
        mine=rows,
    )


def lay_out_special(data: BriefData, _digest: str, edits: Edits) -> Sheet:
    """One matter: what the data says of it, and what the editor writes."""
    parts = [lay_part(block, data.week_year, edits.photos_of(key_of(block))) for block in data.blocks]
    places = ["overall", "notes", *(part.key for part in parts)]
    return nothing(
        foreword=paragraphs(edits.foreword),
        remarks={place: edits.said_at(place) for place in places if edits.said_at(place)},
        parts=parts,
        notes=[moment(data)],
    )


def lay_out_circular(data: BriefData, _digest: str, edits: Edits) -> Sheet:
    """The ranking of units with every figure behind it: whom it praises and whom it criticises follows from the ranks."""
    places = ("overall", "ranking", "notes")
    return nothing(
        foreword=paragraphs(edits.foreword),
        remarks={place: edits.said_at(place) for place in places if edits.said_at(place)},
        overall=of_ranking.announced(data.ranking),
        problems=of_ranking.judged(data.ranking),
        ranking=of_ranking.overview(data.ranking),
        ranked=of_ranking.rows(data.ranking),
        ranked_heads=of_ranking.heads(data.ranking),
        ranked_by=of_ranking.rule(data.ranking),
        rank_chart=charts.ranking(data.ranking),
        board=of_target.board(data.ranking),
        judging=data.ranking.naming.label if data.ranking else "",
        targets=of_target.of_targets(data.ranking),
        target_rows=of_target.target_rows(data.ranking),
        target_heads=of_target.target_heads(data.ranking),
        notes=[moment(data)],
    )
