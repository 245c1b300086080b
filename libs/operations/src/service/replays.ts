import {
  auditInTransaction, editItem, listLetters, listReplayItems, listReplays, lockLetters, moveReplay, plannedCauses, plannedChats, readLetter, readReplay, startReplay,
  type OperationState, type PlannedCause, type ReplayFacts, type SkipReason,
} from '@ownerbot/storage';
import { LetterUnknownError, NothingMatchesError, OperationStateError, OperationUnknownError, ReplayLimitError } from '../errors';
import type { Operation } from '../model/operation';
import type { Selection } from '../model/selection';
import type { Actor, Operations } from '../operations';
import { MOST_REPLAYS, replayRules } from '../replay/replay-rules';
import { badCursor, checkLimit, checkOptions, checkReason, checkSelection, isId, type CheckedOptions } from './check';
import { checkEdit, differenceOf } from './edit';
import { refuseHindered } from './letters';
import { operatorAudit } from './operator-audit';
import type { OperationsParts } from './parts';

type Replays = Pick<
  Operations,
  'planReplay' | 'startReplay' | 'startDrain' | 'editAndReplay' | 'listOperations' | 'showOperation' | 'listOperationItems' | 'pauseOperation' | 'resumeOperation' | 'cancelOperation'
>;

const CHATS_SHOWN = 20;
const SAMPLE = 5;
/** A drain puts nothing into the queues. */
const DRAIN: CheckedOptions = { ratePerSec: 1_000, canary: null, force: true };

export function replayMethods(parts: OperationsParts): Replays {
  const { db, clock } = parts;
  return {
    async planReplay(selection, wished = {}) {
      const { ids, where } = checkSelection(selection);
      const options = checkOptions(wished);
      const rules = replayRules(options.force);
      const [causes, chats, sample] = await Promise.all([plannedCauses(db, where, rules), plannedChats(db, where, rules, CHATS_SHOWN), listLetters(db, { where, limit: SAMPLE })]);
      if (ids !== null && sum(causes) < ids.length) refuseHindered(ids, { unknown: await unknownOf(parts, ids), busy: [], closed: [] });
      if (causes.length === 0) throw new NothingMatchesError();
      const free = causes.filter(({ hindrance }) => hindrance === null);
      const willReplay = sum(free);
      return {
        matched: sum(causes),
        willReplay,
        skipped: skippedOf(causes),
        byCause: free.map(({ hindrance: _none, ...cause }) => cause),
        actions: sum(free.filter(({ kind }) => kind === 'action.commit')),
        updates: sum(free.filter(({ kind }) => kind === 'inbox.update')),
        chats: { total: chats.total, ranSince: chats.ranSince, items: chats.chats },
        ratePerSec: options.ratePerSec,
        canary: options.canary,
        seconds: Math.ceil(Math.max(0, willReplay - 1) / options.ratePerSec),
        sample,
      };
    },
    startReplay: async (actor, selection, options = {}) => start(parts, actor, { selection, options: checkOptions(options), reason: null }),
    startDrain: async (actor, selection, reason) => start(parts, actor, { selection, options: DRAIN, reason: checkReason(reason) }),
    async editAndReplay(actor, id, payload, options = {}) {
      const letter = isId(id) ? await readLetter(db, id) : null;
      if (letter === null) throw new LetterUnknownError([id]);
      const edited = checkEdit(letter, payload);
      return start(parts, actor, { selection: { ids: [id] }, options: checkOptions(options), reason: null, edit: { payload: edited, difference: differenceOf(letter.payload, edited) } });
    },

    async listOperations(page = {}) {
      const limit = checkLimit(page);
      const beforeId = page.cursor ?? null;
      if (beforeId !== null && !isId(beforeId)) throw badCursor();
      const { total, replays } = await listReplays(db, { limit, beforeId, isOpen: page.isOpen ?? false });
      return { items: replays.map(operationOf), total, next: replays.length < limit ? null : (replays.at(-1)?.id ?? null) };
    },
    showOperation: (id) => showOperation(parts, id),
    async listOperationItems(id, page = {}) {
      const { progress } = await showOperation(parts, id);
      const limit = checkLimit(page);
      const after = page.cursor ?? '0';
      if (!/^\d{1,9}$/.test(after)) throw badCursor();
      const items = await listReplayItems(db, { id, afterN: Number(after), limit });
      return { items: items.map(({ n: _place, ...item }) => item), total: progress.total, next: items.length < limit ? null : String(items.at(-1)?.n ?? '') };
    },
    pauseOperation: (actor, id) => move(actor, id, { action: 'operations.pause', from: ['running'], to: 'paused', wish: 'paused' }),
    resumeOperation: (actor, id) => move(actor, id, { action: 'operations.resume', from: ['paused'], to: 'running', wish: 'resumed' }),
    cancelOperation: (actor, id) => move(actor, id, { action: 'operations.cancel', from: ['running', 'paused'], to: 'cancelled', wish: 'cancelled' }),
  };

  async function move(actor: Actor, id: string, { action, from, to, wish }: { action: string; from: readonly OperationState[]; to: OperationState; wish: string }): Promise<Operation> {
    const before = await showOperation(parts, id);
    const { waiting, underWay, done, dead } = before.progress;
    const audit = operatorAudit(actor, action, { operationId: id, waiting, underWay, done, dead });
    if (!(await moveReplay(db, { id, from, to, at: clock.now(), audit }))) throw new OperationStateError(id, wish, (await showOperation(parts, id)).state);
    return showOperation(parts, id);
  }
}

