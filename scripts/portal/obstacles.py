"""What stands in the way of a command, as an exception: what is so, and what to do about it."""


class ObstacleError(Exception):
    """The command cannot go on: what is so, and what to do, both in the words of the person."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what, fix)  # both: another process makes it anew from these
        self.what, self.fix = what, fix

    def __str__(self) -> str:
        """What is so."""
        return self.what
