"""Early help: where a Family Early Help Assessment stands, and what its work brought about (P2)."""

from macem.protocol.vocabulary.words import Word


class EarlyHelpState(Word):
    """Where early help stands; also the outcome of a review, which is the state that it leads to."""

    UNDER_WAY = "under_way", "Under way"
    STEP_UP_ASKED = "step_up_asked", "The MASH is asked to step up"
    STEPPED_UP = "stepped_up", "Stepped up to level 4"
    STEPPED_DOWN = "stepped_down", "Stepped down"
    NEEDS_MET = "needs_met", "Closed: needs met"
    DECLINED = "declined", "Declined by the family"
    DECIDED_AGAIN = "decided_again", "The MASH decided again"

    @property
    def is_open(self) -> bool:
        """Whether the work with the family goes on."""
        return self in {EarlyHelpState.UNDER_WAY, EarlyHelpState.STEP_UP_ASKED}


class WorkEffect(Word):
    """What one kind of work with the child and the family brought about, as its review says."""

    NOT_STARTED = "not_started", "Not started yet"
    NOT_WANTED = "not_wanted", "The family did not want it"
    NO_CHANGE = "no_change", "Done, no change so far"
    SOME_CHANGE = "some_change", "Done, some things are better"
    CLEAR_CHANGE = "clear_change", "Done, clearly better"

    @property
    def was_done(self) -> bool:
        """Whether somebody did something, so that what was done can be said."""
        return self not in {WorkEffect.NOT_STARTED, WorkEffect.NOT_WANTED}
