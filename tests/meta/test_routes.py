"""Who gets through to which address: declared, expected and executed (security 1, 2, 12)."""

from macem.gate.routes import nobody
from tests.meta.route_matrix import MATRIX, Row
from tests.meta.routes import routes
from tests.meta.visitors import EVERYBODY, Who, Without
from tests.meta.walk import Visit, goes_to_sign_in


def test_every_route_has_a_name_and_a_policy():
    assert [route.pattern for route in routes() if not route.name] == []
    assert [route.name for route in routes() if route.policy is None] == []


def test_every_route_has_a_row_and_every_row_a_route():
    assert {route.name for route in routes()} == set(MATRIX)


def test_a_name_stands_for_one_address():
    names = [route.name for route in routes()]
    assert sorted(names) == sorted(set(names))


def test_a_closed_route_is_expected_to_be_closed():
    closed = {route.name for route in routes() if route.policy is nobody}
    assert closed == {name for name, row in MATRIX.items() if not row.opens and not row.hidden}


def expected(row: Row, who: Who, method: str) -> str:
    """Return what the matrix says will happen: "through", "method", "sign in", "missing" or "refused"."""
    if who is Without.SIGN_IN and who not in row.opens and row.opens:
        return "sign in"
    if who in row.hidden:
        return "missing" if method in row.methods else "method"
    if who not in row.opens:
        return "refused"
    if method not in row.methods:
        return "method"
    if method == "POST" and who not in (row.opens if row.writes is None else row.writes):
        return "refused"
    return "through"


def happened(visit: Visit) -> str:
    """Return what happened, in the same words."""
    if goes_to_sign_in(visit):
        return "sign in"
    by_status = {403: "refused", 404: "missing", 405: "method"}
    return by_status.get(visit.status, "through" if visit.status < 400 else f"error {visit.status}")


def is_not_taken_from_whom_the_view_refuses(visit: Visit, wanted: str) -> bool:
    """Say whether the view said that it takes no such method before it would have refused who sent it."""
    return wanted == "refused" and happened(visit) == "method"


def test_each_role_gets_exactly_as_far_as_the_matrix_says(walked):
    row, refused = MATRIX[walked.route], {visitor.who for visitor in walked.refused}
    assert {visit.who for visit in walked.visits} == EVERYBODY - refused
    wrong = [
        f"{visit}: {happened(visit)}, expected {wanted}\n{visit.fault}"
        for visit in walked.visits
        if happened(visit) != (wanted := expected(row, visit.who, visit.method))
        and not is_not_taken_from_whom_the_view_refuses(visit, wanted)
    ]
    wrong += [f"{who}: refused at the gate" for who in refused if expected(row, who, "GET") != "refused"]
    assert wrong == [], "\n".join(wrong)


def test_every_refusal_is_logged_and_writes_nothing_else(visits):
    for visit in visits:
        if visit.status == 403:
            assert visit.wrote <= {"audit_auditevent", "audit_accessentry", "django_session"}, visit
            assert "audit_auditevent" in visit.wrote, visit
