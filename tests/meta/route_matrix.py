"""Which roles get through to which address: written from the roles' rights, not from the code.

A row says who gets through (``opens``), for whom the record at the address is as if it were not there
(``hidden``: 404), and lets everybody else be refused (403) or sent to sign in. ``at`` names the record in
``places``. Each row is executed, by GET and by an empty POST; a route without a row fails, and so does a
row without a route.
"""

from dataclasses import dataclass

from macem.protocol.vocabulary import Role
from tests.meta.visitors import EVERYBODY, ROLES, SIGNED_IN, Who, Without

GET, BOTH, POST = ("GET",), ("GET", "POST"), ("POST",)
NONE: frozenset[Who] = frozenset()


@dataclass(frozen=True)
class Row:
    """One address. ``writes``: who may send it where fewer may than may look."""

    opens: frozenset[Who]
    at: str = ""
    methods: tuple[str, ...] = BOTH
    hidden: frozenset[Who] = NONE
    writes: frozenset[Who] | None = None


CHAIRS: frozenset[Who] = frozenset({Role.CHAIR, Role.VICE_CHAIR})
OFFICE: frozenset[Who] = frozenset({Role.BUSINESS_SUPPORT, Role.CE_COORDINATOR})
CONTACTS: frozenset[Who] = frozenset({Role.SPOC, Role.REPRESENTATIVE, Role.DEPUTY})
CARE: frozenset[Who] = frozenset({Role.SOCIAL_CARE_WORKER, Role.SERVICE_MANAGER})
MASH: frozenset[Who] = frozenset({Role.MASH_DECISION_MAKER})
DETECTIVE: frozenset[Who] = frozenset({Role.INTELLIGENCE_DS})
ANALYSTS: frozenset[Who] = frozenset({Role.INTELLIGENCE_DS, Role.ANALYST})
POLICE: frozenset[Who] = ANALYSTS | {Role.EXPLOITATION_TEAM}
RUN_THE_PANEL = CHAIRS | OFFICE
ADMINISTRATOR: frozenset[Who] = frozenset({Role.ADMINISTRATOR})
AUDITOR: frozenset[Who] = frozenset({Role.AUDITOR})
INVITED: frozenset[Who] = frozenset({Without.INVITED})
OFFICER: frozenset[Who] = frozenset({Role.LOCAL_OFFICER})

WORKER: frozenset[Who] = frozenset({Role.SOCIAL_CARE_WORKER})
SEE_THE_CHILD = RUN_THE_PANEL | CONTACTS | CARE | POLICE | MASH
SEE_THE_ADULT = RUN_THE_PANEL | CONTACTS | ANALYSTS

SIGN_IN_PAGES = {
    "account_login": Row(EVERYBODY),
    "account_logout": Row(SIGNED_IN | INVITED),
    "account_inactive": Row(EVERYBODY, methods=GET),
    "account_signup": Row(NONE),
    "account_reauthenticate": Row(SIGNED_IN),
    "account_request_reauthentication_code": Row(NONE),
    "account_confirm_reauthentication_code": Row(NONE),
    "account_change_password": Row(SIGNED_IN),
    "account_set_password": Row(NONE),
    "account_email": Row(NONE),
    "account_email_verification_sent": Row(NONE),
    "account_confirm_email": Row(NONE, at="mail_key"),
    "account_confirm_login_code": Row(NONE),
    "account_reset_password": Row(EVERYBODY),
    "account_reset_password_done": Row(EVERYBODY, methods=GET),
    "account_reset_password_from_key": Row(EVERYBODY, at="password_key"),
    "account_reset_password_from_key_done": Row(EVERYBODY, methods=GET),
    "mfa_authenticate": Row(EVERYBODY),
    "mfa_reauthenticate": Row(SIGNED_IN),
    "mfa_index": Row(SIGNED_IN, methods=GET),
    "mfa_activate_totp": Row(SIGNED_IN),
    "mfa_deactivate_totp": Row(SIGNED_IN),
    "mfa_view_recovery_codes": Row(SIGNED_IN, methods=GET),
    "mfa_generate_recovery_codes": Row(SIGNED_IN),
    "mfa_download_recovery_codes": Row(NONE),
    "invited:link": Row(EVERYBODY, "link"),
    "demo:choose": Row(EVERYBODY),
    "govuk:gallery": Row(EVERYBODY, methods=GET),
}

