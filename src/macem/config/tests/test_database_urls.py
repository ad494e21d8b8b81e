"""Database addresses, read by hand from libpq's documentation of connection URIs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.config import database_urls
from macem.config.database_urls import DatabaseUrlError, compose, parse


def test_an_address_with_everything() -> None:
    assert parse("postgresql://macem_web:s%3A%40%2F%23@db.example:6432/macem?sslmode=verify-full") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "macem",
        "USER": "macem_web",
        "PASSWORD": "s:@/#",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "verify-full"},
    }


def test_a_socket_folder_in_the_query() -> None:
    settings = parse("postgresql://macem_web@/macem?host=/var/tmp/Macem-0/s&port=5432")
    assert (settings["HOST"], settings["PORT"]) == ("/var/tmp/Macem-0/s", "5432")
    assert settings["OPTIONS"] == {}


def test_a_socket_folder_in_the_hosts_place_keeps_its_capitals() -> None:
    assert parse("postgres://u@%2Frun%2FMyDB/macem")["HOST"] == "/run/MyDB"


def test_options_are_decoded_and_a_plus_stays_a_plus() -> None:
    settings = parse("postgresql://u:a+b@h/macem?options=-c%20role%3Dmacem_web")
    assert settings["OPTIONS"] == {"options": "-c role=macem_web"}
    assert settings["PASSWORD"] == "a+b"


def test_everything_but_the_name_may_be_left_to_the_client() -> None:
    settings = parse("postgresql:///macem")
    assert [settings[key] for key in ("USER", "PASSWORD", "HOST", "PORT")] == ["", "", "", ""]


def test_an_ipv6_host() -> None:
    settings = parse("postgresql://u@[::1]:5433/macem")
    assert (settings["HOST"], settings["PORT"]) == ("::1", "5433")


def test_a_list_of_hosts() -> None:
    settings = parse("postgresql://u@one:5432,two:5433/macem?target_session_attrs=read-write")
    assert (settings["HOST"], settings["PORT"]) == ("one,two", "5432,5433")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://u:topsecret@h/macem", "starts with postgresql://"),
        ("", "starts with postgresql://"),
        ("postgresql://u:topsecret@h", "names no database"),
        ("postgresql://u:topsecret@h/", "names no database"),
        ("postgresql://u:topsecret@h/macem#frag", "%23"),
        ("postgresql://u:topsecret@h:port/macem", "not a number"),
        ("postgresql://u:topsecret@[::1/macem", "brackets"),
        ("postgresql://u:topsecret@h/macem?sslmod=require", "not known: sslmod"),
        ("postgresql://u:topsecret@h/macem?sslmode", "not known: sslmode"),
    ],
)
def test_a_slip_is_named_without_telling_the_password(url: str, says: str) -> None:
    with pytest.raises(DatabaseUrlError) as refused:
        parse(url)
    assert says in str(refused.value)
    assert "topsecret" not in str(refused.value)


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)


@given(user=words, password=words, database=words, options=words)
def test_what_is_composed_is_read_back(user: str, password: str, database: str, options: str) -> None:
    for host, port in (("/var/tmp/s", "5432"), ("db.example", ""), ("::1", "5433")):
        url = compose(user=user, password=password, database=database, host=host, port=port, options=options)
        assert database_urls.parse(url) == {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database,
            "USER": user,
            "PASSWORD": password,
            "HOST": host,
            "PORT": port,
            "OPTIONS": {"options": options},
        }
