"""A Feishu of many groups that takes its time: `python -m local.feishu.slow GROUPS SECONDS` prints where it listens.

It keeps to the shapes of the vendor's answers and to nothing else; how it behaves is for the simulated Feishu to show.
"""

import asyncio
import json
import re
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAGE = 100
OWNERS = 3
"""Groups of one owner, in the middle."""
PEOPLE_IN_A_DEPARTMENT = 30
_GROUP = re.compile(r".*/chats/oc_(\d+)(?:/(announcement(?:/blocks)?))?$")
_TEXT = "目的：新品推广的协同。功能：排期、物料确认。成员：市场部同事。约定：围绕工作。群主：同事{}"


PER_SECOND = {"announcement.get": 20, "announcement.blocks": 10}
"""Calls a second that the vendor allows, by the product's own names of them; of all others `TIER`."""
TIER = 50


def dictated(calls: Mapping[str, int], share: float) -> float:
    """The seconds that this share of the limits asks for so many calls: the first second's may be made at once."""

    def seconds(call: str) -> float:
        rate = int(PER_SECOND.get(call, TIER) * share)
        return max(0, calls[call] - rate) / rate

    return max(map(seconds, calls), default=0.0)


class SlowFeishu:
    def __init__(self, groups: int, seconds: float) -> None:
        self.groups = groups
        self.seconds = seconds

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until its other end hangs up."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                line, _, rest = head.decode("latin-1").partition("\r\n")
                length = re.search(r"content-length: (\d+)", rest, re.IGNORECASE)
                await reader.readexactly(int(length[1]) if length else 0)
                await asyncio.sleep(self.seconds)
                body = json.dumps(self.answer(line.split()[1]), ensure_ascii=False).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
                writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def answer(self, target: str) -> Mapping[str, Any]:
        url = urlsplit(target)
        query, path = parse_qs(url.query), url.path.removeprefix("/open-apis/")
        if path.startswith("auth/"):
            return {"code": 0, "tenant_access_token": "t-1", "expire": 7200}
        return {"code": 0, "msg": "success", "data": self._data(path, query)}

    def _data(self, path: str, query: Mapping[str, list[str]]) -> Mapping[str, Any]:
        found = _GROUP.match(path)
        if found:
            return self._of_group(int(found[1]), found[2] or "")
        if path == "im/v1/chats":
            start = int(query.get("page_token", ["0"])[0])
            end = min(start + PAGE, self.groups)
            rows = [self._chat(number) for number in range(start, end)]
            return {"items": rows, "has_more": end < self.groups, "page_token": str(end)}
        if path == "im/v1/messages":
            return _messages()
        if path.startswith("contact/v3/users"):
            return {"items": [_person(name) for name in query["user_ids"]]}
        return {"items": [_department(name) for name in query["department_ids"]]}

    def _chat(self, number: int) -> dict[str, Any]:
        owner = f"ou_{number // OWNERS}"
        return {"chat_id": f"oc_{number}", "name": f"市场部-新品推广{number}组", "owner_id": owner,
                "external": False, "tenant_key": "t", "chat_status": "normal"}  # fmt: skip

    def _of_group(self, number: int, part: str) -> Mapping[str, Any]:
        if part == "announcement":
            return {"announcement_type": "docx", "revision_id": 3}
        if part:
            page = {"block_id": f"oc_{number}", "block_type": 1, "page": {"elements": []}, "children": ["b1"]}
            words = {"elements": [{"text_run": {"content": _TEXT.format(number // OWNERS)}}]}
            text = {"block_id": "b1", "block_type": 2, "parent_id": f"oc_{number}", "text": words}
            return {"items": [page, text], "has_more": False}
        detail = {"user_count": "12", "chat_mode": "group", "chat_tag": "department"}
        return self._chat(number) | detail | {"user_manager_id_list": [f"ou_{number // OWNERS + 1}"]}


def _messages() -> Mapping[str, Any]:
    row = {"message_id": "om_1", "msg_type": "text", "create_time": "1790000000000",
           "sender": {"id": "ou_1", "id_type": "open_id", "sender_type": "user"}}  # fmt: skip
    return {"items": [row] * 20, "has_more": True, "page_token": "x"}


def _person(name: str) -> Mapping[str, Any]:
    department = f"od_{int(name.removeprefix('ou_')) // PEOPLE_IN_A_DEPARTMENT}"
    return {"open_id": name, "union_id": f"on_{name}", "name": f"同事{name[3:]}", "department_ids": [department],
            "status": {"is_activated": True}}  # fmt: skip


def _department(name: str) -> Mapping[str, Any]:
    return {"open_department_id": name, "name": f"{name}部", "leader_user_id": f"ou_{int(name[3:]) * 7}"}


async def _main(groups: int, seconds: float) -> None:
    server = await asyncio.start_server(SlowFeishu(groups, seconds).serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(f"http://127.0.0.1:{port}", flush=True)  # noqa: T201 (whoever started it reads that)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), float(sys.argv[2])))
