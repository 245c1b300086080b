import type { BesidePlan } from '@ownerbot/actions';
import { commitTurn, storableText, type Claim, type CommitOutcome, type Db } from '@ownerbot/storage';
import { applyStep, readProposalFacts, touchesProposal, type TurnActions } from '../actions/proposal-step';
import { gateAnswer } from '../decide/decide';
import { applyRetry } from '../dead/retry-dead';
import { DecisionFailedError, DomainGapError, TurnConflictError } from '../errors';
import type { Decision, TurnResult } from '../model/decision';
import type { TurnEvent } from '../model/event';
import type { TurnFacts } from '../model/facts';
import { numberEffects, type NumberedEffect } from '../model/number-effects';
import { readSession, SESSION_TTL_SEC, type Session } from '../model/session';
import { firstExpiry } from '../record/open-requests';
import { writePlan } from '../plans/begin-plan';
import { dispatch, dispatchLeft } from './dispatch';
import type { TurnWork } from './turn-work';
import { numberingOf, ownerOf, turnFacts } from './turn-facts';

export interface TurnTaken {
  readonly result: TurnResult | 'duplicate';
  /** As it is after the turn. */
  readonly session: Session;
}

/**
 * Decides, writes everything in one transaction, dispatches.
 * @throws TurnConflictError when the session moved under the turn; the job runs again.
 */
export async function commitDecision(work: TurnWork, event: TurnEvent, claim: Claim, { wasHeld }: { wasHeld: boolean }): Promise<TurnTaken> {
  const facts = turnFacts(work, claim, wasHeld);
  const { actions } = work;
  const done = actions !== undefined && touchesProposal(work.composed, event)
    // What is read of the proposal is locked until what was decided of it is written.
    ? await work.db.transaction(async (tx) => write(work, { event, claim, actions, db: tx, facts: { ...facts, proposal: await readProposalFacts(actions, tx, event, claim) } }))
    : await write(work, { event, claim, actions, db: work.db, facts });
  await work.atCrashPoint('turn.committed');
  return dispatchCommitted(work, event, claim, done);
}

interface Writing {
  readonly event: TurnEvent;
  readonly claim: Claim;
  readonly actions: TurnActions | undefined;
  /** The transaction, where the decision was read in one. */
  readonly db: Db;
  readonly facts: TurnFacts;
}

interface Written {
  readonly decision: Decision;
  readonly effects: readonly NumberedEffect[];
  readonly committed: CommitOutcome;
}

async function write(work: TurnWork, { event, claim, actions, db, facts }: Writing): Promise<Written> {
  const now = work.clock.now();
  const before = readSession(claim.session);
  const decision = decideSafely(work, before, event, facts, now);
  const deferred = decision.plan?.deferred.map(({ run }) => run) ?? [];
  const numbered = numberEffects(event, [...decision.effects, ...deferred], numberingOf(work, event, facts));
  const effects = numbered.slice(0, decision.effects.length);
  const waiting = numbered.slice(decision.effects.length);
  await work.atCrashPoint('turn.decided');
  const { committed, beside } = await commit(work, { event, claim, decision, effects, waiting, now, before, db, actions });
  return { decision, effects: [...effects, ...(beside.effects as readonly NumberedEffect[])], committed: withBeside(committed, beside) };
}

async function dispatchCommitted(work: TurnWork, event: TurnEvent, claim: Claim, { decision, effects, committed }: Written): Promise<TurnTaken> {
  switch (committed.outcome) {
    case 'stale':
      throw new TurnConflictError(event.jobId);
    case 'lost':
      // Another worker took this turn meanwhile; its effects stand in the table.
      await dispatchLeft(work, event, claim.row.seq);
      return { result: 'duplicate', session: readSession(claim.session) };
    case 'committed':
      await dispatch(work, {
        seq: committed.state === 'done' ? null : claim.row.seq,
        chat: event,
        effects,
        written: committed.effects,
        recheck: committed.recheck,
        added: 'turn.added',
      });
      return { result: decision.result, session: decision.session };
  }
}

/** A decision is pure: what fails once fails always, so the update is dead at once and its chat goes on. */
function decideSafely(work: TurnWork, session: Session, event: TurnEvent, facts: TurnFacts, now: Date): Decision {
  try {
    return work.decide(session, event, facts, now);
  } catch (error) {
    if (error instanceof DomainGapError) throw error;
    throw new DecisionFailedError(event.jobId, error);
  }
}

