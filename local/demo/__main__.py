"""`python -m local.demo [play | up | down] [--no-desk] [--groups N] [--lang zh|en]`: the company on a laptop.

play (the usual): from nothing, two weeks played through the deployed functions, a summary, and then the desk until
Ctrl-C; where nobody watches (piped, CI, --no-desk) it ends after the summary and leaves nothing running.
up: stack, simulated platforms and desk, kept running in the background; nothing is played. down: ends them.
"""

import argparse
import shutil
import sys
import time
from collections.abc import Sequence

from local.company.found import FEWEST_GROUPS, GROUPS
from local.demo import background
from local.demo.browser import PageFailed
from local.demo.fortnight import DAYS, Fortnight
from local.demo.promises import broken
from local.demo.stage import Stage, opened
from local.demo.summary import summary
from local.demo.tally import tallied
from local.demo.watch import Watch
from local.stack.record import FunctionFailed
from local.stack.tools import MissingTool
from shared.core.lang import Lang, both


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    try:
        return {"play": _play, "up": _up, "down": _down, "serve": _serve}[asked.what](asked)
    except MissingTool as missing:
        sys.stderr.write(f"{missing}\n")
        return 2


def _play(asked: argparse.Namespace) -> int:
    watch = Watch(sys.stderr, len(DAYS) + 1)
    lang, stays = Lang(asked.lang), not asked.no_desk and sys.stdout.isatty() and sys.stdin.isatty()
    stage = None
    try:
        background.stop()
        stage = opened(asked.groups, watch.say)
        kept = _show(stage, watch, lang)
        if stays:
            _stay(stage, lang)
        return 0 if kept else 1
    except KeyboardInterrupt:
        return 130
    except (FunctionFailed, PageFailed, TimeoutError) as failure:
        watch.clear()
        sys.stderr.write(f"{failure}\n")
        return 1
    finally:
        watch.clear()
        if stage is not None:
            stage.close()
        else:
            background.stop()


def _show(stage: Stage, watch: Watch, lang: Lang) -> bool:
    """Whether everything held that the product promises."""
    began = time.monotonic()
    played = Fortnight(stage, watch.say)
    for _ in played.play():
        watch.step()
    watch.say("清点 · counting")
    tally = tallied(played)
    lines = summary(tally, lang, shutil.get_terminal_size((120, 24)).columns)
    watch.clear()
    sys.stdout.write("\n".join(["", *lines, "", _TOOK[lang].format(took=time.monotonic() - began), ""]))
    sys.stdout.flush()
    failed = broken(tally)
    sys.stderr.writelines(f"  ✗ {words[lang]}\n" for words in failed)
    return not failed


_TOOK = both("  两周放映用了 {took:.0f} 秒", "  the fortnight took {took:.0f} s")
_OPEN = both("  桌面：{url}  每个人收到的消息都在上面", "  The desk, with everybody's inboxes: {url}")
_PAGES = both(
    "  我的群：{url}  用模拟的平台登录，登记系统读不到的群",
    "  “My groups”, where owners file what no API shows: {url}",
)
_LEAVE = both("  按 Ctrl-C 结束", "  Ctrl-C ends it")


def _stay(stage: Stage, lang: Lang) -> None:
    """The desk, until Ctrl-C: from here on events go out by themselves."""
    pages = f"{_PAGES[lang].format(url=stage.front.url)}\n" if stage.front else ""
    sys.stdout.write(f"{_OPEN[lang].format(url=stage.desk.url)}\n{pages}{_LEAVE[lang]}\n")
    sys.stdout.flush()
    stage.go_on()
    try:
        background.wait()
    except KeyboardInterrupt:
        sys.stdout.write("\n")


def _up(asked: argparse.Namespace) -> int:
    lang = Lang(asked.lang)
    urls = background.start(asked.groups)
    sys.stdout.write(_OPEN[lang].format(url=urls.desk).strip() + "\n")
    sys.stdout.write(_PAGES[lang].format(url=urls.pages).strip() + "\n")
    sys.stdout.write(_MORE[lang] + "\n")
    return 0


_MORE = both(
    "地址和钥匙都在 .local/stack.json；make down 结束",
    "Addresses and keys: .local/stack.json. make down ends it",
)


def _down(_: argparse.Namespace) -> int:
    background.stop()
    return 0


def _serve(asked: argparse.Namespace) -> int:
    """What `up` starts in the background."""
    background.serve(asked.groups)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local.demo", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="?", default="play", choices=("play", "up", "down", "serve"))
    parser.add_argument("--no-desk", action="store_true", help="end after the summary")
    parser.add_argument(
        "--groups",
        type=_groups,
        default=GROUPS,
        help=f"how many groups, at least {FEWEST_GROUPS} (%(default)s)",
    )
    parser.add_argument("--lang", choices=[lang.value for lang in Lang], default=Lang.ZH.value)
    return parser


def _groups(text: str) -> int:
    if not text.isdigit() or int(text) < FEWEST_GROUPS:
        raise argparse.ArgumentTypeError(f"at least {FEWEST_GROUPS} hold everything that is planted")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
