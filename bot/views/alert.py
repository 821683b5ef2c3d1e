"""The alert: one message for one story, with the articles that are related to it."""

from collections.abc import Iterable, Sequence
from functools import partial

from markupsafe import Markup, escape

from bot.views.callback_data import (
    OpenAlertActions,
    OpenMuteSource,
    OpenOutlets,
    OpenRelated,
    OpenSnooze,
    OpenWhy,
    SaveArticle,
    UnsaveArticle,
    VoteForArticle,
)
from bot.views.format import (
    TimeFormat,
    article_full_url,
    article_title,
    article_url,
    bold,
    clean_text,
    hashtag,
    lines,
    link,
    normalize_ellipsis,
    paragraphs,
    provider_name,
    quote,
    shorten,
    valid_text_url,
    valid_url,
)
from bot.views.groups import save_in_private_button
from bot.views.message import (
    Button,
    Keyboard,
    Message,
    Page,
    Row,
    build_keyboard,
    callback_button,
    page_buttons,
    url_buttons,
)
from bot.views.stories import also_at_line, hidden_outlets, other_providers, source_line
from bot.views.texts import Voice
from bot.views.topics import mute_button, unmute_button
from storage.models import Article, ArticleKind, ChatKind, Picture, RelatedLink, Topic
from storage.preferences import Appearance

RELATED_PAGE_SIZE = 5
_GROUPS = frozenset({ChatKind.GROUP, ChatKind.SUPERGROUP})
_LONGEST_RELATED_TITLE = 110
_LONGEST_RELATED_PROVIDER = 40
STORY_QUERY = "story:"
"""An inline query that begins so names one article."""
_LONGEST_SOURCE = 30
"""On the button that mutes it."""


def related_to_show(article: Article, others: Sequence[Article]) -> list[RelatedLink]:
    """Return an article's related ones, best quality first, no link twice; else what was found for it, likest first.

    What the alert links already (the article and the others of its story) is not among them, nor what has no title.
    """
    seen = {known for shown in (article, *others) for known in _links_of(shown)}
    chosen = []
    named = sorted(article.related, key=lambda entry: -entry["quality"])
    for entry in named or article.found_related:
        if seen.isdisjoint((entry["canonical"], entry["link"])) and clean_text(entry["title"]):
            seen |= {entry["canonical"], entry["link"]}
            chosen.append(entry)
    return chosen


def related_lines(entries: Iterable[RelatedLink]) -> Markup:
    """Return a list of related articles, each linked and with its provider."""
    return Markup("\n").join(_related_line(entry) for entry in entries)


def _links_of(article: Article) -> set[str | None]:
    return {article.link, article.amp_link, article.web_url, article.amp_url}


def _related_line(entry: RelatedLink) -> Markup:
    title = link(valid_text_url(entry["link"]), shorten(clean_text(entry["title"]), _LONGEST_RELATED_TITLE))
    provider = shorten(clean_text(entry["provider"]), _LONGEST_RELATED_PROVIDER)
    return Markup("• %s · %s") % (title, provider) if provider else Markup("• %s") % escape(title)


_LONGEST_TITLE = 300
_LONGEST_EXCERPT = 900
_FOLDED_EXCERPT = 280
"""Above this a quote folds: about seven lines on a phone."""
_MOST_HASHTAGS = 8


