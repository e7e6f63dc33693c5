"""The private server's configuration. It is written anew at every start; ALTER SYSTEM overrides it."""

ACCESS = """\
# Whoever can reach the socket is trusted: its folder lets only its owner in (mode 0700), and there is no
# network port. Asking for the peer's name would add nothing: every process of that owner is the same peer.
local all all trust
"""

_ALWAYS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "300",
    "shared_buffers": "'128MB'",
    "work_mem": "'8MB'",
    "maintenance_work_mem": "'128MB'",
    "effective_cache_size": "'1GB'",
    # In the data folder, not in /dev/shm: that is small in containers, and a killed server would leave files there.
    "dynamic_shared_memory_type": "'mmap'",
    "random_page_cost": "1.1",
    "jit": "off",
    # No extra processes for reading: the registers of a small site lie in memory.
    "io_method": "'sync'",
    "max_wal_size": "'1GB'",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "datestyle": "'iso, ymd'",
    "default_text_search_config": "'pg_catalog.simple'",
    "log_line_prefix": "'%m [%p] '",
    "log_checkpoints": "off",
}

_DURABLE = {
    # Registers of a state: what was committed is on the disk.
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
}

_FOR_TESTS = {
    # The data are made again for every run of the tests; only speed counts.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def configuration(*, durable: bool) -> str:
    """The text of postgresql.conf."""
    chosen = _ALWAYS | (_DURABLE if durable else _FOR_TESTS)
    return "".join(f"{name} = {value}\n" for name, value in chosen.items())
