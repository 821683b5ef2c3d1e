"""What the buttons of administrators send back; codes of two letters."""

from bot.views.callback_data import CallbackData

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


class ExtendPaid(CallbackData, code="xp"):  # to so many, for Stars that were named
    broadcast_id: int
    count: int
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


class TogglePaid(CallbackData, code="bz"):  # it goes at the paid rate, for Stars
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


# Administrators: the page of an article.


class OpenArticle(CallbackData, code="ja"):
    article_id: int


class AskWithdraw(CallbackData, code="jb"):
    article_id: int


class WithdrawArticle(CallbackData, code="jc"):  # messages are deleted (1) while they can be, or all marked (0)
    article_id: int
    deletes: int
    token: int


class AskRestore(CallbackData, code="jd"):
    article_id: int


class RestoreArticle(CallbackData, code="je"):
    article_id: int
    token: int


class AskArticleText(CallbackData, code="jf"):  # place in the enum: its title or its excerpt
    article_id: int
    place: int


class DropArticleEdits(CallbackData, code="jg"):  # title and excerpt as the record says
    article_id: int
    token: int


class AskCorrection(CallbackData, code="jh"):
    article_id: int


class SendCorrection(CallbackData, code="ji"):  # to so many
    correction_id: int
    count: int
    token: int


class AskSplit(CallbackData, code="jj"):
    article_id: int


class SplitArticle(CallbackData, code="jk"):  # out of this story
    article_id: int
    story_id: int
    token: int


class AskSameStory(CallbackData, code="jl"):
    article_id: int


class PickSameStory(CallbackData, code="jm"):
    article_id: int
    other_id: int


class JoinStories(CallbackData, code="jn"):
    article_id: int
    other_id: int
    token: int


class AskSendFailed(CallbackData, code="jo"):
    article_id: int


class SendFailed(CallbackData, code="jp"):  # the alerts that failed, so many, once more
    article_id: int
    count: int
    token: int


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


class OpenResponses(CallbackData, code="rg"):  # what readers said in so many days; 0: all
    days: int


class ShowOutlets(CallbackData, code="rh"):  # who told the story of an article first
    article_id: int
    is_dark: int


class SwitchSummary(
    CallbackData, code="ri"
):  # of each day: on (1) or off (0), below /status (1) or below a summary (0)
    is_on: int
    is_below_status: int


# Administrators: topics, as the chat changes them.


class OpenTopicList(CallbackData, code="ja"):
    page: int


class OpenTopicEditor(CallbackData, code="jb"):
    topic_id: int


class AskTopicChange(CallbackData, code="jc"):  # which: place in the enum TopicChange
    topic_id: int
    which: int


class RemoveTopicAlias(CallbackData, code="jd"):  # place in the list, as of a version
    topic_id: int
    place: int
    version: int


class UndoTopicChange(CallbackData, code="je"):
    topic_id: int
    version: int


class ConfirmMergeTopics(CallbackData, code="jf"):  # the first becomes part of the second
    topic_id: int
    target_id: int


class AskNewTopic(CallbackData, code="jg"):
    """Ask what a new topic is called."""


class OpenMissedSearches(CallbackData, code="jh"):
    page: int


class OpenMissedSearch(CallbackData, code="ji"):
    missed_id: int


class MakeMissedAlias(CallbackData, code="jj"):  # another name of a topic
    missed_id: int
    topic_id: int


class AskMissedAlias(CallbackData, code="jk"):  # of which topic it is another name
    missed_id: int


class MakeMissedTopic(CallbackData, code="jl"):
    missed_id: int


class SettleMissedSearch(CallbackData, code="jm"):
    missed_id: int


# Owners: what the bot knows of somebody.


class OpenUser(CallbackData, code="ua"):
    subscriber_id: int


class OpenUserPart(CallbackData, code="ub"):  # place in the enum UserPart
    subscriber_id: int
    part: int


class AskBanUser(CallbackData, code="uc"):
    subscriber_id: int


class BanUser(CallbackData, code="ud"):
    subscriber_id: int


class UnbanUser(CallbackData, code="ue"):
    subscriber_id: int
