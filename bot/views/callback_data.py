"""What a button sends back: a code of one or two letters and numbers, such as ``t:12:0``. Pages count from 0.

Codes of two letters are for administrators, except those that begin with ``f``, ``g``, ``k``, ``l``, ``q`` or ``w``,
and those from ``ps`` to ``zc`` or at the end of this file, which are for readers. That only keeps them apart: the
router looks up by the kind who may press, and an administrator's rights at every press.

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


class OpenAlertActions(CallbackData, code="q"):  # the buttons of the alert become what else can be done about it
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


# Readers: how much of a topic comes.


class OpenVolumes(CallbackData, code="la"):  # the person's topics with the volume of each
    page: int = 0


class OpenTopicVolume(CallbackData, code="lb"):
    topic_id: int


class SetTopicVolume(CallbackData, code="lc"):  # number of the volume (bot/views/volume.py); stories a day, or 0
    topic_id: int
    number: int
    per_day: int


class AskPerDay(CallbackData, code="ld"):  # how many stories a day, by a question
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


class SendDigestNow(CallbackData, code="ga"):
    """Send what stands in the reader's next digests by now."""


class OpenDigestTopic(CallbackData, code="x"):  # a topic's stories that a digest has no room for
    digest_id: int
    topic_id: int
    page: int


# Readers: what they keep, and why something came or did not.


class OpenSaved(CallbackData, code="ka"):
    page: int = 0


class SaveArticle(CallbackData, code="kb"):  # below an alert; the button turns over
    article_id: int


class UnsaveArticle(CallbackData, code="kc"):  # the same, the other way round
    article_id: int


class VoteForArticle(CallbackData, code="kv"):  # up (1) or down (0); the same again takes it back
    article_id: int
    is_up: int


class RemoveSaved(CallbackData, code="kd"):  # on a page of what is saved, which is shown again
    article_id: int
    page: int


class OpenWhy(CallbackData, code="ke"):  # below an alert: why it came
    article_id: int


class OpenMissed(CallbackData, code="kf"):  # what was not told lately
    page: int = 0


# Readers: filters and watches.


class OpenFilters(CallbackData, code="fa"):
    page: int = 0


class OpenWatches(CallbackData, code="fb"):
    page: int = 0


class OpenTopicFilters(CallbackData, code="fc"):
    topic_id: int


class OpenMuteSource(CallbackData, code="fd"):  # below an alert: for how long to hear nothing of its source
    article_id: int


class SaveFilter(CallbackData, code="fe"):  # what was tried: one that hides, one that lets through, or both
    draft_id: int
    second_id: int  # 0 for none


class CancelFilter(CallbackData, code="ff"):
    draft_id: int
    second_id: int


class OpenFilter(CallbackData, code="fg"):
    filter_id: int


class RemoveFilter(CallbackData, code="fh"):
    filter_id: int


class AskFilter(CallbackData, code="fi"):  # which words to filter; topic 0 for the whole chat
    topic_id: int


class MuteSource(CallbackData, code="fj"):  # below an alert; 0 days for good
    article_id: int
    days: int


class UnmuteSource(CallbackData, code="fk"):  # the same, the other way round
    article_id: int
    filter_id: int


class OpenWatch(CallbackData, code="fl"):
    watch_id: int


class RemoveWatch(CallbackData, code="fm"):
    watch_id: int


class AskWatch(CallbackData, code="fn"):
    """Which words to watch."""


class UndoWatch(CallbackData, code="fo"):  # below the answer to /watch
    watch_id: int


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


# Readers: when they are told. A topic of 0 is the whole chat; a day of 0 is every day, 1 is Monday; hours in minutes.


class OpenRhythm(CallbackData, code="wa"):
    """Show the rhythm of the chat."""


class OpenTopicRhythm(CallbackData, code="wg"):  # the rhythm of a topic
    topic_id: int


class OpenRhythmDays(CallbackData, code="wd"):  # on which day of the week
    topic_id: int


class OpenRhythmHours(CallbackData, code="wc"):  # at which hour
    topic_id: int
    day: int


class AskRhythmHour(CallbackData, code="we"):  # another one, to be written
    topic_id: int


class SetRhythm(CallbackData, code="wb"):  # kind: its place in RhythmKind, behind the last is that of the chat
    topic_id: int
    kind: int
    day: int = 0
    minutes: int = 0


class OpenQuietHours(CallbackData, code="wh"):
    """Show the quiet hours."""


class SetQuietHours(CallbackData, code="wi"):  # both the same: none
    start: int
    end: int


