"""Which registered addresses may be called: nothing inside the machine, the network of the machines, or of a cloud."""

import socket
from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanjha.exchange.outgoing import addresses
from sanjha.exchange.outgoing.addresses import BadAddress, check_address, read_address

PUBLIC = "93.184.215.14"
UNFIT = [
    "http://example.org/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "//example.org/",
    "https:/example.org/",
    "https:example.org",
    "HTTPS://example.org\n/",
    "https://user@example.org/",
    "https://user:secret@example.org/",
    "https://example.org@127.0.0.1/",
    "https://example.org\\@127.0.0.1/",
    "https://example.org/?to=http://127.0.0.1/",
    "https://example.org/#x",
    "https://example.org/%2e%2e/",
    "https://example.org/a/../b",
    "https://example.org/a b",
    "https://example.org/\t",
    "https://ex\u0430mple.org/",
    "https://example。org/",
    "https://①②⑦.⓪.⓪.①/",
    "https://exa_mple.org/",
    "https://example..org/",
    "https://example.org./",
    "https://localhost./",
    "https://-example.org/",
    "https:///path",
    "https://",
    "",
    "https://example.org:0/",
    "https://example.org:22/",
    "https://example.org:25/",
    "https://example.org:80/",
    "https://example.org:5432/",
    "https://example.org:6379/",
    "https://example.org:4222/",
    "https://example.org:99999/",
    "https://example.org:port/",
    f"https://example.org/{'a' * 300}",
    "https://2130706433/",
    "https://017700000001/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://0x7f.0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://0/",
    "https://127.0.0.1./",
    "https://1.2.3.256/",
    "https://[::1%25lo]/",
    "https://[fe80::1%25eth0]/",
    "https://[::g]/",
    "https://[::1/",
    "https://::1/",
]
PROTECTED = [
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "169.254.170.2",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "192.0.2.7",
    "198.18.0.1",
    "198.51.100.1",
    "192.88.99.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:7f00:1",
    "::127.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "ff0e::1",
    "100::1",
]


@pytest.fixture
def settings_of(monkeypatch):
    def change(**changed):
        monkeypatch.setattr(addresses, "conf", replace(addresses.conf, **{"demo": False} | changed))

    change()
    return change


@pytest.fixture
def names(monkeypatch, settings_of):
    """A resolver of the test: each name stands for these addresses, in turn when there are several lists."""
    known: dict[str, list[list[str]]] = {}

    def look_up(host, port, **_wanted):
        if host not in known:
            raise socket.gaierror("no such name")
        found = known[host].pop(0) if len(known[host]) > 1 else known[host][0]
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in found
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.mark.parametrize("address", UNFIT)
def test_ssrf_through_a_registered_provider_address(settings_of, address):
    """Spellings that one program reads so and another otherwise are refused by their form, before any look-up."""
    with pytest.raises(BadAddress):
        read_address(address)


@pytest.mark.parametrize("protected", PROTECTED)
def test_ssrf_through_a_registered_provider_address_of_a_protected_network(names, protected):
    """However the host is written: as a number, or as a name that stands for it, alone or beside a public one."""
    names["inner.example.org"] = [[protected]]
    names["both.example.org"] = [[PUBLIC, protected]]
    names[protected] = [[protected]]
    literal = f"[{protected}]" if ":" in protected else protected
    for host in ("inner.example.org", "both.example.org", literal):
        with pytest.raises(BadAddress) as refused:
            check_address(f"https://{host}/")
        assert refused.value.field == "address"


@pytest.mark.parametrize(
    "host", ["localhost", "localhost.localdomain", "ip6-localhost", "127.0.0.1", "[::1]"]
)
def test_ssrf_through_a_registered_provider_address_of_this_machine(settings_of, host):
    """With the resolver of this machine."""
    with pytest.raises(BadAddress):
        check_address(f"https://{host}/")


@pytest.mark.parametrize("public", [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_a_public_address_may_be_called(names, public):
    names["food.example.org"] = [[public]]
    target = check_address("https://food.example.org:8443/sanjha/records")
    assert (target.host, target.port, target.path) == ("food.example.org", 8443, "/sanjha/records")
    assert target.authority == "food.example.org:8443"
    assert check_address("https://food.example.org").authority == "food.example.org"


def test_a_name_that_nobody_knows_is_refused(names):
    with pytest.raises(BadAddress) as refused:
        check_address("https://nobody.example.org/")
    assert refused.value.code == "address-unknown"


def test_the_states_own_networks_may_be_called_when_they_are_named(names, settings_of):
    names["food.punjab.example"] = [["10.24.7.8"]]
    names["other.punjab.example"] = [["10.25.7.8"]]
    names["six.punjab.example"] = [["fd12::7"]]
    settings_of(private_networks="10.24.0.0/16, fd12::/48")
    assert check_address("https://food.punjab.example/").host == "food.punjab.example"
    assert check_address("https://six.punjab.example/").host == "six.punjab.example"
    with pytest.raises(BadAddress):
        check_address("https://other.punjab.example/")


@pytest.mark.parametrize(
    "always", ["127.0.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1", "::1", "fe80::1", "::ffff:127.0.0.1"]
)
def test_no_setting_opens_this_machine_or_the_metadata_of_a_cloud(names, settings_of, always):
    settings_of(private_networks="0.0.0.0/0,::/0")
    names["inner.example.org"] = [[always]]
    with pytest.raises(BadAddress):
        check_address("https://inner.example.org/")


def test_a_network_that_is_none_stops_the_house(names, settings_of):
    settings_of(private_networks="10.0.0.0/33")
    names["food.example.org"] = [[PUBLIC]]
    with pytest.raises(ImproperlyConfigured, match="SANJHA_PRIVATE_NETWORKS"):
        check_address("https://food.example.org/")


def test_only_a_demonstration_calls_itself_and_only_there_without_tls(names, settings_of):
    names["127.0.0.1"] = [["127.0.0.1"]]
    names["food.example.org"] = [[PUBLIC]]
    settings_of(demo=True)
    assert check_address("http://127.0.0.1:8200/").port == 8200
    with pytest.raises(BadAddress):
        check_address("http://food.example.org:8200/")
    with pytest.raises(BadAddress):
        check_address("http://127.0.0.1:5432/")
    settings_of(demo=True, production=True)
    with pytest.raises(BadAddress):
        check_address("http://127.0.0.1:8200/")
