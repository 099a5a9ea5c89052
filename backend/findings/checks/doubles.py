"""What may be one project twice. Only these look at more than one project, and each finding stands at both."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from backend.findings.facts import Facts
from backend.findings.found import Finding
from backend.findings.rules import Rule
from backend.projects.likeness import alike, pairs_alike, taken_apart

SHORTEST = 3  # characters of its own from which a short name is compared with names


def doubles(projects: Sequence[Facts]) -> Iterator[Finding]:
    """Both of a pair must be among the projects: nobody is told of one that they may not see."""
    known = {facts.code: facts for facts in projects}
    yield from _national_codes(projects)
    yield from _credit_codes([facts for facts in projects if not facts.has_ended])
    names = {facts.code: called(facts) for facts in projects if not facts.has_ended}
    for one, other, a, b in pairs_alike(names):
        yield from _similar(known[one], known[other], a, b)


def called(facts: Facts) -> list[str]:
    """All names by which a project goes; a short name only where it says enough."""
    short = [facts.short_name] if len(taken_apart(facts.short_name).own) >= SHORTEST else []
    return list(dict.fromkeys([facts.name, *facts.aliases, *facts.former_names, *short]))


def approved_apart(one: Facts, other: Facts) -> bool:
    """The authorities gave them a national code each: two projects, whatever they are called."""
    return bool(one.national_code and other.national_code and one.national_code != other.national_code)


def _similar(one: Facts, other: Facts, a: str, b: str) -> Iterator[Finding]:
    if not approved_apart(one, other):
        yield Finding(Rule.SIMILAR_NAME, one, _like(other, a, b))
        yield Finding(Rule.SIMILAR_NAME, other, _like(one, b, a))


def _like(other: Facts, own: str, name: str) -> str:
    return f"“{own}”和{other.code}“{name}”很像，请核对是不是同一个项目；不是的，各填国家项目代码"


def _national_codes(projects: Iterable[Facts]) -> Iterator[Finding]:
    by_code = _grouped((facts.national_code, facts) for facts in projects)
    for code, sharing in by_code.items():
        for facts in sharing if len(sharing) > 1 else ():
            yield Finding(Rule.NATIONAL_CODE, facts, f"国家项目代码{code}，{_others(facts, sharing)}也用")


def _credit_codes(projects: Iterable[Facts]) -> Iterator[Finding]:
    companies = [(company, facts) for facts in projects for company in facts.developers]
    names: dict[str, set[str]] = defaultdict(set)
    for company, _ in companies:
        if company.credit_code:
            names[company.credit_code].add(company.name)
    for code, sharing in _grouped((company.credit_code, facts) for company, facts in companies).items():
        for facts in sharing:
            if len(names[code]) > 1:
                says = f"信用代码{code}登记成{len(names[code])}个单位：{'、'.join(sorted(names[code]))}"
                yield Finding(Rule.CREDIT_CODE, facts, says, mended_at="/projects/{code}/developers/new")
            elif near := [other for other in sharing if other is not facts and _may_be_one(facts, other)]:
                says = f"信用代码{code}，{'、'.join(f'{each.code}“{each.name}”' for each in near)}也用，名称也相近"
                yield Finding(Rule.CREDIT_CODE, facts, says)


def _may_be_one(one: Facts, other: Facts) -> bool:
    """A company may well build two things: only where half of what the names have of their own is the same."""
    if approved_apart(one, other):
        return False
    a, b = taken_apart(one.name), taken_apart(other.name)
    same = len(set(a.own) & set(b.own)) * 2 >= min(len(set(a.own)), len(set(b.own)))
    return alike(one.name, other.name) or (same and a.ordinals == b.ordinals and a.types == b.types)


def _grouped(pairs: Iterable[tuple[str | None, Facts]]) -> Mapping[str, list[Facts]]:
    found: dict[str, list[Facts]] = defaultdict(list)
    for key, facts in pairs:
        if key and facts not in found[key]:
            found[key].append(facts)
    return found


def _others(facts: Facts, sharing: Sequence[Facts]) -> str:
    return "、".join(f"{each.code}“{each.short_name}”" for each in sharing if each is not facts)