class ToggleQuietDay(CallbackData, code="wj"):
    day: int


class AskQuietHours(CallbackData, code="wl"):
    """Ask for other ones, to be written."""


class OpenPause(CallbackData, code="wm"):
    """Show for how long to pause."""


class PauseFor(CallbackData, code="wn"):  # 0: until told
    hours: int


class EndPause(CallbackData, code="wo"):
    """Go on before the pause is over."""


class OpenSnooze(CallbackData, code="ws"):  # below an alert: for how long to hear nothing at all
    article_id: int


class SnoozeFromAlert(CallbackData, code="wt"):
    article_id: int
    hours: int


class OpenTimeZone(CallbackData, code="wu"):
    """Show the time zone, and ask for another one."""


class PickZone(CallbackData, code="wv"):  # its number (bot/gazetteer.py)
    zone: int


# Readers: their groups, threads and channels, which are named by their ids and looked up among the person's own.


class OpenPlaces(CallbackData, code="ps"):
    page: int = 0


class OpenPlace(CallbackData, code="pt"):
    place_id: int


class SetPlacePaused(CallbackData, code="pu"):  # the place that the page is about: paused (1) or going on (0)
    is_paused: int


class OpenPlaceTopics(CallbackData, code="pv"):
    """Show what the place follows, with the way to change it."""


class OpenCopySources(CallbackData, code="pw"):  # from where to copy settings to the place of the page
    page: int = 0


class AskCopy(CallbackData, code="px"):  # 0: the person's own private chat
    place_id: int


class CopySettings(CallbackData, code="py"):  # adding (0) or replacing (1)
    place_id: int
    replaces: int


class AskRemovePlace(CallbackData, code="pz"):
    place_id: int


class RemovePlace(CallbackData, code="za"):
    place_id: int


class TakePlaceOffList(CallbackData, code="zb"):  # one that the person may not change any more
    place_id: int


class TellMissed(CallbackData, code="zc"):
    """Send the digest of what arrived while the bot could not write."""


# Channels, in the private chat of whoever administers one. Which channel it is, the menu says, never the data.


class OpenChannel(CallbackData, code="ck"):
    """Show the page of the channel."""


class PreviewChannelPost(CallbackData, code="cl"):
    """Show how a post will look."""


class SetChannelAlerts(CallbackData, code="cm"):  # paused (0) or not (1)
    is_on: int


class RemoveChannel(CallbackData, code="cn"):
    """Ask whether to forget the channel."""


class ConfirmRemoveChannel(CallbackData, code="co"):
    """Forget the channel."""


class AskSignature(CallbackData, code="cp"):
    """Ask what stands under each post, to be written."""


class ClearSignature(CallbackData, code="cq"):
    """Have nothing stand there."""


class OpenPicture(CallbackData, code="cr"):
    """Show how the picture of a story can be shown."""


class SetPicture(CallbackData, code="cs"):  # its place in Picture
    picture: int


class PostApproved(CallbackData, code="ct"):
    delivery_id: int


class SkipApproval(CallbackData, code="cu"):
    delivery_id: int


class EditApproval(CallbackData, code="cv"):
    delivery_id: int


class ShowWaiting(CallbackData, code="cw"):
    """Ask again about the posts that wait."""


# Groups.


class SetUpGroup(CallbackData, code="na"):
    """Show the topics in place of the greeting."""


class SaveInPrivate(CallbackData, code="nb"):  # below an alert in a group, for whoever presses
    article_id: int


# Readers: search, and lists that somebody shares.


class OpenSearch(CallbackData, code="su"):  # a page of what was found
    query_id: int
    page: int


class WatchSearch(CallbackData, code="sv"):  # the words that were looked for
    query_id: int


class TakeOverList(CallbackData, code="sw"):  # follow all topics of a list
    token: int


class TakeOverTopic(CallbackData, code="sx"):  # follow one of them
    token: int
    topic_id: int


# Readers: the language in which they are spoken to.


class OpenLanguages(CallbackData, code="yl"):
    """Show the languages."""


class SetLanguage(CallbackData, code="ys"):  # its place in LANGUAGES (bot/views/language.py)
    number: int


# Threads of forums, and of private chats.


class FollowHere(CallbackData, code="ha"):  # the topics that the question below a command was about: in the chat itself
    topic_id: int = 0


class MakeThreads(CallbackData, code="hb"):  # a thread for each of them; 0: for all that the chat follows
    topic_id: int = 0


class ToggleTopicThreads(CallbackData, code="hc"):  # in a private chat
    is_on: int
