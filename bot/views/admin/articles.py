"""The page of an article: what is known of it, who was told, and the questions before anything is done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from markupsafe import Markup

from bot.views.admin.admins import person_name, stop_asking_row
from bot.views.admin.callback_data import (
    AskArticleText,
    AskCorrection,
    AskRestore,
    AskSameStory,
    AskSendFailed,
    AskSplit,
    AskWithdraw,
    DropArticleEdits,
    JoinStories,
    OpenArticle,
    PickSameStory,
    RestoreArticle,
    SendCorrection,
    SendFailed,
    SplitArticle,
    WithdrawArticle,
)
from bot.views.format import (
    article_full_url,
    article_title,
    bold,
    clean_text,
    format_time,
    lines,
    link,
    paragraphs,
    provider_name,
    quote,
    shorten,
    topic_name,
)
from bot.views.message import Button, Message, Row, build_keyboard, callback_button, url_buttons
from bot.views.texts import Voice
from storage.article_edits import EditedField, columns_of
from storage.article_pages import Filing, FoldReason, Outcomes
from storage.corrections import FailedAlerts, Told
from storage.models import Article, ArticleEdit, Correction, DeliveryState, RecordFile

MOST_HITS = 8
"""Articles among which one is chosen."""

_LONGEST_TITLE, _LONGEST_IN_LIST, _LONGEST_LABEL = 300, 80, 48
_LONGEST_EXCERPT, _LONGEST_REASON, _LONGEST_PATH = 400, 120, 120
_MOST_IN_STORY, _MOST_TOPICS, _MOST_IN_ROW = 7, 8, 7


class TextPlace(IntEnum):
    """Which text of an article a button asks for."""

    TITLE = 0
    EXCERPT = 1

    @property
    def field(self) -> EditedField:
        """What is stored of it."""
        return EditedField.TITLE if self is TextPlace.TITLE else EditedField.EXCERPT


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the page of an article shows.

    Attributes:
        story: the articles of its story, in order of arrival, each with why it stands there.
        digests: those with its story that were sent.
        token: makes a button good for one press.
    """

    article: Article
    edit: ArticleEdit | None
    filings: Sequence[Filing]
    files: Sequence[RecordFile]
    story: Sequence[FoldReason]
    outcomes: Outcomes
    digests: int
    corrections: Sequence[Correction]
    failed: FailedAlerts
    token: int


def article_page(page: ArticlePage, names: Mapping[int, str], voice: Voice) -> Message:
    """Return the page of an article; ``names`` are those of administrators, by id."""
    text = paragraphs(
        _head(page, voice),
        _standing(page, names, voice),
        _topics(page.filings, voice),
        _story(page, voice),
        _deliveries(page, voice),
        _file(page.files, voice),
    )
    return Message(text, build_keyboard(*_page_rows(page, voice)))


def _head(page: ArticlePage, voice: Voice) -> Markup:
    article = page.article
    title = bold(link(article_full_url(article), article_title(article, _LONGEST_TITLE)))
    times = voice.say(
        "article-times",
        published=format_time(article.published_at, voice),
        arrived=format_time(article.arrived_at, voice),
    )
    excerpt = shorten(clean_text(article.excerpt), _LONGEST_EXCERPT)
    return lines(title, clean_text(provider_name(article)), times, quote(excerpt) if excerpt else "")


def _standing(page: ArticlePage, names: Mapping[int, str], voice: Voice) -> Markup:
    """What was decided about it."""
    article, edit, told = page.article, page.edit, []
    if edit and edit.is_withdrawn and edit.withdrawn_at:
        by = person_name(edit.edited_by, names)
        told.append(voice.say("article-withdrawn-by", name=by, moment=format_time(edit.withdrawn_at, voice)))
    elif article.is_removed:
        told.append(voice.say("article-withdrawn"))
    if article.is_held:
        told.append(voice.say("article-held"))
    if edit and columns_of(edit).keys() - {"is_removed"}:
        by = person_name(edit.edited_by, names)
        told.append(voice.say("article-edited", name=by, moment=format_time(edit.edited_at, voice)))
    announced = article.announced_at
    moment = format_time(announced, voice) if announced else ""
    told.append(voice.say("article-announced", moment=moment) if announced else voice.say("article-unannounced"))
    return lines(*told)