ADMINISTRATION = {
    "agencies:users": Row(ADMINISTRATOR, methods=GET),
    "agencies:user_new": Row(ADMINISTRATOR),
    "agencies:user": Row(ADMINISTRATOR, "user", GET),
    "agencies:user_change": Row(ADMINISTRATOR, "user"),
    "agencies:user_shut": Row(ADMINISTRATOR, "user"),
    "agencies:user_open": Row(ADMINISTRATOR, "user"),
    "agencies:user_link": Row(ADMINISTRATOR, "user"),
    "agencies:user_second_factor": Row(ADMINISTRATOR, "user"),
    "agencies:role_new": Row(ADMINISTRATOR, "user"),
    "agencies:role_end": Row(ADMINISTRATOR, "membership"),
    "agencies:agencies": Row(ADMINISTRATOR, methods=GET),
    "agencies:agency_new": Row(ADMINISTRATOR),
    "agencies:agency_change": Row(ADMINISTRATOR, "agency"),
    "agencies:panel": Row(ADMINISTRATOR, "panel", GET),
    "agencies:panel_change": Row(ADMINISTRATOR, "panel"),
    "agencies:place": Row(ADMINISTRATOR, "panel"),
    "audit:log": Row(AUDITOR, methods=GET),
    "audit:openings": Row(AUDITOR, methods=GET),
    "notices:mine": Row(ROLES, methods=GET),
    "notices:failures": Row(ADMINISTRATOR | {Role.BUSINESS_SUPPORT}, methods=GET),
}

RECORD_IDENTITY = RUN_THE_PANEL | CARE | POLICE | MASH
RECORD_SHARING = RUN_THE_PANEL | CARE
RECORD_ABSENCE = OFFICE | CARE | MASH | {Role.ANALYST, Role.EXPLOITATION_TEAM}

PEOPLE = {
    "casefile:children": Row(SEE_THE_CHILD | OFFICER, methods=GET),
    "casefile:adults": Row(SEE_THE_ADULT | OFFICER, methods=GET),
    "casefile:search": Row(SEE_THE_CHILD | OFFICER | AUDITOR),
    "casefile:person": Row(SEE_THE_CHILD, "child", GET, hidden=OFFICER),
    "casefile:seen_by": Row({Role.CHAIR} | AUDITOR, "child", GET),
    "people:duplicate": Row(CHAIRS | {Role.CE_COORDINATOR}, "pair"),
    "people:case_holder": Row(RECORD_IDENTITY, "child"),
    "people:add_name": Row(RECORD_IDENTITY, "child"),
    "people:add_identifier": Row(RECORD_IDENTITY, "child"),
    "people:end_identifier": Row(RECORD_IDENTITY, "number"),
    "people:birth": Row(RECORD_IDENTITY, "child"),
    "people:about": Row(SEE_THE_CHILD, "child", GET, hidden=OFFICER),
    "people:history": Row(SEE_THE_CHILD, "history", GET, hidden=OFFICER),
    "people:record_fact": Row(RECORD_IDENTITY, "topic"),
    "people:add_address": Row(RECORD_IDENTITY - {Role.ANALYST}, "child"),
    "people:add_schooling": Row(RECORD_IDENTITY - ANALYSTS, "child"),
    "people:home_authority": Row(RECORD_IDENTITY, "child"),
    "people:add_contact": Row(RECORD_IDENTITY, "child"),
    "people:change_contact": Row(RECORD_IDENTITY, "contact"),
    "people:link": Row(RECORD_IDENTITY, "child"),
    "people:form_group": Row(RECORD_IDENTITY, "child"),
    "people:peer_group": Row(RECORD_IDENTITY - {Role.SOCIAL_CARE_WORKER}, "peers", hidden=WORKER),
    "people:withdraw_name": Row(RECORD_IDENTITY, "name"),
    "people:end_record": Row(RECORD_IDENTITY, "fact"),
    "sharing:person": Row(RECORD_SHARING, "child", GET),
    "sharing:record_awareness": Row(RECORD_SHARING, "child"),
    "sharing:record_basis": Row(RECORD_SHARING, "child"),
    "sharing:decide": Row(RECORD_SHARING, "child"),
    "sharing:told": Row(RECORD_SHARING, "agreement"),
    "missing:episodes": Row(SEE_THE_CHILD, "child", GET, hidden=ROLES - SEE_THE_CHILD),
    "missing:record": Row(RECORD_ABSENCE, "child"),
    "missing:correct": Row(RECORD_ABSENCE, "episode"),
}