def alert_message(
    article: Article,
    *,
    others: Sequence[Article],
    topics: Sequence[Topic],
    voice: Voice,
    is_saved: bool = False,
    page: int = 0,
    chat_kind: ChatKind = ChatKind.PRIVATE,
    appearance: Appearance | None = None,
) -> Message:
    """Return the alert of a story, or with ``page`` from 1 on a page of what is related to it.

    Its buttons name article and topic, never the delivery, so that all who are shown the same can be sent the same.

    Args:
        article: The one that the subscriber is told.
        others: The other articles of its story.
        topics: The article's topics, in the order of its record.
        voice: Texts and language.
        is_saved: Whether the subscriber keeps the article.
        page: Page 0 is the alert itself, with the first five related articles.
        appearance: How it looks as the post of a channel, which has no buttons that make sense for one person only.
        chat_kind: Of the chat in which it stands. In a group its buttons are the same for all, whoever presses.
    """
    related = Page.of(related_to_show(article, others), page, RELATED_PAGE_SIZE)
    head = _head(article, others, voice)
    preview = valid_url(article.image_url)
    if related.number > 0:
        body = paragraphs(head, _related_section(related, voice))
        return Message(body, _related_keyboard(article, related, voice), preview)
    text = paragraphs(lines(head, _excerpt(article)), _related_section(related, voice))
    if appearance is not None:
        return _channel_post(article, text, topics, voice, appearance)
    body = paragraphs(text, _hashtags(topics))
    if chat_kind in _GROUPS:
        return Message(body, _group_keyboard(article, voice), preview)
    read = (*_read_buttons(article, voice), *share_buttons(article, voice))
    actions = _action_buttons(article, voice, is_saved=is_saved)
    more = _outlets_button(article, others, voice), _more_related_button(article, related, voice)
    return Message(body, build_keyboard(read, actions, vote_buttons(article.id, voice), *more), preview)


def _head(article: Article, others: Sequence[Article], voice: Voice) -> Markup:
    source = source_line(article, voice, TimeFormat.DATE_AND_TIME)
    return lines(_title(article), source, also_at_line(article, others, voice))


def _channel_post(
    article: Article, text: Markup, topics: Sequence[Topic], voice: Voice, appearance: Appearance
) -> Message:
    tags = _hashtags(topics) if appearance.has_hashtags else Markup()
    picture = valid_url(article.image_url) if appearance.picture is not Picture.NONE else None
    preview = article_full_url(article) if picture is None and appearance.has_link_preview else picture
    return Message(
        paragraphs(text, tags, escape(appearance.signature)),
        build_keyboard(_read_buttons(article, voice)[:1]),
        preview,
        is_preview_small=preview is not None and (picture is None or appearance.picture is Picture.SMALL),
    )


def _title(article: Article) -> Markup:
    return bold(link(article_full_url(article), article_title(article, _LONGEST_TITLE)))


def _excerpt(article: Article) -> Markup:
    text = shorten(normalize_ellipsis(clean_text(article.excerpt)), _LONGEST_EXCERPT)
    return quote(text, is_expandable=len(text) > _FOLDED_EXCERPT) if text.strip("…") else Markup()


def _related_section(page: Page[RelatedLink], voice: Voice) -> Markup:
    if not page.items:
        return Markup()
    return lines(voice.say("alert-related"), related_lines(page.items))


def _hashtags(topics: Sequence[Topic]) -> Markup:
    tags = dict.fromkeys(hashtag(topic.hashtag) for topic in topics)
    return Markup(" ").join([tag for tag in tags if tag][:_MOST_HASHTAGS])


def _group_keyboard(article: Article, voice: Voice) -> Keyboard:
    """What everybody may press in a group, and *More* for its administrators."""
    more = callback_button(voice.label("button-more-actions"), OpenAlertActions(article.id))
    own = (*_read_buttons(article, voice), more, save_in_private_button(article.id, voice))
    return build_keyboard(own, vote_buttons(article.id, voice))


def _read_buttons(article: Article, voice: Voice) -> Row:
    read = voice.label("button-watch") if article.kind is ArticleKind.VIDEO else voice.label("button-read")
    amp_url = article.amp_url if article.amp_url != article.web_url else None
    return url_buttons(read, article_full_url(article)) + url_buttons(voice.label("button-amp"), amp_url)


def share_buttons(article: Article, voice: Voice) -> Row:
    """*Share*, which offers the story in a chat that is picked; none where the bot is not to be asked in chats."""
    if not voice.texts.has_inline_mode:
        return ()
    return (Button(voice.label("button-share"), inline_query=f"{STORY_QUERY}{article.id}"),)


VOTE_UP, VOTE_DOWN = "👍", "👎"


def vote_buttons(article_id: int, voice: Voice) -> Row:
    """👍 and 👎, which in a group each may press for themselves; none where the bot is not to ask."""
    if not voice.texts.has_votes:
        return ()
    up, down = VoteForArticle(article_id, 1), VoteForArticle(article_id, 0)
    return callback_button(VOTE_UP, up), callback_button(VOTE_DOWN, down)


