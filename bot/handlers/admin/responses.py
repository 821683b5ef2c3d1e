"""What readers say, who told a story first, and the switch of daily summaries."""

from datetime import UTC, datetime, time, timedelta

from bot.charts.build_news import build_outlets_chart, outlet_times
from bot.charts.process import ChartError, render_chart
from bot.handlers.admin.reports import open_status
from bot.handlers.context import AdminContext, Role
from bot.handlers.routes import button
from bot.views.admin.callback_data import OpenResponses, OpenStatus, ShowOutlets, SwitchSummary
from bot.views.admin.responses import SHOWN_STORIES, outlets_list, outlets_message, responses_message
from bot.views.message import Message
from storage import articles, day_reports, responses, stats


@button(OpenResponses, role=Role.EDITOR)
async def open_responses(context: AdminContext, data: OpenResponses) -> None:
    """Show what readers said and did, in a message of its own: statistics are a picture."""
    await context.toast()
    days = min(data.days, stats.MOST_DAYS) or stats.MOST_DAYS
    begin = datetime.combine(context.now.date(), time(), UTC) - timedelta(days=days - 1)
    found = await context.run(responses.since, begin, SHOWN_STORIES)
    await context.reply(responses_message(found, min(data.days, stats.MOST_DAYS), context.voice))


@button(ShowOutlets, role=Role.EDITOR)
async def show_outlets(context: AdminContext, data: ShowOutlets) -> None:
    """Draw who told the story of an article first."""
    await context.toast()
    await send_outlets(context, data.article_id, is_dark=bool(data.is_dark))


async def send_outlets(context: AdminContext, article_id: int, *, is_dark: bool = False) -> None:
    """Send the picture of who told the story of an article first; in words where it cannot be drawn."""
    article = await context.run(articles.find, article_id)
    told = await context.run(articles.by_story, [article.story_id]) if article else {}
    if article is None or not told:
        await context.reply(Message(context.voice.say("outlets-gone")))
        return
    story = told[article.story_id]
    times = outlet_times(story)
    try:
        png = await render_chart(build_outlets_chart(story, context.voice), is_dark=is_dark)
    except ChartError:
        await context.reply(outlets_list(article.title, [(each.name, each.at) for each in times], context.voice))
    else:
        caption = outlets_message(article.title, article_id, len(times), context.voice, is_dark=is_dark)
        await context.show_picture(png, caption)


@button(SwitchSummary, role=Role.OWNER)
async def switch_summary(context: AdminContext, data: SwitchSummary) -> None:
    """Have an owner be sent summaries, or no longer."""
    await context.run(day_reports.set_summary, context.person_id, context.now, is_wanted=bool(data.is_on))
    await context.toast(context.voice.label("toast-summary-on" if data.is_on else "toast-summary-off"))
    if data.is_below_status:
        await open_status(context, OpenStatus())
