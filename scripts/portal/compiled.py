"""What templates were compiled to, as bytes that a later build need not make again."""

from collections.abc import Mapping

from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """What templates were compiled to; Jinja asks for it, and compiles what is missing."""

    def __init__(self, codes: Mapping[str, bytes]) -> None:
        self.codes = dict(codes)

    def load_bytecode(self, bucket: Bucket) -> None:
        """The bucket holds the code, when it is known for this very source."""
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """The code is known from now on."""
        self.codes[bucket.key] = bucket.bytecode_to_string()
