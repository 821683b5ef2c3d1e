"""What a button sends back: a code of one or two letters and numbers, such as ``t:12:0``. Pages count from 0.

Codes of two letters are for administrators, except those that begin with ``q``, which are for readers. That only keeps
them apart: the router looks up by the kind who may press, and an administrator's rights at every press.

Any app may send any bytes as if a button had been pressed, so this data says what was asked, never that it is
allowed: whoever acts on it looks up the present state by the person's own id.
"""

import re
from dataclasses import dataclass, fields
from typing import Any, ClassVar, dataclass_transform

_DATA = re.compile(r"([a-z]{1,2})((?::(?:0|[1-9][0-9]{0,18}))*)")
_LARGEST_NUMBER = 2**63 - 1


@dataclass_transform(frozen_default=True)
class CallbackData:
    """What a button sends back. A kind is a subclass with a code of its own and whole numbers as fields.

    A code is never given to another kind: buttons that were sent long ago keep their data.
    """

    code: ClassVar[str]
    field_names: ClassVar[tuple[str, ...]]
    kinds: ClassVar[dict[str, type["CallbackData"]]] = {}
    """All kinds by their codes."""

    def __init_subclass__(cls, *, code: str) -> None:
        """Make the kind a frozen dataclass, and let it be found by its code.

        Raises:
            ValueError: Another kind has the code.
        """
        if code in CallbackData.kinds:
            raise ValueError(f"{CallbackData.kinds[code].__name__} has the code {code!r} already")
        cls.code = code
        made: Any = dataclass(frozen=True)(cls)
        cls.field_names = tuple(field.name for field in fields(made))
        CallbackData.kinds[code] = cls

    def encode(self) -> str:
        """Return the data of a button: ASCII, at most 62 of Telegram's 64 bytes.

        Raises:
            TypeError: A field is no number, such as the id of a row that is not stored yet.
        """
        return ":".join((self.code, *(f"{getattr(self, name):d}" for name in self.field_names)))


def parse_callback_data(data: str) -> CallbackData | None:
    """Return what was pressed, or None for anything that no button of ours says."""
    found = _DATA.fullmatch(data)
    kind = CallbackData.kinds.get(found[1]) if found else None
    if found is None or kind is None:
        return None
    numbers = [int(number) for number in found[2].split(":")[1:]]
    if len(numbers) != len(kind.field_names) or any(number > _LARGEST_NUMBER for number in numbers):
        return None
    return kind(*numbers)


# Readers: topics.


class OpenCatalogue(CallbackData, code="c"):
    page: int = 0


class ToggleTopic(CallbackData, code="t"):  # follow or leave it, on a page of the catalogue that is shown again
    topic_id: int
    page: int


class PickTopic(CallbackData, code="w"):  # follow or leave it under the welcome, which is shown again
    topic_id: int


class FollowTopic(CallbackData, code="f"):
    topic_id: int


class UnfollowTopic(CallbackData, code="u"):
    topic_id: int


class UndoFollow(CallbackData, code="b"):  # take back what a link did
    topic_id: int


class OpenMyTopics(CallbackData, code="o"):
    page: int = 0


class ToggleMute(CallbackData, code="h"):  # on a page of the person's own topics, which is shown again
    topic_id: int
    page: int


class DropTopic(CallbackData, code="d"):  # leave it, on a page of the person's own topics
    topic_id: int
    page: int


class ChooseTopicToMute(CallbackData, code="q"):  # the buttons of the alert become its topics
    article_id: int


class MuteTopic(CallbackData, code="m"):  # below an alert; the button turns over
    topic_id: int


class UnmuteBelowAlert(CallbackData, code="qa"):  # the same, the other way round
    topic_id: int


class UnmuteTopic(CallbackData, code="n"):  # below an answer, which is worded anew
    topic_id: int


class MuteBelowAnswer(CallbackData, code="qb"):  # the same, the other way round
    topic_id: int


class OpenTopicCard(CallbackData, code="qc"):  # page of the catalogue to go back to
    topic_id: int
    page: int = 0


class ChangeOnCard(CallbackData, code="qd"):  # leave (0), follow (1) or mute (2), on its card
    topic_id: int
    change: int
    page: int


class OpenTopicCards(CallbackData, code="qe"):  # a page of the catalogue whose topics open their cards
    page: int


class FollowFromList(CallbackData, code="qf"):  # one that somebody meant in a list; the button turns over
    topic_id: int


class LeaveFromList(CallbackData, code="qg"):  # the same, the other way round
    topic_id: int


# Readers: stories and digests.


class OpenRelated(CallbackData, code="r"):  # page 0 is the alert itself
    article_id: int
    page: int


class OpenOutlets(CallbackData, code="v"):  # who else reports the story of an alert
    article_id: int
    page: int


class OpenLatest(CallbackData, code="l"):
    page: int = 0


class OpenTopicLatest(CallbackData, code="a"):
    topic_id: int
    page: int = 0


