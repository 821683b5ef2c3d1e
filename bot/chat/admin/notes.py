"""What a note says, shown to the administrator whom it is owed to."""

from bot.chat.admin.errand import Errand
from bot.chat.admin.names import names_of
from bot.chat.admin.panel import show_panel
from bot.chat.admin.previewing import show_preview
from bot.chat.admin.reporting import send_recipients, show_report
from bot.messages.admin import notes
from bot.messages.admin.plans import called
from bot.messages.admin.staff import named
from storage import audience, broadcasts, marks, plans, tally, topics
from storage.audience import Audience
from storage.models import Broadcast, BroadcastState, DigestIssue, DigestPlan, IssueState, Note, NoteKind
from storage.stories import required


async def tell(errand: Errand, note: Note) -> None:
    """Show what a note says, unless that is out of date."""
    if note.issue_id is not None:
        if found := await errand.run(plans.issue, note.issue_id):
            await _tell_of_issue(errand, note.kind, *found)
    elif note.broadcast_id is not None and (broadcast := await errand.run(broadcasts.find, note.broadcast_id)):
        await _tell_of_broadcast(errand, note.kind, broadcast)


async def _tell_of_broadcast(errand: Errand, kind: NoteKind, broadcast: Broadcast) -> None:
    number = required(broadcast.id)
    if kind is NoteKind.REPORT:
        await show_report(errand, number)
        await send_recipients(errand, number)
    elif kind is NoteKind.CONFIRM and broadcast.state is BroadcastState.UNCONFIRMED:
        await show_preview(errand, number)
        await _ask_second(errand, broadcast)
    elif kind is NoteKind.BRAKED and broadcast.state is BroadcastState.PAUSED:
        counted, why = await errand.run(tally.tally, number), await errand.run(tally.reasons, number)
        await errand.reply(notes.braked(broadcast, counted, why, errand.voice))


async def _tell_of_issue(errand: Errand, kind: NoteKind, issue: DigestIssue, plan: DigestPlan) -> None:
    name = await _called(errand, plan)
    if kind is NoteKind.EMPTY:
        await errand.reply(notes.empty(issue, name, errand.voice))
    elif kind is NoteKind.MISSED:
        await errand.reply(notes.missed(issue, name, errand.voice))
    elif issue.state is IssueState.WAITING and issue.broadcast_id is not None:
        await show_preview(errand, issue.broadcast_id)
        await errand.reply(notes.approve(issue, name, errand.voice))
        await show_panel(errand, issue.broadcast_id, is_new=True)


async def _ask_second(errand: Errand, broadcast: Broadcast) -> None:
    number, whom = required(broadcast.id), Audience.from_json(broadcast.audience)
    size = await errand.run(audience.count, whom, broadcast.is_notice, errand.now)
    author = named(broadcast.author_id, await names_of(errand.bot, [broadcast.author_id]))
    mark = await errand.run(marks.make, errand.person_id, number, errand.now)
    await errand.reply(notes.confirm(broadcast, size, author, mark, errand.voice))


async def _called(errand: Errand, plan: DigestPlan) -> str:
    known = {topic.id: topic for topic in await errand.run(topics.every)}
    return called([known[topic_id] for topic_id in plan.topic_ids if topic_id in known], errand.voice)