def _topics(filings: Sequence[Filing], voice: Voice) -> Markup:
    if not filings:
        return voice.say("article-no-topics")
    return lines(voice.say("article-topics"), *(_filing(each, voice) for each in filings[:_MOST_TOPICS]))


def _filing(filing: Filing, voice: Voice) -> Markup:
    name = topic_name(filing.topic)
    if not filing.keyword:
        return Markup("• ") + name
    word = clean_text(filing.keyword)
    if filing.is_in_title:
        return Markup("• ") + voice.say("article-topic-in-title", topic=name, keyword=word)
    return Markup("• ") + voice.say("article-topic-in-text", topic=name, keyword=word)


def _story(page: ArticlePage, voice: Voice) -> Markup:
    heading = voice.say("article-story", count=len(page.story))
    if len(page.story) < 2:
        return heading
    shown = [_in_story(number, each, voice) for number, each in enumerate(page.story[:_MOST_IN_STORY], 1)]
    more = len(page.story) - len(shown)
    return lines(heading, *shown, voice.say("article-story-more", count=more) if more else "")


def _in_story(number: int, reason: FoldReason, voice: Voice) -> Markup:
    title = article_title(reason.article, _LONGEST_IN_LIST)
    source = clean_text(provider_name(reason.article))
    named = voice.say("article-in-story", number=number, title=title, source=source)
    if reason.is_by_editor:
        return lines(named, voice.say("article-by-editor"))
    because = shorten(clean_text(reason.because), _LONGEST_REASON)
    return lines(named, voice.say("article-folded", because=because) if because else voice.say("article-first"))


STATE_TEXT_KEYS: Mapping[DeliveryState, str] = {
    DeliveryState.SENT: "article-sent",
    DeliveryState.HELD: "article-held-back",
    DeliveryState.DEAD: "article-dead",
    DeliveryState.UNCERTAIN: "article-uncertain",
}
_WAITING = (DeliveryState.PENDING, DeliveryState.IN_FLIGHT)


def _deliveries(page: ArticlePage, voice: Voice) -> Markup:
    counts = page.outcomes
    waiting = sum(number for (state, _), number in counts.items() if state in _WAITING)
    told = [voice.say("article-waiting", count=waiting)] if waiting else []
    for state, key in STATE_TEXT_KEYS.items():
        number = sum(each for (found, _), each in counts.items() if found is state)
        told += [voice.say(key, count=number)] if number else []
    for (state, reason), number in sorted(counts.items(), key=lambda each: -each[1]):
        if state is DeliveryState.CANCELLED:
            told.append(_cancelled(reason, number, voice))
    heading = voice.say("article-deliveries") if told else voice.say("article-no-deliveries")
    told += [voice.say("article-digests", count=page.digests)] if page.digests else []
    told += [voice.say("article-corrections", count=len(page.corrections))] if page.corrections else []
    return lines(heading, *told)


def _cancelled(reason: str, number: int, voice: Voice) -> Markup:
    if not reason:
        return voice.say("article-cancelled", count=number)
    return voice.say("article-cancelled-for", reason=voice.label(f"label-cancelled-{reason}"), count=number)


def _file(files: Sequence[RecordFile], voice: Voice) -> Markup:
    if not files:
        return voice.say("article-no-file")
    shown = voice.say("article-file", file=shorten(clean_text(files[0].path), _LONGEST_PATH))
    more = len(files) - 1
    return lines(shown, voice.say("article-files-more", count=more) if more else "")


def _page_rows(page: ArticlePage, voice: Voice) -> list[Row]:
    article_id, edit = page.article.id, page.edit
    is_withdrawn = bool(edit and edit.is_withdrawn)
    withdraw = callback_button(voice.label("button-article-withdraw"), AskWithdraw(article_id))
    restore = callback_button(voice.label("button-article-restore"), AskRestore(article_id))
    texts: Row = (
        callback_button(voice.label("button-article-title"), AskArticleText(article_id, TextPlace.TITLE)),
        callback_button(voice.label("button-article-excerpt"), AskArticleText(article_id, TextPlace.EXCERPT)),
    )
    if edit and (edit.title is not None or edit.excerpt is not None):
        texts = (
            *texts,
            callback_button(voice.label("button-article-as-record"), DropArticleEdits(article_id, page.token)),
        )
    correction = callback_button(voice.label("button-article-correction"), AskCorrection(article_id))
    split = callback_button(voice.label("button-article-split"), AskSplit(article_id))
    same = callback_button(voice.label("button-article-join"), AskSameStory(article_id))
    again = callback_button(voice.label("button-article-again", count=page.failed.total), AskSendFailed(article_id))
    return [
        *_other_rows(page),
        (restore if is_withdrawn else withdraw,),
        texts,
        (correction,),
        (split, same) if len(page.story) > 1 else (same,),
        (again,) if page.failed.total else (),
        url_buttons(voice.label("button-read"), article_full_url(page.article)),
    ]