LEAD_EARLY_HELP = CONTACTS | {Role.SOCIAL_CARE_WORKER}
RECORD_NRM = CARE | MASH | DETECTIVE | {Role.CE_COORDINATOR, Role.EXPLOITATION_TEAM}

INVITE = MASH | OFFICE
AUTHOR: frozenset[Who] = frozenset({Role.REFERRER})
READ_SCREENINGS = AUTHOR | RUN_THE_PANEL | CARE | MASH
FILL_IN = ROLES | INVITED

SCREENING = {
    "screening:questions": Row(FILL_IN, methods=GET),
    "screening:overview": Row(AUTHOR, "draft", GET, hidden=FILL_IN - AUTHOR),
    "screening:question": Row(AUTHOR, "draft_question", hidden=FILL_IN - AUTHOR),
    "screening:delete": Row(AUTHOR, "draft", hidden=FILL_IN - AUTHOR),
    "screening:read": Row(READ_SCREENINGS, "screening", GET, hidden=FILL_IN - READ_SCREENINGS),
    "screening:print": Row(READ_SCREENINGS, "screening", GET, hidden=FILL_IN - READ_SCREENINGS),
    "referrals:ways": Row(FILL_IN, "begun"),
    "referrals:danger": Row(AUTHOR, "draft", hidden=FILL_IN - AUTHOR),
    "referrals:check": Row(AUTHOR, "draft", hidden=FILL_IN - AUTHOR),
    "screening:invited": Row(INVITED, methods=GET),
    "screening:invitations": Row(INVITE, methods=GET),
    "screening:invite": Row(INVITE),
    "screening:invitation": Row(INVITE, "invitation", GET),
    "screening:renew": Row(INVITE, "invitation"),
    "screening:mail_again": Row(INVITE, "invitation", POST),
    "screening:end": Row(INVITE, "invitation"),
}

REFERRALS = {
    "referrals:own": Row(FILL_IN, methods=GET),
    "referrals:start": Row(FILL_IN),
    "referrals:emergency": Row(FILL_IN, methods=GET),
    "referrals:refer": Row(ROLES, "begun"),
    "referrals:sent": Row(AUTHOR, "receipt", GET, hidden=FILL_IN - AUTHOR),
    "referrals:mash": Row(MASH, methods=GET),
    "referrals:decide": Row(MASH, "receipt"),
    "referrals:decided": Row(MASH, "receipt", GET),
    "referrals:compare": Row(MASH, "receipt", POST),
    "referrals:assessments": Row(frozenset({Role.SOCIAL_CARE_WORKER}), methods=GET),
    "referrals:sign_off": Row(frozenset({Role.SERVICE_MANAGER}), methods=GET),
    "referrals:child": Row(
        RUN_THE_PANEL | CARE | MASH | DETECTIVE | {Role.EXPLOITATION_TEAM}, "child", GET, hidden=OFFICER
    ),
    "referrals:assess": Row(frozenset({Role.SOCIAL_CARE_WORKER}), "child"),
    "referrals:attach": Row(CARE | {Role.CE_COORDINATOR}, "child"),
    "referrals:assessment_file": Row(RUN_THE_PANEL | CARE | MASH, "attached", GET),
    "referrals:assessment_draft": Row(frozenset({Role.SOCIAL_CARE_WORKER}), "assessment_draft", GET),
    "referrals:assessment_page": Row(frozenset({Role.SOCIAL_CARE_WORKER}), "assessment_page"),
    "referrals:assessment_check": Row(frozenset({Role.SOCIAL_CARE_WORKER}), "assessment_draft"),
    "referrals:assessment_share": Row(frozenset({Role.SOCIAL_CARE_WORKER}), "assessment_draft"),
    "referrals:assessment_unshare": Row(frozenset({Role.SOCIAL_CARE_WORKER}), "assessment_helper", POST),
    "referrals:assessment_delete": Row(frozenset({Role.SOCIAL_CARE_WORKER}), "assessment_draft"),
    "referrals:assessment": Row(RUN_THE_PANEL | CARE | MASH, "assessment", GET),
    "referrals:review": Row(frozenset({Role.SERVICE_MANAGER}), "assessment"),
    "referrals:nrm": Row(RECORD_NRM, "child", hidden=OFFICER),
    "referrals:nrm_withdrawal": Row(RECORD_NRM, "nrm", hidden=OFFICER),
    "referrals:nrm_referral": Row(
        RUN_THE_PANEL | CARE | MASH | DETECTIVE | {Role.EXPLOITATION_TEAM}, "nrm", GET, hidden=OFFICER
    ),
    "referrals:nrm_decision": Row(RECORD_NRM, "nrm", hidden=OFFICER),
    "referrals:nrm_note": Row(RECORD_NRM, "nrm", hidden=OFFICER),
    "referrals:nrm_reconsideration": Row(RECORD_NRM, "nrm_decision", hidden=OFFICER),
    "referrals:strategy_meeting": Row(CARE | MASH | {Role.CE_COORDINATOR}, "child"),
    "referrals:enquiry": Row(CARE | MASH | {Role.CE_COORDINATOR}, "enquiry"),
    "referrals:emergencies": Row(MASH, methods=GET),
    "referrals:emergency_follow_up": Row(MASH, "emergency"),
    "referrals:early_help_list": Row(LEAD_EARLY_HELP | MASH | {Role.CE_COORDINATOR}, methods=GET),
    "referrals:early_help": Row(
        MASH | {Role.SPOC, Role.CE_COORDINATOR}, "early_help", GET, hidden=LEAD_EARLY_HELP - {Role.SPOC}
    ),
    "referrals:early_help_review": Row(
        MASH | {Role.SPOC}, "early_help", hidden=LEAD_EARLY_HELP - {Role.SPOC}
    ),
    "referrals:early_help_lead": Row(MASH | {Role.SPOC}, "early_help", hidden=LEAD_EARLY_HELP - {Role.SPOC}),
    "referrals:early_help_step_up": Row(MASH, "early_help"),
    "intelligence:register": Row(ANALYSTS),
    "intelligence:assess": Row(ANALYSTS, "adult"),
}

