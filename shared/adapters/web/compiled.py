"""Templates that were compiled when the layer was built: to parse them anew would be a tenth of a cold start.

`python -m shared.adapters.web.compiled` compiles every template beside itself.
"""

from pathlib import Path

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_SUFFIX = ".compiled"
_IN_LAMBDA = "/opt/python/shared/adapters/web/templates"
"""What a traceback names."""


class Compiled(BytecodeCache):
    """Reads, and never writes: what was compiled by another Python, or from another text, is passed over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 (wherever it lies)
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            with (self._folder / f"{bucket.key}{_SUFFIX}").open("rb") as file:
                bucket.load_bytecode(file)
        except FileNotFoundError:
            return

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Where the product runs nothing may be written."""


def compile_all(environment: Environment, folder: Path, to: Path) -> None:
    for path in sorted(folder.glob("*.html")):
        source = path.read_text("utf-8")
        cache = Compiled(to)
        bucket = cache.get_bucket(environment, path.name, None, source)
        bucket.code = environment.compile(source, path.name, f"{_IN_LAMBDA}/{path.name}")
        with (to / f"{path.name}{_SUFFIX}").open("wb") as file:
            bucket.write_bytecode(file)


if __name__ == "__main__":
    from shared.adapters.web.render import TEMPLATES, environment

    compile_all(environment(), TEMPLATES, TEMPLATES)
