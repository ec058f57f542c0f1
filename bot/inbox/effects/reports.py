"""What owners do with their reports: sent, added to, taken back, destroyed, copied, judged; a status told."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.documents.files import COPY, copy_name, copy_ref
from bot.inbox.batch import Batch, Work, renew
from bot.inbox.effects.archive import hand_over
from bot.inbox.effects.context import Effects, NotReferred
from bot.inbox.effects.referrals import settle_term, weigh_anew
from bot.outbox.letter import Letter, Part
from casework import clock_updates
from dialogs.case_states import Destroyer, ReferralState
from dialogs.effects import Amend, Copy, Discard, File, Forget, Note, Rate, Tell, Withdraw
from dialogs.faq.redact import redact
from dialogs.guide.checklist import is_complete
from dialogs.questions import Answer
from dialogs.stages.consent import SHARE
from dialogs.stages.share import SEND_VERSION
from guidance.calendar import day_of
from guidance.records.own_record_periods import own_record_periods
from guidance.records.retention_periods import periods_of, written
from locales.text import Day
from storage import audit, cases, consents, desk_records, erasure, files, messages, referrals
from storage.audience import CaseReader
from storage.code_guesses import may_guess, wrong_guess
from storage.conflicts import keeps_from_group
from storage.desk_records import RecordLine
from storage.messages import MessageHeading
from storage.ratings import rate
from storage.report_heads import proven_status, seal_head
from storage.ring_places import changes_by_itself
from storage.sessions import COLLECT, rekeyed
from storage.states import ConsentKind, Direction
from storage.timestamps import DAY, moment, ms
from storage.transaction import Transaction
from storage.unanswered import note_judgement, note_question
from storage.vault import Key

FINAL_AFTER = timedelta(days=3)


async def file(effects: Effects, batch: Batch, work: Work, file: File) -> None:
    """The draft's key becomes the case's; the conversation goes on under a new one, with a new code reserved."""
    tx, key, at = batch.tx, work.kept.key, ms(work.at)
    rules = written(periods_of(effects.book.knowledge.retention.values()))
    await cases.store_case(tx, file, work.kept.session.chat, key, at, effects.named(file.answers), rules)
    periods = own_record_periods(effects.book.knowledge.own_records.values())
    promise = file.consents.get(COLLECT, "")
    await desk_records.begin(tx, file.receipt, promise, file.ministries, periods, at)
    await consents.give(tx, file.receipt, ConsentKind.SEND, file.ministries, SEND_VERSION, at)
    if shares := file.consents.get(SHARE):
        await consents.give(tx, file.receipt, ConsentKind.SHARE, file.ministries, shares, at)
    await clock_updates.start(tx, effects.clocks, file, file.ministries, at)
    await audit.note(tx, at, "owner", "filed", file.receipt)
    await seal_head(tx, file.receipt, key)
    work.kept = renew(tx.vault, work.kept, work.at, forget=False)
    await _keep_waiting(tx, work, key)
    for ministry in file.ministries:
        await effects.ring(tx, work, key, file.receipt, ministry, "new")


async def _keep_waiting(tx: Transaction, work: Work, old: Key) -> None:
    """Files that wait for a word for another report stay with the conversation: this report's end is not theirs."""
    if work.kept.session.care.held:
        await files.reseal_drafts(tx, work.kept.session.chat, old, work.kept.key)


async def amend(effects: Effects, batch: Batch, work: Work, change: Amend) -> None:
    """Keep what an owner adds. Raises NotReferred where it is for a desk that does not have the report, or the report
    was destroyed since, which the conversation may not know."""
    tx, at = batch.tx, ms(work.at)
    case = await effects.own(tx, work, change.receipt)
    if case is None or case.key is None:
        raise NotReferred(change.receipt, change.to)
    await _has_it(tx, change.receipt, change.to)
    sees = await consents.audience(tx, case, change.to, change.also)
    answers = await messages.last_from(tx, case.receipt, change.to) if change.to else ""
    if change.to and not change.closes:
        await cases.bind(tx, case, change, at, sees, answers)
    elif not change.to:
        await cases.amend(tx, case, change, at, effects.named(change.answers))
    if change.said:
        said = Answer(change.said, language=change.language)
        head = MessageHeading(Direction.IN, "added", sees=sees, answers=answers)
        await messages.say(tx, case.key, case.receipt, work.name, at, said, head)
    subject = f"{case.receipt}:{change.to}" if change.to else case.receipt
    await audit.note(tx, at, "owner", "ticked" if change.only_ticks else "amended", subject)
    if change.quiet or (case.file and change.only_ticks and not is_complete(case.file, change.ticked or ())):
        return  # the console shows every tick; a group is only told when nothing is missing any more
    if case.file and change.answers and not change.to:
        await weigh_anew(effects, batch, work, case.file)
    for row in await referrals.referrals(tx, case.receipt):
        if row.state is ReferralState.ASKED and row.ministry == change.to:
            await clock_updates.owner_answered(tx, effects.clocks, row, at)
        if row.open and CaseReader(row.ministry).sees(sees):
            kind = "answered" if row.ministry == change.to else "added"
            await effects.ring(tx, work, case.key, case.receipt, row.ministry, kind)