READ_NOMINATIONS = RUN_THE_PANEL | DETECTIVE | {Role.SERVICE_MANAGER}
COORDINATOR: frozenset[Who] = frozenset({Role.CE_COORDINATOR})
MEMBERS = RUN_THE_PANEL | CONTACTS | POLICE | CARE | OFFICER
READ_AGENDA = RUN_THE_PANEL | CONTACTS
PUT_ON = OFFICE | {Role.CHAIR}
SUPPORT = frozenset({Role.BUSINESS_SUPPORT, Role.CHAIR})

MEETINGS = {
    "desk:work": Row(ROLES, methods=GET),
    "schedule:dates": Row(MEMBERS, methods=GET),
    "schedule:plan": Row(CHAIRS | {Role.BUSINESS_SUPPORT}),
    "nominations:ramm": Row(READ_NOMINATIONS, writes=COORDINATOR),
    "nominations:ramm_week": Row(READ_NOMINATIONS, "week", GET),
    "nominations:printed": Row(READ_NOMINATIONS, "week", GET),
    "nominations:evaluate": Row(COORDINATOR, methods=POST),
    "nominations:part_two": Row(RUN_THE_PANEL | DETECTIVE, writes=DETECTIVE),
    "nominations:part_two_week": Row(RUN_THE_PANEL | DETECTIVE, "week", GET),
    "nominations:decide": Row(READ_NOMINATIONS - DETECTIVE, "newcomer", hidden=DETECTIVE, writes=COORDINATOR),
    "nominations:decide_row": Row(COORDINATOR, "newcomer", POST, hidden=DETECTIVE),
    "nominations:change": Row(COORDINATOR, "ramm_decision", hidden=DETECTIVE),
    # The question went to Health: for its contacts of other agencies there is none.
    "nominations:answer": Row(
        COORDINATOR | {Role.REPRESENTATIVE, Role.DEPUTY}, "question", hidden=DETECTIVE | {Role.SPOC}
    ),
    "meetings:answer_list": Row(CONTACTS),
    "meetings:list": Row(MEMBERS, methods=GET),
    "meetings:meeting": Row(MEMBERS, "meeting", GET),
    "meetings:chase": Row(SUPPORT, "meeting", POST),
    "meetings:names": Row(RUN_THE_PANEL, "meeting", writes=PUT_ON),
    "meetings:add_item": Row(PUT_ON, "planned"),
    "meetings:name_presenter": Row(PUT_ON, "item"),
    "meetings:remove_item": Row(CHAIRS, "item"),
    "meetings:compile": Row(SUPPORT, "meeting"),
    "meetings:agenda_version": Row(READ_AGENDA, "agenda", GET),
    "meetings:decide_agenda": Row(CHAIRS, "agenda"),
    "meetings:circulate": Row(SUPPORT, "agenda"),
}

