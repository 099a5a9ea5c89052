"""The templates by which projects are planned."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.milestones.models import MilestoneTemplate, TemplateNode


async def newest(session: AsyncSession) -> list[tuple[MilestoneTemplate, Sequence[TemplateNode]]]:
    """The newest version of each, with its nodes in order."""
    query = select(MilestoneTemplate).order_by(col(MilestoneTemplate.code), col(MilestoneTemplate.version))
    found = {template.code: template for template in await session.exec(query)}
    nodes: dict[object, list[TemplateNode]] = {template.id: [] for template in found.values()}
    order = (col(TemplateNode.template_id), col(TemplateNode.position))
    for node in await session.exec(
        select(TemplateNode).where(col(TemplateNode.template_id).in_(list(nodes))).order_by(*order)
    ):
        nodes[node.template_id].append(node)
    return [(template, nodes[template.id]) for template in found.values()]