const LONGEST_NAME = 256;

/** The name that Telegram tells of an owner, where it is not the one that is stored; null: nothing to write. */
function newNameOf({ access }: TurnWork, event: TurnEvent, claim: Claim): { userId: string; name: string } | null {
  if (event.name !== 'update' || gateAnswer(event, access)?.pass !== true) return null;
  // As it can be stored: what Postgres cannot hold would kill the turn, and what is stored is compared with it.
  const name = storableText([...(event.facts?.firstName ?? '').replaceAll(/\s+/g, ' ').trim()].slice(0, LONGEST_NAME).join(''));
  return name === '' || name === claim.owner.displayName ? null : { userId: ownerOf(event), name };
}

interface Commit {
  readonly event: TurnEvent;
  readonly claim: Claim;
  readonly decision: Decision;
  readonly effects: readonly NumberedEffect[];
  /** The runs of the steps of a plan that wait for their conditions. */
  readonly waiting: readonly NumberedEffect[];
  readonly before: Session;
  readonly now: Date;
  readonly db: Db;
  readonly actions: TurnActions | undefined;
}

/** Kinds of job that write the first message of a request later. */
const OWING: readonly NumberedEffect['kind'][] = ['tool.run', 'voice.transcribe', 'intent.plan'];

interface Committed {
  readonly committed: CommitOutcome;
  readonly beside: BesidePlan;
}

const NOTHING: BesidePlan = { effects: [], written: [] };

/** What a step or a plan has written is dispatched with the turn. */
function withBeside(committed: CommitOutcome, { written }: BesidePlan): CommitOutcome {
  return committed.outcome === 'committed' ? { ...committed, effects: [...committed.effects, ...written] } : committed;
}

async function commit(work: TurnWork, { event, claim, decision, effects, waiting, before, now, db: outer, actions }: Commit): Promise<Committed> {
  const ownerId = ownerOf(event);
  const chatKind = event.name === 'update' ? event.facts?.chatKind : undefined;
  const commitIn = (db: Db) =>
    commitTurn(db, {
      seq: claim.row.seq,
      requestSeq: claim.requestSeq,
      at: now,
      result: decision.result,
      // An answer that is written now holds its place by itself.
      firstMessage: effects.some(({ kind }) => OWING.includes(kind)) ? 'due' : null,
      expectedSessionVersion: claim.sessionVersion,
      session: decision.session === before ? null : { state: decision.session, expiresAt: new Date(now.getTime() + SESSION_TTL_SEC * 1_000), dueAt: firstExpiry(decision.session) },
      chat: chatKind === undefined || chatKind === 'unknown' ? null : { kind: chatKind },
      ownerName: newNameOf(work, event, claim),
      effects: [...effects],
      audit: decision.audit.map((note) => ({ ...note, ownerUserId: ownerId, chatId: event.chatId })),
      keep: [...decision.keep],
      ended: [...decision.ended],
      arrived: event.name === 'update' ? null : event.jobId,
    });
  const step = decision.step ?? null;
  const { plan } = decision;
  if (decision.changes.length === 0 && step === null && plan === undefined) return { committed: await commitIn(outer), beside: NOTHING };
  return outer.transaction(async (tx) => {
    const committed = await commitIn(tx);
    if (committed.outcome !== 'committed') return { committed, beside: NOTHING };
    const stepped = step === null || actions === undefined ? NOTHING : await applyStep(actions, tx, step, { event, ownerId, claim, at: now });
    const begun = plan === undefined ? NOTHING : await writePlan(tx, plan, { event, ownerId, effects, waiting, at: now });
    for (const change of decision.changes) {
      if (await applyRetry(tx, change, { botId: event.botId, chatId: event.chatId, ownerId, at: now })) continue;
      const applier = work.composed.changes.get(change.type);
      if (applier === undefined) throw new DomainGapError('change', change.type);
      await applier(tx, change, { ownerId, chatId: event.chatId, correlationId: event.correlationId });
    }
    return { committed, beside: { effects: [...stepped.effects, ...begun.effects], written: [...stepped.written, ...begun.written] } };
  });
}
