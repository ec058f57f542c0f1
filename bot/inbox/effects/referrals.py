"""What owners decide about a report that was sent: passed on or not, how it ended, and what is to be corrected."""

from __future__ import annotations

from dataclasses import replace

from bot.inbox.batch import Batch, Work
from bot.inbox.effects.context import Effects
from casework import clock_updates
from casework.results import Told
from dialogs.case_states import ReferralRole, ReferralState
from dialogs.effects import File, Prolong, Recall, Refer, Share
from dialogs.session import Ended
from dialogs.stages.consent import KEEP_VERSION, SHARE_VERSION
from dialogs.stages.share import SEND_VERSION
from guidance.calendar import day_of
from guidance.records.own_record_periods import own_record_periods
from guidance.records.retention_periods import DECLINED, WITHDRAWN
from locales.text import Day
from storage import audit, cases, clocks, consents, desk_records, referrals, terms
from storage.cases import Case
from storage.reach import staffed
from storage.referrals import Referral
from storage.sessions import COLLECT
from storage.states import ConsentKind
from storage.timestamps import moment, ms
from storage.transaction import Transaction


async def refer(effects: Effects, batch: Batch, work: Work, effect: Refer) -> None:
    """Pass the report on, or leave it: what was proposed is looked up, nothing is trusted that a button carried."""
    tx = batch.tx
    case = await effects.own(tx, work, effect.receipt)
    giver = await referrals.referral(tx, effect.receipt, effect.giver, lock=True) if case else None
    stands = giver is not None and giver.state is ReferralState.PASSED_ON and giver.open
    kind = "late"
    if case is not None and giver is not None and stands and giver.passed_to == effect.to:
        kind = await (_agreed if effect.agreed else _refused)(effects, batch, work, effect, case, giver)
    effects.say(work, effects.notices.decided(kind, effect.to, effect.receipt, effects.book))
    if case is not None and kind == "referred" and await consents.among(tx, case):
        effects.say(work, effects.notices.may_share(effect.to, effect.receipt, effects.book))


async def share(effects: Effects, batch: Batch, work: Work, effect: Share) -> None:
    """Note whether a body that has the report shares with the others."""
    case = await effects.own(batch.tx, work, effect.receipt)
    if case is not None and await referrals.referral(batch.tx, effect.receipt, effect.body) is not None:
        at = ms(work.at)
        await consents.give(
            batch.tx, effect.receipt, ConsentKind.SHARE, (effect.body,), SHARE_VERSION, at, effect.agreed
        )
        await audit.note(batch.tx, at, "owner", "let share" if effect.agreed else "kept apart", effect.receipt)


async def _agreed(effects: Effects, batch: Batch, work: Work, effect: Refer, case: Case, giver: Referral) -> str:
    tx, at = batch.tx, ms(work.at)
    there = await referrals.referral(tx, effect.receipt, effect.to, lock=True)
    nobody = there is None and effect.to not in await staffed(tx, at)
    if case.file is None or nobody or (there is not None and not there.open):
        return await _stays(effects, batch, work, giver)
    leads = giver.leads
    given = replace(giver.laid_down(), open=False, role=ReferralRole.COOPERATING)
    await referrals.change(tx, giver, given, at)
    await clocks.end(tx, effect.receipt, [effect.giver], at)
    if leads:
        await cases.lead(tx, effect.receipt, effect.to)
    if there is None:
        await _referred(effects, batch, work, effect, case.file, leads, giver.urgent)
    elif leads:
        await referrals.change(tx, there, replace(there, role=ReferralRole.LEAD), at)
    await consents.give(tx, effect.receipt, ConsentKind.SEND, (effect.to,), SEND_VERSION, at)
    await audit.note(tx, at, "owner", "agreed", effect.receipt)
    await effects.tell_desk(batch, work, Told(effect.giver, "referred", effect.receipt))
    _follow(work, effect)
    return "referred"


async def _referred(
    effects: Effects, batch: Batch, work: Work, effect: Refer, file: File, leads: bool, urgent: bool
) -> None:
    """Put the case on the new desk, start its clocks, and tell it."""
    tx, at = batch.tx, ms(work.at)
    await cases.refer(tx, effect.receipt, (effect.to,), effect.to if leads else "", at, urgent)
    periods = own_record_periods(effects.book.knowledge.own_records.values())
    await desk_records.begin(tx, effect.receipt, file.consents.get(COLLECT, ""), (effect.to,), periods, at)
    await clock_updates.start(tx, effects.clocks, file, (effect.to,), at, effect.giver)
    await effects.tell_desk(batch, work, Told(effect.to, "new", effect.receipt))


