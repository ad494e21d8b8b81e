"""S1: who reads what is restricted about a person."""

import pytest

from macem.protocol.protocol_file import ProtocolFileError, read
from macem.protocol.restricted import Post, Readers, may_read, readers
from macem.protocol.vocabulary import Clause, Role
from macem.protocol.vocabulary.facts import RestrictedField
from tests.protocol.making import YORK, YORK_TEXT

GP = RestrictedField.GP
RIGHTS = {GP: readers(["case_holder", "service_manager", "spoc at Health"])}


@pytest.mark.parametrize(
    ("posts", "holds_case", "read"),
    [
        ([], False, False),
        ([], True, True),
        ([Post(Role.SERVICE_MANAGER, "CSC")], False, True),
        ([Post(Role.SPOC, "Health")], False, True),
        ([Post(Role.SPOC, "Education")], False, False),
        ([Post(Role.SPOC)], False, False),
        ([Post(Role.REFERRER, "Health"), Post(Role.SPOC, "Education")], False, False),
        ([Post(Role.SPOC, "Education"), Post(Role.SERVICE_MANAGER)], False, True),
    ],
)
def test_a_role_a_post_or_the_case_opens_a_field(posts, holds_case, read):
    decision = may_read(GP, RIGHTS, posts=posts, holds_case=holds_case)
    assert (decision.met, decision.clause) == (read, Clause.S1)


def test_a_field_without_readers_is_read_by_nobody():
    everybody = [Post(role, "Police") for role in Role]
    assert not may_read(RestrictedField.ADDRESS, RIGHTS, posts=everybody, holds_case=True).met
    assert not may_read(GP, {GP: Readers()}, posts=everybody, holds_case=True).met


def test_holding_the_case_counts_only_where_the_file_says_so():
    rights = {GP: readers(["chair"])}
    assert not may_read(GP, rights, posts=[], holds_case=True).met


def test_york_s_file_names_readers_of_every_field():
    assert set(YORK.restricted) == set(RestrictedField)
    assert all(who.case_holder for who in YORK.restricted.values())
    nobody = {Role.ADMINISTRATOR, Role.AUDITOR, Role.REFERRER, Role.SUB_GROUP_MEMBER, Role.GUEST}
    assert not any(nobody & who.roles for who in YORK.restricted.values())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"spoc at Health"', '"spok at Health"', "a list of roles"),
        ('"spoc at Health"', '"spoc at Helth"', '"Helth" is not the name of an agency'),
    ],
)
def test_a_role_or_an_agency_that_there_is_not_is_named(old, new, said):
    with pytest.raises(ProtocolFileError) as refusal:
        read(YORK_TEXT.replace(old, new, 1))
    (fault,) = refusal.value.faults
    assert fault.key == "restricted.gp"
    assert said in fault.expected