async def _has_it(tx: Transaction, receipt: str, desk: str) -> None:
    row = await referrals.referral(tx, receipt, desk) if desk else None
    if desk and (row is None or row.state.gone):
        raise NotReferred(receipt, desk)


async def withdraw(effects: Effects, batch: Batch, work: Work, effect: Withdraw) -> None:
    tx, at = batch.tx, ms(work.at)
    case = await effects.own(tx, work, effect.receipt)
    if case is None or case.key is None:
        return
    stood = [row.ministry for row in await referrals.referrals(tx, case.receipt) if not row.state.gone]
    left = await cases.withdraw(tx, case.receipt, effect.ministries, at)
    gone = effect.ministries or tuple(row.ministry for row in await referrals.referrals(tx, case.receipt))
    for what in (ConsentKind.SEND, ConsentKind.SHARE):
        await consents.give(tx, case.receipt, what, gone, "", at, agreed=False)
    await settle_term(tx, case.receipt)
    await audit.note(tx, at, "owner", "withdrew", case.receipt)
    for ministry in (each for each in stood if each in gone):
        await desk_records.add(tx, case.receipt, ministry, RecordLine("withdrew", at, "owner"))
    for ministry in left:
        await effects.ring(tx, work, case.key, case.receipt, ministry, "withdrawn")


async def discard(effects: Effects, batch: Batch, work: Work, effect: Discard) -> None:
    """A file that its owner left out is not kept for the case that something comes of the draft."""
    await files.drop_draft(batch.tx, work.kept.session.chat, effect.file)


async def forget(effects: Effects, batch: Batch, work: Work, effect: Forget) -> None:
    """Erase the draft, or a report of this chat. The desks are told that it is gone, under the house key."""
    tx, at = batch.tx, ms(work.at)
    if not effect.receipt:
        await files.drop_drafts(tx, work.kept.session.chat)
        work.kept = renew(tx.vault, work.kept, work.at, forget=True)
        return
    case = await effects.own(tx, work, effect.receipt)
    if case is None:
        return
    rows = await referrals.referrals(tx, case.receipt)
    shut = {row.ministry for row in rows if await keeps_from_group(tx, case.receipt, row.ministry)}
    gone = await erasure.erase(tx, case.receipt, at, "owner", Destroyer.OWNER)
    if gone is None:
        return
    work.kept = await rekeyed(tx, work.kept, at)
    batch.erased = True
    kept = tuple((body, Day.of(day_of(moment(day * DAY)))) for body, day in gone.kept.items())
    final = await _final(batch, work.at)
    effects.say(work, effects.notices.proof(case.receipt, work.at, gone.line, final, kept, effects.book))
    house = await tx.house_key()
    for ministry in (each for each in gone.desks if each not in shut):
        await effects.ring(tx, work, house, case.receipt, ministry, "withdrawn")


async def _final(batch: Batch, at: datetime) -> Day | None:
    """The day from which no copy of the database can be opened: the ring changes its key within a day of running, the
    old one goes a day later, and days begin at midnight. None for a ring that does not change by itself."""
    return Day.of(day_of(at + FINAL_AFTER)) if await changes_by_itself(batch.tx) else None


async def tell(effects: Effects, batch: Batch, work: Work, effect: Tell) -> None:
    tx, chat = batch.tx, work.kept.session.chat
    own = effect.own and effect.receipt in work.kept.session.care.filed
    if not own and not await may_guess(tx, chat, work.at):
        effects.say(work, effects.notices.too_often())
        return
    case = await effects.own(tx, work, effect.receipt) if own else None
    key = case.key if case is not None else None
    status = await (proven_status(tx, effect.receipt, key) if key is not None else cases.status(tx, effect.receipt))
    if not status.found:
        await wrong_guess(tx, chat, work.at)
    effects.say(work, effects.notices.status_reply(status, own, effects.book))


async def copy(effects: Effects, batch: Batch, work: Work, effect: Copy) -> None:
    """Promise the owner's copy: it is made when the letter is sent, since making it would hold everybody up."""
    session = work.kept.session
    case = await effects.own(batch.tx, work, effect.receipt)
    if case is None:
        return
    await audit.note(batch.tx, ms(work.at), "owner", "copied", case.receipt)
    if effect.whole:
        await hand_over(effects, batch.tx, work, case)
        return
    part = Part("file", ref=copy_ref(case.receipt, session.language), source=COPY, name=copy_name(case.receipt))
    work.to_owner([Letter(session.language, (part,), turn=session.turn, protect=True)])


async def judge(effects: Effects, batch: Batch, work: Work, effect: Rate) -> None:
    case = await effects.own(batch.tx, work, effect.receipt)
    if case is not None:
        await rate(batch.tx, case.receipt, effect.outcome, effect.satisfaction, ms(work.at))
        await audit.note(batch.tx, ms(work.at), "owner", "rated", case.receipt)


async def note(effects: Effects, batch: Batch, work: Work, note: Note) -> None:
    """For the editors: a question, without what may point at somebody, or that an answer was right or wrong."""
    if note.kind == "unanswered":
        await note_question(batch.tx, redact(note.text), note.language, ms(work.at))
    elif note.text in effects.book.knowledge.entries:
        await note_judgement(batch.tx, note.kind, note.text, note.language)