def _other_rows(page: ArticlePage) -> list[Row]:
    """Buttons that open the other articles of the story, by their numbers."""
    buttons = [
        callback_button(str(number), OpenArticle(each.article.id))
        for number, each in enumerate(page.story[:_MOST_IN_STORY], 1)
        if each.article.id != page.article.id
    ]
    return [tuple(buttons[first : first + _MOST_IN_ROW]) for first in range(0, len(buttons), _MOST_IN_ROW)]


# Finding one.


def how_message(voice: Voice) -> Message:
    """Return how the command is written."""
    return Message(voice.say("article-how"))


def none_found_message(text: str, voice: Voice, *, is_link: bool, is_asked: bool = False) -> Message:
    """Return that no article is known so; with a way out where one was asked for."""
    words = shorten(clean_text(text), _LONGEST_IN_LIST)
    said = voice.say("article-no-link") if is_link else voice.say("article-none", text=words)
    return Message(said, build_keyboard(stop_asking_row(voice)) if is_asked else ())


def article_gone_message(voice: Voice) -> Message:
    """Return that an article is not there any more."""
    return Message(voice.say("article-gone"))


def several_message(found: Sequence[Article], total: int, voice: Voice, *, same_as: int | None = None) -> Message:
    """Return articles of which one is meant, each with a button.

    Args:
        found: The first of them.
        total: How many there are.
        voice: Texts and language.
        same_as: The article with which one of them is to be one story; None to open one.
    """
    rows = [
        (callback_button(_label(each), OpenArticle(each.id) if same_as is None else PickSameStory(same_as, each.id)),)
        for each in found
    ]
    more = total - len(found)
    text = lines(voice.say("article-several", count=total), voice.say("article-more", count=more) if more > 0 else "")
    return Message(text, build_keyboard(*rows, *(() if same_as is None else (_back_row(same_as, voice),))))


def _label(article: Article) -> str:
    source = clean_text(provider_name(article))
    return shorten(f"{article_title(article, _LONGEST_LABEL)} · {source}", _LONGEST_LABEL)


def _back(article_id: int, voice: Voice) -> Button:
    return callback_button(voice.label("button-article-back"), OpenArticle(article_id))


def _back_row(article_id: int, voice: Voice) -> Row:
    return (_back(article_id, voice),)


def article_done_message(text: Markup, article_id: int, voice: Voice) -> Message:
    """Return what was done, with the way back to the page."""
    return Message(text, build_keyboard(_back_row(article_id, voice)))


# Withdrawing.


def withdrawal_question(article: Article, outcomes: Outcomes, token: int, voice: Voice) -> Message:
    """Return the question what becomes of messages that are out."""
    unsent = sum(number for (state, _), number in outcomes.items() if state in {*_WAITING, DeliveryState.HELD})
    text = voice.say("article-ask-withdraw", unsent=unsent, sent=outcomes[DeliveryState.SENT, ""])
    mark = callback_button(voice.label("button-article-mark"), WithdrawArticle(article.id, 0, token))
    delete = callback_button(voice.label("button-article-delete"), WithdrawArticle(article.id, 1, token))
    return Message(paragraphs(text, _named(article)), build_keyboard((mark,), (delete,), _back_row(article.id, voice)))


def restoration_question(article: Article, token: int, voice: Voice) -> Message:
    """Return the question whether a withdrawal is taken back."""
    yes = callback_button(voice.label("button-article-restore"), RestoreArticle(article.id, token))
    text = paragraphs(voice.say("article-ask-restore"), _named(article))
    return Message(text, build_keyboard((yes,), _back_row(article.id, voice)))


