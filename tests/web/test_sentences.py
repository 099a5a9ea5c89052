from typing import Literal

import pytest
from pydantic import BaseModel, ValidationError

from backend.projects.vocabulary import Stage
from backend.web.sentences import in_words


class Asked(BaseModel):
    stage: Stage = Stage.SIGNED
    permission: Literal["read", "write"] = "read"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"stage": "finished"}, "请从这些里选一个：signed、started、producing"),
        ({"permission": "all"}, "请从这些里选一个：read、write"),
    ],
)
def test_choices_are_parted_as_chinese_parts_them(given, sentence):
    with pytest.raises(ValidationError) as refused:
        Asked.model_validate(given)
    assert [error.wanted for error in in_words(refused.value.errors())] == [sentence]
