"""The connection to JetStream, for threads that otherwise wait for the store: its loop runs in a thread of its own."""

import asyncio
import threading
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

import nats
import structlog
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy, StorageType, StreamConfig
from nats.js.client import JetStreamContext
from nats.js.errors import NotFoundError

from sanjha.kernel.bus import cloudevents
from sanjha.kernel.conf import conf
from sanjha.kernel.models import OutboxEvent

log = structlog.get_logger(__name__)
R = TypeVar("R")

STREAM = "SANJHA"
KEPT_SECONDS = 35 * 24 * 3600
"""A service may stay away that long and still catch up from the stream. The truth stays in the outboxes."""
DUPLICATES_SECONDS = 120
ACK_SECONDS = 60
"""An event that a consumer took and did not settle in that time is given to the next."""
CONNECT_SECONDS = 3.0
PATIENCE = 10.0
MOST_REPLICAS = 3
OF_EACH_UNIT = frozenset({"door"})
"""What every unit carries follows events for each unit by itself; a service's units share its place in the stream."""
Trouble = (NatsError, OSError, TimeoutError, asyncio.TimeoutError)
"""What it looks like when the bus does not answer. Nothing is lost: the outbox keeps what is not acknowledged."""


def replicas_for(address: str) -> int:
    """On how many servers an event is kept before it counts as sent: three where three are named."""
    return MOST_REPLICAS if len(address.split(",")) >= MOST_REPLICAS else 1


class Bus:
    """One connection. Its methods may be called from any thread; they raise one of Trouble when the bus is away."""

    def __init__(self, address: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bus", daemon=True)
        self._thread.start()
        self._subscriptions: dict[str, JetStreamContext.PullSubscription] = {}
        try:
            self._run(self._connect(address))
        except BaseException:
            self._end()
            raise

    def publish(self, events: Sequence[OutboxEvent]) -> None:
        """Send the events in their order; returns when the stream has kept every one of them."""
        self._run(self._publish(events))

    def fetch(self, service: str, kinds: Sequence[str], *, limit: int, seconds: float) -> list[Msg]:
        """Up to `limit` events of these kinds that the service has not settled, oldest first; waits for the first one."""
        return self._run(self._fetch(service, kinds, limit, seconds), seconds + PATIENCE)

    def settle(self, messages: Sequence[Msg]) -> None:
        """These are dealt with."""
        self._run(self._each([message.ack() for message in messages]))

    def put_off(self, message: Msg, seconds: float) -> None:
        """Give this one again later."""
        self._run(message.nak(delay=seconds))

    def close(self) -> None:
        try:
            self._run(self._client.close())
        except Trouble:
            log.warning("the bus was away when its connection was closed")
        finally:
            self._end()

    async def _connect(self, address: str) -> None:
        # Once connected it reconnects for ever by itself; the first time somebody waits to hear that nobody is there.
        self._client = await asyncio.wait_for(
            nats.connect(
                address.split(","),
                name="sanjha",
                connect_timeout=2,
                max_reconnect_attempts=-1,
                reconnect_time_wait=0.5,
            ),
            CONNECT_SECONDS,
        )
        self._js = self._client.jetstream(timeout=PATIENCE)
        wanted = StreamConfig(
            name=STREAM,
            subjects=[cloudevents.SUBJECTS],
            storage=StorageType.FILE,
            num_replicas=replicas_for(address),
            max_age=KEPT_SECONDS,
            duplicate_window=DUPLICATES_SECONDS,
        )
        try:
            await self._js.stream_info(STREAM)
        except NotFoundError:
            await self._js.add_stream(wanted)

    async def _publish(self, events: Sequence[OutboxEvent]) -> None:
        acks = [
            await self._js.publish_async(
                cloudevents.subject_of(event.kind),
                cloudevents.body_of(event),
                headers=cloudevents.headers_of(event),
                wait_stall=PATIENCE,
            )
            for event in events
        ]
        await asyncio.wait_for(asyncio.gather(*acks), PATIENCE)

    async def _fetch(self, service: str, kinds: Sequence[str], limit: int, seconds: float) -> list[Msg]:
        subscription = self._subscriptions.get(service)
        if subscription is None:
            subscription = self._subscriptions[service] = await self._subscribed(service, kinds)
        try:
            return await subscription.fetch(limit, timeout=seconds)
        except TimeoutError:
            return []

    async def _subscribed(self, service: str, kinds: Sequence[str]) -> JetStreamContext.PullSubscription:
        name = f"sanjha-{service}-{conf.unit}" if service in OF_EACH_UNIT else f"sanjha-{service}"
        config = ConsumerConfig(
            durable_name=name,
            ack_policy=AckPolicy.EXPLICIT,
            deliver_policy=DeliverPolicy.ALL,
            ack_wait=ACK_SECONDS,
            max_deliver=-1,
            filter_subjects=sorted(map(cloudevents.subject_of, kinds)),
        )
        await self._js.add_consumer(STREAM, config)
        return await self._js.pull_subscribe_bind(durable=name, stream=STREAM)

    async def _each(self, deeds: Sequence[Coroutine[Any, Any, Any]]) -> None:
        await asyncio.gather(*deeds)

    def _run(self, deed: Coroutine[Any, Any, R], seconds: float = 2 * PATIENCE) -> R:
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result(timeout=seconds)

    def _end(self) -> None:
        asyncio.run_coroutine_threadsafe(_cancel_the_rest(), self._loop).result(timeout=PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=PATIENCE)
        self._loop.close()


async def _cancel_the_rest() -> None:
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