class OpenStory(CallbackData, code="e"):  # send the alert of a story that a digest lists
    article_id: int


class OpenDigestTopic(CallbackData, code="x"):  # a topic's stories that a digest has no room for
    digest_id: int
    topic_id: int
    page: int


# Readers: their account.


class OpenSettings(CallbackData, code="j"):
    """Show what the person receives."""


class ToggleAnnouncements(CallbackData, code="s"):
    """Receive announcements, or not: a button that was sent before ``TogglePreference``."""


class TogglePreference(CallbackData, code="p"):  # number of its declaration (storage/preferences.py)
    number: int


class SetAnnouncements(CallbackData, code="qz"):  # below a digest or an announcement; 1 for on, 0 for off
    is_on: int


class OpenHelp(CallbackData, code="i"):
    """Show what the wire can do."""


class ResumeAlerts(CallbackData, code="g"):
    """Turn alerts on again."""


class PauseAlerts(CallbackData, code="qh"):
    """Pause everything, as the answer to a question."""


class SetAlertsInSettings(CallbackData, code="qi"):  # on (1) or off (0)
    is_on: int


class LeaveAllTopics(CallbackData, code="qj"):
    """Leave every topic, as the answer to a question."""


class LeaveAsIs(CallbackData, code="qk"):
    """Do nothing, as the answer to a question."""


class ConfirmDelete(CallbackData, code="y"):
    """Erase everything about the person."""


class CancelDelete(CallbackData, code="k"):
    """Erase nothing."""


class NoAction(CallbackData, code="z"):
    """A button that only shows something, such as the page's number."""


# Administrators: broadcasts.


class OpenBroadcasts(CallbackData, code="bk"):
    page: int


class OpenBroadcastPanel(CallbackData, code="ba"):
    broadcast_id: int


class ShowBroadcast(CallbackData, code="bh"):  # as its recipients see it, and its panel below
    broadcast_id: int


class SendBroadcast(CallbackData, code="bs"):
    broadcast_id: int
    token: int


class AskSendBroadcast(CallbackData, code="va"):  # whether to send it now, to so many
    broadcast_id: int
    token: int


class SendTest(CallbackData, code="bt"):  # to whoever presses
    broadcast_id: int
    token: int


class AskStartTime(CallbackData, code="bu"):
    broadcast_id: int


class SetStartTime(CallbackData, code="bv"):
    broadcast_id: int
    minutes: int
    token: int


class ReturnToDraft(CallbackData, code="bb"):  # from waiting for its time, or for a second owner
    broadcast_id: int


class CancelBroadcast(CallbackData, code="bc"):
    broadcast_id: int


class ConfirmCancelBroadcast(CallbackData, code="bd"):  # one that has begun
    broadcast_id: int


class PauseBroadcast(CallbackData, code="bp"):
    broadcast_id: int


class ResumeBroadcast(CallbackData, code="br"):
    broadcast_id: int


class ExtendBroadcast(CallbackData, code="be"):  # send it to people who joined after it was frozen
    broadcast_id: int
    token: int


class ConfirmLargeBroadcast(CallbackData, code="bf"):  # by a second owner
    broadcast_id: int
    token: int


class RejectLargeBroadcast(CallbackData, code="vb"):  # by a second owner
    broadcast_id: int
    token: int


class OldRejectLargeBroadcast(CallbackData, code="bg"):  # as it was sent before it had a token
    broadcast_id: int


class ToggleNotice(CallbackData, code="bn"):  # a service notice, or news
    broadcast_id: int


class ToggleTrial(CallbackData, code="bo"):  # a first batch before the rest
    broadcast_id: int


class ToggleNeverTwice(CallbackData, code="bq"):  # what is perhaps delivered is not sent again
    broadcast_id: int


class AskEndTime(CallbackData, code="bx"):  # after which it is not sent
    broadcast_id: int


class SetEndTime(CallbackData, code="by"):  # 0: no end
    broadcast_id: int
    hours: int


class AskLinkButtons(CallbackData, code="bl"):
    broadcast_id: int


class DropLinkButtons(CallbackData, code="bm"):
    broadcast_id: int


class OpenDrafts(CallbackData, code="xg"):
    page: int


class CopyBroadcast(CallbackData, code="xc"):  # as a new draft
    broadcast_id: int


class AskSendAgain(CallbackData, code="xd"):  # to those whom it failed to reach
    broadcast_id: int


class SendAgain(CallbackData, code="xe"):  # to so many
    broadcast_id: int
    count: int
    token: int


class LeaveLinkLineOut(CallbackData, code="xl"):  # the line that cannot be read
    broadcast_id: int


class AskAnotherPost(CallbackData, code="bw"):
    broadcast_id: int


class GetRecipientsFile(CallbackData, code="cj"):
    broadcast_id: int


# Administrators: the audience of a broadcast.


class OpenAudience(CallbackData, code="ca"):
    broadcast_id: int


class OpenAudienceTopics(CallbackData, code="cb"):
    broadcast_id: int
    page: int