def _follow(work: Work, effect: Refer) -> None:
    """The chat knows which bodies have the report now; the giver is done, and can still be told to forget it."""
    session = work.kept.session
    bodies = session.care.sent_to.get(effect.receipt, ())
    bodies = bodies if effect.to in bodies else (*bodies, effect.to)
    ended = (*session.care.ended, Ended(effect.giver, effect.receipt))
    work.kept.session = session.with_care(sent_to={**session.care.sent_to, effect.receipt: bodies}, ended=ended)


async def _refused(effects: Effects, batch: Batch, work: Work, effect: Refer, case: Case, giver: Referral) -> str:
    """The report stays with the desk that would have given it away, and its clocks go on."""
    await _stays(effects, batch, work, giver)
    await audit.note(batch.tx, ms(work.at), "owner", "kept", effect.receipt)
    await effects.tell_desk(batch, work, Told(effect.giver, "kept", effect.receipt))
    return "kept"


async def _stays(effects: Effects, batch: Batch, work: Work, giver: Referral) -> str:
    """The giver waits for the owner no more; what the owner hears where nothing else is said."""
    tx, at = batch.tx, ms(work.at)
    stays = replace(giver, state=clock_updates.back_with(giver), passed_to="")
    await referrals.change(tx, giver, stays, at)
    await clock_updates.went_on(tx, effects.clocks, giver, at, stays.state)
    return "late"


async def prolong(effects: Effects, batch: Batch, work: Work, effect: Prolong) -> None:
    """Note the owner's word on how long the report is kept, where it was asked for."""
    tx, at = batch.tx, ms(work.at)
    case = await effects.own(tx, work, effect.receipt)
    term = await terms.of(tx, effect.receipt, lock=True) if case is not None else None
    if term is None or not term.asked:
        effects.say(work, effects.notices.prolonged("late", effect.receipt, None))
        return
    now = await terms.agree(tx, term, effect.agreed)
    await consents.give(tx, effect.receipt, ConsentKind.KEEP, ("",), KEEP_VERSION, at, effect.agreed)
    await audit.note(tx, at, "owner", "prolonged" if effect.agreed else "not prolonged", effect.receipt)
    day = Day.of(day_of(moment(terms.end_of(now, await terms.unfinished(tx, effect.receipt)))))
    effects.say(work, effects.notices.prolonged("longer" if effect.agreed else "agreed", effect.receipt, day))


async def settle_term(tx: Transaction, receipt: str) -> None:
    """How long the report is kept, by how it stands now at each of its bodies."""
    case, term = await cases.case_row(tx, receipt), await terms.of(tx, receipt, lock=True)
    if case is None or term is None:
        return
    ends = [(row.ministry, _end_of(row)) for row in await referrals.referrals(tx, receipt)]
    await terms.ended(tx, term, case.created, ends)


def _end_of(row: Referral) -> str:
    """How the report ended at a body, as periods of keeping name it; empty while it is open."""
    match row.state:
        case ReferralState.CLOSED:
            return row.reason
        case ReferralState.DECLINED:
            return DECLINED
        case ReferralState.WITHDRAWN:
            return WITHDRAWN
        case _:
            return ""


async def recall(effects: Effects, batch: Batch, work: Work, effect: Recall) -> None:
    """Say the answer that stands in the report."""
    case = await effects.own(batch.tx, work, effect.receipt)
    if case is not None and case.file is not None:
        answer = case.file.answers.get(effect.key)
        effects.say(work, effects.notices.recalled(answer, effect.key, effects.book))


async def weigh_anew(effects: Effects, batch: Batch, work: Work, before: File) -> None:
    """After a correction: tell the owner calmly if another body would lead now."""
    case = await cases.load_case(batch.tx, before.receipt)
    if case is None or case.file is None:
        return
    today = effects.today(work.at)
    old, new = (effects.book.weigh(each.facts, today).lead for each in (before, case.file))
    if old != new:
        effects.say(work, effects.notices.other_lead(new, before.receipt, effects.book))