interface Start {
  readonly selection: Selection;
  readonly options: CheckedOptions;
  /** Of a drain; null for a replay. */
  readonly reason: string | null;
  readonly edit?: { readonly payload: object; readonly difference: readonly object[] };
}

/** Stores the operation and its audit row, or refuses with nothing written. */
async function start({ db, clock }: OperationsParts, actor: Actor, { selection, options, reason, edit }: Start): Promise<Operation> {
  const { ids, where, told } = checkSelection(selection);
  const rules = replayRules(options.force);
  const type = reason === null ? 'replay' : 'drain';
  const at = clock.now();
  const started = await db.transaction(async (tx) => {
    if (ids !== null) refuseHindered(ids, await lockLetters(tx, ids.filter(isId)));
    const skipped = type === 'replay' ? skippedOf(await plannedCauses(tx, where, rules)) : [];
    const isTooOften = skipped.some((one) => one.reason === 'replayed-too-often');
    if (ids !== null && isTooOften) await refuseWorn(tx, where);
    const { id, total } = await startReplay(tx, { type, selection: told, ...options, reason, by: actor.name, at }, where, rules);
    if (total === 0 && isTooOften) await refuseWorn(tx, where);
    if (total === 0) throw new NothingMatchesError(skipped.map((one) => one.reason));
    if (edit !== undefined) await editItem(tx, id, edit.payload);
    const { ratePerSec, canary, force } = options;
    const how = type === 'drain' ? { reason } : { ratePerSec, canary, force, skipped, ...(edit === undefined ? {} : { difference: edit.difference }) };
    const action = edit !== undefined ? 'dead-letters.edit' : `dead-letters.${type}`;
    await auditInTransaction(tx, operatorAudit(actor, action, { operationId: id, ...told, total, ...how }, type === 'drain' ? 'warning' : 'info'), at);
    return id;
  });
  return showOperation({ db }, started);
}

async function refuseWorn(db: OperationsParts['db'] | Parameters<Parameters<OperationsParts['db']['transaction']>[0]>[0], where: Parameters<typeof listLetters>[1]['where']): Promise<never> {
  const letters = await listLetters(db, { where, limit: 500 });
  throw new ReplayLimitError(letters.filter(({ replays }) => replays >= MOST_REPLAYS).map(({ id }) => id), MOST_REPLAYS);
}

async function unknownOf({ db }: OperationsParts, ids: readonly string[]): Promise<string[]> {
  const { unknown } = await db.transaction((tx) => lockLetters(tx, ids.filter(isId)));
  return [...unknown];
}

async function showOperation({ db }: Pick<OperationsParts, 'db'>, id: string): Promise<Operation> {
  const replay = isId(id) ? await readReplay(db, id) : null;
  if (replay === null) throw new OperationUnknownError(id);
  return operationOf(replay);
}

function operationOf({ items, total, canaryOver: _over, steppedAt: _stepped, ...facts }: ReplayFacts): Operation {
  const { waiting = 0, opened = 0, added = 0, done = 0, dead = 0, skipped = 0, cancelled = 0 } = items;
  return { ...facts, progress: { total, waiting, underWay: opened + added, done, dead, skipped, cancelled } };
}

const sum = (all: readonly { readonly count: number }[]): number => all.reduce((total, { count }) => total + count, 0);

function skippedOf(causes: readonly PlannedCause[]): { reason: SkipReason; count: number }[] {
  const counts = new Map<SkipReason, number>();
  for (const { hindrance, count } of causes) if (hindrance !== null) counts.set(hindrance, (counts.get(hindrance) ?? 0) + count);
  return [...counts].map(([reason, count]) => ({ reason, count }));
}