def _named(article: Article) -> Markup:
    return bold(article_title(article, _LONGEST_TITLE))


# Correcting.


def text_question(article: Article, place: TextPlace, voice: Voice) -> Message:
    """Return the question what title or excerpt is to be."""
    now = clean_text(getattr(article, place.field.value))
    shown = shorten(now, _LONGEST_EXCERPT) or voice.label("label-article-empty")
    is_title = place is TextPlace.TITLE
    text = voice.say("article-ask-title", text=shown) if is_title else voice.say("article-ask-excerpt", text=shown)
    return Message(text, build_keyboard(stop_asking_row(voice)))


def text_refused_message(longest: int, voice: Voice) -> Message:
    """Return that a title or excerpt cannot be so, and is asked for still."""
    return Message(voice.say("article-text-refused", count=longest), build_keyboard(stop_asking_row(voice)))


def correction_question(voice: Voice) -> Message:
    """Return the question what readers are to know."""
    return Message(voice.say("article-ask-correction"), build_keyboard(stop_asking_row(voice)))


def correction_refused_message(longest: int, voice: Voice) -> Message:
    """Return that a correction cannot be so, and is asked for still."""
    return Message(voice.say("article-correction-refused", count=longest), build_keyboard(stop_asking_row(voice)))


def correction_panel(
    correction: Correction,
    article_id: int,
    told: Told,
    token: int,
    voice: Voice,
    *,
    before: int = 0,
    is_changed: bool = False,
) -> Message:
    """Return the question whether to send a correction, which stands above; with how many get it.

    Args:
        correction: As it was written.
        article_id: Of the page to go back to.
        told: Who was told the story.
        token: Makes the button good for one press.
        voice: Texts and language.
        before: Corrections of this story that were sent already, perhaps by another editor.
        is_changed: Whether the number is another than the one that was confirmed.
    """
    lost = told.everybody - told.reached
    text = paragraphs(
        voice.say("article-correction-changed") if is_changed else "",
        voice.say("article-correction-panel", count=told.reached, everybody=lost),
        voice.say("article-correction-perhaps", count=told.perhaps) if told.perhaps else "",
        voice.say("article-correction-before", count=before) if before else "",
        voice.say("article-correction-quiet") if told.reached else "",
    )
    send = callback_button(
        voice.label("button-correction-send", count=told.reached), SendCorrection(correction.id, told.reached, token)
    )
    another = callback_button(voice.label("button-article-another"), AskCorrection(article_id))
    yes: Row = (send,) if told.reached else ()
    return Message(text, build_keyboard(yes, (another, _back(article_id, voice))))


# The story.


def split_question(article: Article, owed: int, token: int, voice: Voice) -> Message:
    """Return the question whether an article leaves its story, with how many are owed its alert then."""
    yes = callback_button(voice.label("button-article-split-yes"), SplitArticle(article.id, article.story_id, token))
    text = paragraphs(voice.say("article-ask-split", count=owed), _named(article))
    return Message(text, build_keyboard((yes,), _back_row(article.id, voice)))


def same_story_question(voice: Voice) -> Message:
    """Return the question which other story is the same."""
    return Message(voice.say("article-ask-same"), build_keyboard(stop_asking_row(voice)))


def join_question(one: Article, other: Article, sizes: tuple[int, int], token: int, voice: Voice) -> Message:
    """Return the question whether two stories are one; with how many articles each has."""
    text = voice.say("article-ask-join", one=_named(one), other=_named(other), count=sizes[0], others=sizes[1])
    yes = callback_button(voice.label("button-article-join-yes"), JoinStories(one.id, other.id, token))
    return Message(text, build_keyboard((yes,), _back_row(one.id, voice)))


# Alerts that failed.


def send_again_question(article: Article, failed: FailedAlerts, token: int, voice: Voice) -> Message:
    """Return the question whether alerts that failed are sent again, and that some may double."""
    if not failed.total:
        return article_done_message(voice.say("article-again-none"), article.id, voice)
    yes = callback_button(
        voice.label("button-article-again-yes", count=failed.total), SendFailed(article.id, failed.total, token)
    )
    text = voice.say("article-ask-again", dead=failed.dead, uncertain=failed.uncertain)
    return Message(paragraphs(text, _named(article)), build_keyboard((yes,), _back_row(article.id, voice)))
