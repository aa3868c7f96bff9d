"""Puts the ports of a deployed function together; every part is imported and connected when it is first used.

What a URL check needs (clock, log, hook keys) costs next to nothing; boto3 comes with the first table or queue.
"""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shared.adapters.clock import clock_of
from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.adapters.observe import CloudLog
from shared.app.ports.ports import Papers, Ports
from shared.core.errors import ConfigError, Fault
from shared.core.mode import mode_of
from shared.settings import FunctionSettings, function_settings

if TYPE_CHECKING:
    from shared.adapters.im.kit.connecting import Connected
    from shared.adapters.im.kit.vendor import Vendor
    from shared.adapters.secrets import Credentials, PlatformSecret
    from shared.app.ports.im import Hook
    from shared.app.ports.ports import Bucket, DeadLetters, FactSet, PeopleFile, Queue, Seal
    from shared.app.ports.state import Ledger
    from shared.app.ports.world import World
    from shared.core.policy.policy import Policy


class Parts:
    """What one process keeps between invocations. Raises ConfigError where the environment is wrong."""

    def __init__(
        self, settings: FunctionSettings | None = None, vendors: "Mapping[str, Vendor]" = VENDORS_BY_ID
    ) -> None:
        self.settings = settings or function_settings()
        self._vendors = vendors
        self.clock = clock_of(self.settings.clock_file, self.settings.endpoint)
        self.log = CloudLog(self.settings.function)
        self._policies: dict[str, Policy] = {}
        self._queues: dict[str, Queue] = {}
        self._connected: tuple[tuple[Credentials, float], Connected] | None = None

    def ports(self, remaining: Callable[[], float]) -> Ports:
        """For one invocation, which has `remaining()` seconds left."""
        return Ports(
            clock=self.clock,
            log=self.log,
            token=lambda: secrets.token_hex(16),
            remaining=remaining,
            mode=mode_of(self.settings.mode),
            ledger=lambda: self._ledger,
            world=lambda: self._world,
            policy=self._policy,
            ims=lambda: self._connections().ims,
            not_connected=self._not_connected,
            hooks=self._hook,
            papers=Papers(_publish_form, _read_register, _read_people),
            events=lambda: self._queue(self.settings.events_queue),
            answers=lambda: self._queue(self.settings.answers_queue),
            bucket=lambda: self._bucket,
            dead_letters=lambda: self._dead_letters,
            seal=lambda: self._seal,
            pages=self.settings.pages or None,
            is_local=bool(self.settings.endpoint),
        )

    def _client(self, service: str) -> Any:
        from shared.adapters.aws import client

        return client(service, in_a_hurry=self.settings.function == "hooks")

    @cached_property
    def _ledger(self) -> "Ledger":
        from shared.adapters.dynamodb.ledger import open_ledger

        return open_ledger(self._client("dynamodb"), self.settings.table, self.clock)

    @cached_property
    def _world(self) -> "World":
        from shared.bootstrap.world import world

        return world(self._vendors.values())

    def _policy(self) -> "Policy":
        """The one in force, read anew for each run and understood once for each version."""
        from shared.adapters.policy_file import published_policy
        from shared.core.policy.reading import default_policy
        from shared.core.questions.catalogue import ALL

        current = self._ledger.policy.current()
        if current is None:
            return default_policy(ALL)
        version, data, at = current
        if version not in self._policies:
            self._policies = {version: published_policy(data, ALL)._replace(published=at)}
        return self._policies[version]

    @cached_property
    def _secret(self) -> "PlatformSecret":
        from shared.adapters.secrets import PlatformSecret

        return PlatformSecret(self._client("secretsmanager"), self.settings.secret, self.clock)

    def _connections(self) -> "Connected":
        """Every platform that the secret has something for; connected anew where the secret or our share was changed."""
        credentials = self._secret.credentials() if self.settings.secret else {}
        share = self._policy().budgets.api_share if credentials else 0.0
        if self._connected is None or self._connected[0] != (credentials, share):
            self._connected = ((credentials, share), self._connect(credentials, share))
        return self._connected[1]

    def _connect(self, credentials: "Credentials", share: float) -> "Connected":
        """Each platform has an HTTP client of its own: one that hangs fills nobody else's pool."""
        from shared.adapters.im.kit.connecting import Surroundings, connect_all
        from shared.adapters.im.kit.http import Http

        around = Surroundings(self.settings.platform_urls, Http, self.clock.now, share)
        connected = connect_all(credentials, self._vendors.values(), around)
        for platform, faults in connected.faults.items():
            self.log.alarm("platform_not_connected", platform=platform, why="; ".join(map(str, faults)))
        return connected

    def _not_connected(self) -> "tuple[Fault, ...]":
        return tuple(fault for faults in self._connections().faults.values() for fault in faults)

    def _hook(self, platform: str, door: str) -> "tuple[Hook, Mapping[str, str]] | None":
        from shared.adapters.im.kit.doors import opened

        vendor = self._vendors.get(platform)
        if vendor is None:
            return None
        try:
            return opened(vendor, door, self.settings.hook_keys.get(platform))
        except ConfigError as error:  # wrong keys close this door alone
            self.log.alarm("door_closed", platform=platform, door=door, why=str(error))
            return None

    def _queue(self, url: str) -> "Queue":
        if url not in self._queues:
            from shared.adapters.queue import SqsQueue

            self._queues[url] = SqsQueue(self._client("sqs"), url)
        return self._queues[url]

    @cached_property
    def _dead_letters(self) -> "DeadLetters":
        from shared.adapters.dead_letters import Place, SqsDeadLetters

        told = self.settings
        events = Place(told.events_dead_letters, told.events_queue)
        answers = Place(told.answers_dead_letters, told.answers_queue)
        if not (events.dead and answers.dead):
            remedy = "Deploy with the template, which sets GK_EVENTS_DEAD_LETTERS and GK_ANSWERS_DEAD_LETTERS"
            raise ConfigError(Fault("environment", None, "where the dead letters are is not set", remedy))
        return SqsDeadLetters(self._client("sqs"), {"events": events, "answers": answers})

    @cached_property
    def _seal(self) -> "Seal":
        from shared.adapters.seal import Sealed
        from shared.adapters.secrets import SealKey

        if not self.settings.pages_key:
            remedy = "Deploy with the template, which sets GK_PAGES_KEY"
            raise ConfigError(Fault("environment", None, "where the pages' key is is not set", remedy))
        return Sealed(SealKey(self._client("secretsmanager"), self.settings.pages_key), self.clock)

    @cached_property
    def _bucket(self) -> "Bucket":
        from shared.adapters.bucket import S3Bucket

        return S3Bucket(self._client("s3"), self.settings.bucket)


def _publish_form(data: bytes, file: str) -> "tuple[Policy, bytes]":
    from shared.adapters.policy_file import publish_form
    from shared.core.questions.catalogue import ALL

    return publish_form(data, file, ALL)


def _read_register(data: bytes, file: str, at: datetime) -> "FactSet":
    from shared.adapters.files.upload import read_register

    return read_register(data, file, at)


def _read_people(data: bytes, file: str) -> "PeopleFile | None":
    from shared.adapters.files.upload import read_people

    return read_people(data, file)