class ToggleAudienceTopic(CallbackData, code="cc"):
    broadcast_id: int
    topic_id: int
    page: int


class OpenAudienceLanguages(CallbackData, code="cd"):
    broadcast_id: int


class ToggleAudienceLanguage(CallbackData, code="ce"):  # place in the list of known ones
    broadcast_id: int
    place: int


class ToggleAudienceChatKind(CallbackData, code="cf"):  # place in the enum
    broadcast_id: int
    place: int


class AskAudienceJoinDay(CallbackData, code="cg"):  # joined after (1) or before (0) it
    broadcast_id: int
    is_after: int


class SetAudienceActiveDays(CallbackData, code="ch"):  # active in so many days; 0: all
    broadcast_id: int
    days: int


class ClearAudience(CallbackData, code="ci"):
    broadcast_id: int


# Administrators: drafts of digests.


class OpenDigestDraft(CallbackData, code="dc"):
    digest_id: int


class EditDigestStories(CallbackData, code="dd"):
    digest_id: int
    page: int


class EditDigestStory(CallbackData, code="de"):
    digest_id: int
    story_id: int


class MoveDigestStory(CallbackData, code="df"):  # up (1) or down (0)
    digest_id: int
    story_id: int
    is_up: int


class PinDigestStory(CallbackData, code="dg"):
    digest_id: int
    story_id: int


class DropDigestStory(CallbackData, code="dh"):  # or take it back
    digest_id: int
    story_id: int


class AskIntroduction(CallbackData, code="di"):
    digest_id: int


class DropIntroduction(CallbackData, code="dj"):
    digest_id: int


class ToggleDigestPersonal(CallbackData, code="dk"):  # each recipient sees only the topics that they follow
    digest_id: int


class PreviewDigest(CallbackData, code="dl"):
    digest_id: int


class CancelDigest(CallbackData, code="dm"):
    digest_id: int


# Administrators: planned digests.


class OpenPlans(CallbackData, code="pa"):
    """Show all plans."""


class NewPlan(CallbackData, code="pb"):
    """Make a plan."""


class OpenPlan(CallbackData, code="pc"):
    plan_id: int


class AskPlanCron(CallbackData, code="pd"):
    plan_id: int


class SetPlanCron(CallbackData, code="pe"):  # place among the offered times
    plan_id: int
    place: int


class AskPlanName(CallbackData, code="xb"):
    plan_id: int


class DropPlanName(CallbackData, code="xf"):  # it goes by its topics
    plan_id: int


class AskPlanZone(CallbackData, code="pf"):
    plan_id: int


class OpenPlanTopics(CallbackData, code="pg"):
    plan_id: int
    page: int


class TogglePlanTopic(CallbackData, code="ph"):
    plan_id: int
    topic_id: int
    page: int


class TogglePlanApproval(CallbackData, code="pi"):  # an editor approves each issue
    plan_id: int


class TogglePlanPersonal(CallbackData, code="pj"):  # each recipient sees only the topics that they follow
    plan_id: int


class TogglePlan(CallbackData, code="pk"):
    plan_id: int


class RemovePlan(CallbackData, code="pl"):
    plan_id: int


class ConfirmRemovePlan(CallbackData, code="pm"):
    plan_id: int


class DropIssue(CallbackData, code="pn"):  # one that waits for approval
    issue_id: int


class OpenPlanAudience(CallbackData, code="po"):
    plan_id: int


class TogglePlanChatKind(CallbackData, code="pp"):  # place in the enum
    plan_id: int
    place: int


class TogglePlanLanguage(CallbackData, code="pq"):  # place in the list of known ones
    plan_id: int
    place: int


class SetPlanActiveDays(CallbackData, code="pr"):  # active in so many days; 0: all
    plan_id: int
    days: int


# Administrators: reports.


class OpenStats(CallbackData, code="ra"):  # days 0: all; light (0) or dark (1)
    days: int
    is_dark: int


class GetStatsFiles(CallbackData, code="rb"):
    days: int


class OpenStatus(CallbackData, code="rc"):
    """Show how the wire is doing."""


class OpenRejectedFiles(CallbackData, code="rd"):
    page: int


class OpenUnreachedFiles(CallbackData, code="ya"):
    page: int


class OpenAudit(CallbackData, code="re"):
    page: int


class OpenBroadcastReport(CallbackData, code="rf"):  # light (0) or dark (1)
    broadcast_id: int
    is_dark: int


# Administrators: who they are.


class OpenAdmins(CallbackData, code="sa"):
    """Show the administrators."""


class AskEditor(CallbackData, code="sb"):
    """Ask who is to become an editor."""


class ConfirmAddEditor(CallbackData, code="xa"):
    person_id: int


class RemoveEditor(CallbackData, code="sc"):
    person_id: int


class ConfirmRemoveEditor(CallbackData, code="sd"):
    person_id: int


class StopAsking(CallbackData, code="se"):
    """Wait for no answer any more."""
