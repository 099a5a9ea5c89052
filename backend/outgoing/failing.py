class NotSent(Exception):
    """A message was not taken; `sentence` says why, without secrets. A `final` one is not tried again."""

    def __init__(self, sentence: str, *, final: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.final = sentence, final
