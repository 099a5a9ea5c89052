"""A made-up history, written turn by turn through the services, each at its own moment of the settable clock."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from backend import clock, db, ids
from backend.accounts.actor import Actor, the_house
from backend.clock import BEIJING
from backend.feed import installation
from backend.lifecycle import batches
from seed.demo import cast, money_asked, platform, stages, unit_targets
from seed.demo.opening import open_project
from seed.demo.span import Span, chance
from seed.demo.stories import Story
from seed.demo.turns import HOUSE, OFFICE, Turn
from seed.lists import plant_lists

VIA = "demo"
Step = Callable[[str], None]


async def write(span: Span, told: list[Story], happens: list[Turn], step: Step) -> None:
    """Everything from the opening to the last turn. The reader's account comes last: with it the history is whole."""
    with ids.drawn_from(_Keys()):
        morning = datetime.combine(span.opening, time(8, 30), BEIJING)
        people = await _open(span, morning)
        for number, story in enumerate(each for each in told if each.begins == span.opening):
            moment = morning + timedelta(minutes=2 * number + 2)
            with clock.set_to(moment):
                async with db.begin(VIA, people[OFFICE].id) as session:
                    await open_project(session, people[OFFICE], story.plot, story.course, span)
            step(story.plot.facts.short_name)
        with clock.set_to(moment):
            async with db.begin(VIA, people[OFFICE].id) as session:
                await unit_targets.decide(session, people[OFFICE], span)
        for turn in happens:
            with clock.set_to(turn.at):
                async with db.begin(VIA, people[turn.who].id) as session:
                    await turn.act(session, people[turn.who])
            step(f"{turn.at:%Y-%m-%d} {turn.code}")
        with clock.set_to(happens[-1].at):
            async with db.begin(VIA) as session:
                await platform.enter(session, the_house(VIA))
                await cast.enter(session, the_house(VIA), cast.READER)


async def _open(span: Span, morning: datetime) -> dict[str, Actor]:
    """Lists, people and the terms of the past. That it is a demonstration has to be so before history is written."""
    async with db.begin(VIA) as session:
        await installation.become_demonstration(session)
    house = the_house(VIA)
    with clock.set_to(morning):
        async with db.begin(VIA) as session:
            await plant_lists(session)
            await session.flush()
            await money_asked.ask(session, house, span.opening.year)
            for who in cast.PEOPLE:
                await cast.enter(session, house, who)
            await cast.put_in_charge(session, house)
            for number, day in enumerate(stages.held_days(span)):
                if day <= span.opening:
                    await batches.create(session, house, stages.held(day, number))
        async with db.begin(VIA) as session:
            return {HOUSE: house, **await cast.actors(session)}


class _Keys:
    """Keys in the order of the settable clock, the same each time."""

    def __init__(self) -> None:
        self.count, self.luck = 0, chance("keys")

    def __call__(self) -> int:
        self.count += 1
        milliseconds = int(clock.now().timestamp() * 1000)
        return milliseconds << 80 | self.count << 30 | self.luck.getrandbits(30)