RUN = CHAIRS | {Role.BUSINESS_SUPPORT}
SEE_THE_ITEM = MEMBERS - OFFICER
KEEP_SAFE = RUN_THE_PANEL | {Role.SOCIAL_CARE_WORKER}

MEETING_DAY = {
    "meetings:attendance": Row(MEMBERS, "meeting", writes=RUN),
    "meetings:accept_statement": Row(MEMBERS, "seat", POST, writes=RUN),
    "meetings:confirm_deputy": Row(CHAIRS, "seat", POST),
    "meetings:leave": Row(RUN, "seat", POST),
    "meetings:start": Row(RUN, "meeting"),
    "meetings:postpone": Row(CHAIRS, "meeting"),
    "meetings:safety_list": Row(MEMBERS, "moved", GET),
    "meetings:safety": Row(KEEP_SAFE, "moved_item", hidden=MEMBERS - KEEP_SAFE),
    "meetings:finish": Row(RUN, "meeting"),
    "meetings:item": Row(SEE_THE_ITEM, "item", GET, hidden=OFFICER),
    "meetings:display": Row(MEMBERS, "meeting", GET),
    "meetings:floor": Row(MEMBERS, "meeting", writes=RUN),
    "meetings:kept_key": Row(RUN, "meeting", GET),
    "meetings:autosave": Row(RUN, "item", POST),
    "meetings:item_action_line": Row(RUN, "item", POST),
    "meetings:item_no_change": Row(RUN, "item", POST),
    "meetings:item_record": Row(RUN, "item", POST),
    "meetings:item_information": Row(RUN, "item", POST),
    "meetings:item_action": Row(RUN, "item", POST),
    "meetings:item_result": Row(RUN, "item_action", POST),
    "meetings:item_dissent": Row(RUN, "item", POST),
    "meetings:item_concern": Row(RUN, "item", POST),
    "meetings:item_refer": Row(RUN, "item_concern", POST),
    "meetings:item_sharing": Row(RUN, "item", POST),
    "meetings:item_decision": Row(RUN, "item", POST),
    "meetings:item_recuse": Row(RUN, "item", POST),
    "meetings:minutes": Row(MEMBERS, "held", GET),
    "meetings:draft_minutes": Row(SUPPORT, "held"),
    "meetings:let_read_minutes": Row(CHAIRS, "held"),
    "meetings:minutes_version": Row(MEMBERS - OFFICER, "minutes", GET),  # the officer joined later
    "meetings:review_minutes": Row(CHAIRS, "minutes"),
    "meetings:distribute_minutes": Row(SUPPORT, "minutes", POST),
}

ACTIONS = {
    "actions:mine": Row(ROLES, methods=GET),
    "actions:all": Row(RUN_THE_PANEL | CONTACTS, methods=GET),
    "actions:agree": Row(RUN_THE_PANEL | DETECTIVE),
    "actions:action": Row(SEE_THE_CHILD, "action", hidden=ROLES - SEE_THE_CHILD),
    "actions:owner": Row(RUN_THE_PANEL | {Role.SPOC}, "action"),  # the others' agency is another
}

SEND_FILES = OFFICE | {Role.ANALYST, Role.EXPLOITATION_TEAM}

IMPORTS = {
    "imports:list": Row(SEND_FILES, methods=GET),
    "imports:send": Row(SEND_FILES),
    "imports:file": Row(OFFICE, "upload", GET, hidden=SEND_FILES - OFFICE),
    "imports:apply": Row(OFFICE, "upload", POST, hidden=SEND_FILES - OFFICE),
    "imports:report": Row(OFFICE, "applied", GET, hidden=SEND_FILES - OFFICE),
}

MATRIX: dict[str, Row] = {
    **SIGN_IN_PAGES,
    **ADMINISTRATION,
    **PEOPLE,
    **SCREENING,
    **REFERRALS,
    **MEETINGS,
    **MEETING_DAY,
    **ACTIONS,
    **IMPORTS,
}
