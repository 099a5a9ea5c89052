"""改稿 on a page: 编者按, order, what is left out, sentences by hand and photos. The preview is the brief itself."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import FormData

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.briefs import policy, reading
from backend.briefs.blocks_laid import key_of
from backend.briefs.data import BriefData, Edits, Section
from backend.briefs.data.edits import HIDEABLE, MOVABLE
from backend.briefs.life import editing, editions, picking, standing
from backend.briefs.life.editing import NEEDS_OFFICE, places
from backend.briefs.life.picking import OFFERED
from backend.briefs.rendering import called
from backend.briefs.schemas import EditsIn
from backend.db import Session
from backend.errors import Conflict, NotFound, require
from backend.files import shelf
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/briefs/{brief_id}", include_in_schema=False)
LAST = 999  # a place that was left empty


@router.get("/edit")
async def show_editing(request: Request, brief_id: UUID, session: Session, person: Person) -> Response:
    return await _shown(request, session, person, brief_id, Form.known())


@router.post("/edit")
async def edit_brief(request: Request, brief_id: UUID, session: Session, person: Person) -> Response:
    form = await Form.read(request, EditsIn, _arranged)
    if not form.errors:
        async with form.tries(session):
            await editing.edit(session, person, brief_id, form.value)
    if form.errors:
        return await _shown(request, session, person, brief_id, form)
    return see_other(request, "show_brief", notice="已存，正在重新排版", brief=brief_id)


@router.get("/photos/{sha256}.jpg")
async def show_brief_photo(brief_id: UUID, sha256: str, session: Session, person: Person) -> Response:
    """A photo of the brief, for whoever may read the brief."""
    brief = await reading.get(session, person, brief_id)
    edits = (await editions.of(session, brief)).edits
    if all(each.sha256 != sha256 for each in edits.photos):
        raise NotFound("这份周报里没有这张照片")
    return Response(
        await shelf.fetch(sha256), media_type="image/jpeg", headers={"cache-control": "private, max-age=3600"}
    )


async def _shown(request: Request, session: AsyncSession, person: Actor, brief_id: UUID, form: Form[Any]) -> Response:
    brief = await reading.get(session, person, brief_id)
    require(policy.may_edit(person), NEEDS_OFFICE)
    found = await standing.of(session, brief)
    if why := policy.why_no_edit(found):
        raise Conflict(why)
    data, edits = BriefData.model_validate(brief.data), await editions.edits_of(session, brief)
    offered: dict[str, list[picking.Offered]] = {}
    for each in await picking.offered(session, data):
        if len(row := offered.setdefault(each.block, [])) < OFFERED:
            row.append(each)
    return page(
        request,
        "briefs/edit.html",
        form.status,
        brief=brief,
        title=called(data),
        known={"foreword": "", "revision": brief.revision} | (form.posted or _known(data, edits)),
        rows=_rows(data),
        offered=offered,
        reviewed=found.is_reviewed,
        history=(saved := await editing.history(session, brief)),
        names=await standing.persons(session, [each.edited_by_id for each in saved if each.edited_by_id]),
        form=form,
    )


def _rows(data: BriefData) -> list[tuple[str, str, bool, bool]]:
    """Key, name, whether it can be moved, and whether it can be left out; blocks stand below their section."""
    blocks = [(key_of(block), block.name, True, True) for block in data.blocks]
    rows: list[tuple[str, str, bool, bool]] = []
    parts = ((Section.LIGHTS, data.lights), (Section.RANKING, data.ranking), (Section.DUE, data.due))
    for section in Section:
        if any(section is each and part is None for each, part in parts):
            continue
        if (section is Section.BLOCKS and not blocks) or (section is Section.LISTED and not data.listed):
            continue
        rows.append((section.value, section.label, section in MOVABLE, section in HIDEABLE))
        rows += blocks if section is Section.BLOCKS else []
    return rows


def _known(data: BriefData, edits: Edits) -> dict[str, Any]:
    """What was saved last, as the form names it."""
    order = {f"place-{key}": str(number) for number, key in enumerate(edits.order, 1)}
    said = {f"said-{place}": "\n".join(edits.said_at(place)) for place in places(data)}
    hidden = {f"hide-{key}": "true" for key in edits.hidden}
    photos = {f"photo-{each.block}": [str(p.photo) for p in edits.photos_of(each.block)] for each in edits.photos}
    return {"foreword": edits.foreword or ""} | order | said | hidden | photos


def _arranged(fields: FormData) -> dict[str, Any]:
    """A field for each key: its place among the others, whether it is left out, what is said there, its photos."""
    return {
        "revision": fields.get("revision"),
        "foreword": fields.get("foreword"),
        "order": sorted((key for key, place in _of(fields, "place").items() if place), key=_place(fields)),
        "hidden": list(_of(fields, "hide")),
        "remarks": [
            {"place": key, "text": line}
            for key, text in _of(fields, "said").items()
            for line in text.splitlines()
            if line.strip()
        ],
        "photos": [
            {"block": name.removeprefix("photo-"), "photo": str(value)}
            for name, value in fields.multi_items()
            if name.startswith("photo-")
        ],
    }


def _of(fields: FormData, what: str) -> Mapping[str, str]:
    prefix = f"{what}-"
    return {name.removeprefix(prefix): str(value).strip() for name, value in fields.items() if name.startswith(prefix)}


def _place(fields: FormData) -> Any:
    places = _of(fields, "place")
    return lambda key: int(places[key]) if places[key].isdecimal() else LAST
