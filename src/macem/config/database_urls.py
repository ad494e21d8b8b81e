"""Database addresses: `postgresql://` URLs into Django's settings, and back. No Django here.

A socket folder may be given as `?host=/folder`, or percent-encoded in the place of the host. As in
libpq, a plus sign is a plus sign: a blank is written `%20`.
"""

from typing import Any
from urllib.parse import quote, unquote

SCHEMES = ("postgresql", "postgres")

# libpq's own parameters that may follow the question mark. Anything else is a slip worth naming.
PARAMETERS = frozenset(
    {
        "application_name",
        "channel_binding",
        "connect_timeout",
        "gssencmode",
        "host",
        "keepalives",
        "keepalives_count",
        "keepalives_idle",
        "keepalives_interval",
        "options",
        "passfile",
        "port",
        "require_auth",
        "service",
        "sslcert",
        "sslcrl",
        "sslkey",
        "sslmode",
        "sslnegotiation",
        "sslrootcert",
        "target_session_attrs",
        "tcp_user_timeout",
    }
)


class DatabaseUrlError(ValueError):
    """The address cannot be read; the message is a sentence and never holds the password."""


def parse(url: str) -> dict[str, Any]:
    """Django's settings for the database at this address."""
    # Not `urlsplit`: its errors quote the password, and it turns a socket folder's capitals to small letters.
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in SCHEMES:
        raise DatabaseUrlError("A database address starts with postgresql://, and this one does not.")
    if "#" in rest:
        raise DatabaseUrlError("A database address has no # part: write # in a password as %23.")
    address, _, query = rest.partition("?")
    authority, _, name = address.partition("/")
    credentials, _, location = authority.rpartition("@")
    user, _, password = credentials.partition(":")
    hosts, ports = _hosts_and_ports(location)
    options = _parameters(query)
    hosts = options.pop("host", hosts)
    ports = options.pop("port", ports)
    if not name:
        raise DatabaseUrlError("The database address names no database: it ends with /NAME.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(name),
        "USER": unquote(user),
        "PASSWORD": unquote(password),
        "HOST": hosts,
        "PORT": ports,
        "OPTIONS": options,
    }


def compose(
    *,
    user: str,
    database: str,
    host: str,
    port: str = "",
    password: str = "",
    **parameters: str,
) -> str:
    """The address that `parse` reads back; a host that is a folder becomes `?host=`."""
    credentials = quote(user, safe="") + (":" + quote(password, safe="") if password else "")
    location = ""
    query = dict(parameters)
    if host.startswith("/"):
        query = {"host": host, **query}
        if port:
            query["port"] = port
    else:
        location = f"[{host}]" if ":" in host else host
        if port:
            location += f":{port}"
    address = f"postgresql://{credentials}@{location}/{quote(database, safe='')}"
    if query:
        address += "?" + "&".join(f"{key}={quote(value, safe='/')}" for key, value in query.items())
    return address


def _hosts_and_ports(location: str) -> tuple[str, str]:
    hosts: list[str] = []
    ports: list[str] = []
    for one in location.split(","):
        if one.startswith("["):
            host, closed, rest = one[1:].partition("]")
            if not closed or (rest and not rest.startswith(":")):
                raise DatabaseUrlError("The database address has an IPv6 host whose brackets do not match.")
            port = rest.removeprefix(":")
        else:
            host, _, port = one.partition(":")
        if port and not port.isdigit():
            raise DatabaseUrlError(
                "The port in the database address is not a number: characters such as / : @ # in a "
                "user name or password are written in percent-encoding."
            )
        hosts.append(unquote(host))
        ports.append(port)
    return ",".join(hosts), ",".join(ports) if any(ports) else ""


def _parameters(query: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in filter(None, query.split("&")):
        key, separator, value = pair.partition("=")
        key = unquote(key)
        if key not in PARAMETERS or not separator:
            raise DatabaseUrlError(f"The database address has a part that is not known: {key}.")
        found[key] = unquote(value)
    return found