def vote_toast(is_up: bool, voice: Voice) -> str:
    """Say that a vote counts."""
    return voice.label("toast-voted", sign=VOTE_UP if is_up else VOTE_DOWN)


def _action_buttons(article: Article, voice: Voice, *, is_saved: bool) -> Row:
    why = callback_button(voice.label("button-why"), OpenWhy(article.id))
    more = callback_button(voice.label("button-alert-actions"), OpenAlertActions(article.id))
    return saved_button(article.id, voice) if is_saved else save_button(article.id, voice), why, more


def save_button(article_id: int, voice: Voice) -> Button:
    """*Save*, below an alert."""
    return callback_button(voice.label("button-save"), SaveArticle(article_id))


def saved_button(article_id: int, voice: Voice) -> Button:
    """*Saved*, which takes that back."""
    return callback_button(voice.label("button-saved"), UnsaveArticle(article_id))


def alert_actions(article: Article, heard: Sequence[Topic], muted: Sequence[Topic], voice: Voice) -> Keyboard:
    """Return what else can be done about an alert: mute its topics or its source, have silence; and the way back.

    Args:
        article: The one that leads.
        heard: Topics of the subscriber that bring it, to mute.
        muted: Those that they have muted, to unmute.
        voice: Texts and language.
    """
    topics = [(mute_button(topic, voice),) for topic in heard] + [(unmute_button(topic, voice),) for topic in muted]
    source = shorten(provider_name(article), _LONGEST_SOURCE)
    mute_source = (callback_button(voice.label("button-mute-source", source=source), OpenMuteSource(article.id)),)
    snooze = callback_button(voice.label("button-snooze"), OpenSnooze(article.id))
    why = (callback_button(voice.label("button-why"), OpenWhy(article.id)),) if voice.scene.here == "group" else ()
    back = callback_button(voice.label("button-back-to-alert"), OpenRelated(article.id, 0))
    return build_keyboard(*topics, mute_source if source else (), (snooze, *why), (back,))


def alert_actions_message(article: Article, heard: Sequence[Topic], muted: Sequence[Topic], voice: Voice) -> Message:
    """Return the same as a message, for an alert that cannot be edited any more."""
    title = link(article_full_url(article), article_title(article, _LONGEST_RELATED_TITLE))
    return Message(voice.say("alert-actions", title=title), alert_actions(article, heard, muted, voice))


def _more_related_button(article: Article, related: Page[RelatedLink], voice: Voice) -> Row:
    more = related.total - len(related.items)
    if not more:
        return ()
    return (callback_button(voice.label("button-more-related", count=more), OpenRelated(article.id, 1)),)


def _outlets_button(article: Article, others: Sequence[Article], voice: Voice) -> Row:
    more = hidden_outlets(article, others)
    return (callback_button(voice.label("button-outlets", count=more), OpenOutlets(article.id, 0)),) if more else ()


OUTLETS_PAGE_SIZE = 8


def outlets_message(article: Article, others: Sequence[Article], page: int, voice: Voice) -> Message:
    """Return a page of who else reports the story of an alert: the best article of each provider, linked."""
    shown = Page.of(other_providers(article, others), page, OUTLETS_PAGE_SIZE)
    told = [
        lines(
            link(article_url(each), article_title(each, _LONGEST_RELATED_TITLE)),
            source_line(each, voice, TimeFormat.DATE_AND_TIME),
        )
        for each in shown.items
    ]
    back = callback_button(voice.label("button-back-to-alert"), OpenRelated(article.id, 0))
    keyboard = build_keyboard(page_buttons(shown.number, shown.count, partial(OpenOutlets, article.id)), (back,))
    return Message(paragraphs(_title(article), voice.say("alert-outlets", count=shown.total), *told), keyboard)


def _related_keyboard(article: Article, related: Page[RelatedLink], voice: Voice) -> Keyboard:
    open_page = partial(OpenRelated, article.id)
    back = callback_button(voice.label("button-back-to-alert"), open_page(0))
    return build_keyboard(page_buttons(related.number, related.count, open_page), (back,))
