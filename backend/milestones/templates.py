"""The templates by which projects are planned. A new version is a new row, and never leads in a circle."""

from collections.abc import Sequence

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.errors import Invalid
from backend.milestones.following import Node, in_order
from backend.milestones.models import MilestoneTemplate, TemplateNode
from backend.milestones.schemas import TemplateIn


async def add_version(session: AsyncSession, given: TemplateIn) -> MilestoneTemplate:
    """The first version of a template, or its next one. Projects keep the version that they were planned with."""
    _check(given)
    newest_so_far = select(func.max(MilestoneTemplate.version)).where(MilestoneTemplate.code == given.code)
    version = 1 + ((await session.exec(newest_so_far)).one() or 0)
    template = MilestoneTemplate(code=given.code, version=version, kinds=given.kinds)
    session.add(template)
    await session.flush()
    session.add_all(
        TemplateNode(template_id=template.id, position=position, **node.model_dump())
        for position, node in enumerate(given.nodes)
    )
    await session.flush()
    return template


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


def _check(given: TemplateIn) -> None:
    keys = [node.key for node in given.nodes]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise Invalid.field("nodes", f"节点 {twice} 写了两次，每个节点的代码只能用一次", twice)
    for node in given.nodes:
        if unknown := next((key for key in node.after if key not in keys), None):
            raise Invalid.field(
                "nodes", f"{node.label}的前置节点 {unknown} 不在这个模板里，请先加上它，或去掉", unknown
            )
    in_order([Node(node.key, tuple(node.after), label=node.label) for node in given.nodes])
