import { readJobRequest, type JobRequest, type Producer, type Queues } from '@ownerbot/queues';
import { OwnerBotError, type Clock, type Logger } from '@ownerbot/runtime';
import {
  drainItems, endItems, lookAtItems, markItemsAdded, openItem, readReplay, replayItems, settleReplay, skipItem,
  type Database, type ReplayFacts, type ReplayItem,
} from '@ownerbot/storage';
import { allowance } from './allowance';
import { nextStep } from './next-step';
import { replayedJob } from './replayed-job';

export interface StepParts {
  readonly db: Database;
  readonly queues: Pick<Queues, 'lanes' | 'whereabouts'>;
  readonly producer: Producer;
  readonly clock: Clock;
  readonly log: Logger;
  /** For tests: the lines between which a process can die with different things already written. */
  readonly atPoint?: (point: 'item.opened' | 'items.added' | 'items.looked') => void | Promise<void>;
}

/** Items of one step, so that a step stays short beside the lease. */
const BATCH = 100;
const DRAIN_BATCH = 1_000;

export interface Stepped {
  /** Until when the rate is used up; null: nothing was replayed. */
  readonly steppedAt: Date | null;
  /** The next step may follow at once. */
  readonly hasMore: boolean;
}

/**
 * One step of an operation: puts into the queues what a killed step left opened, looks what became of the jobs under way, then opens as
 * many more as rate and canary allow. Killed at any line, the next step goes on: an item is opened once, and its job's id is its own.
 */
export async function stepReplay(parts: StepParts, id: string): Promise<Stepped> {
  const before = await readReplay(parts.db, id);
  if (before === null || before.finishedAt !== null) return { steppedAt: null, hasMore: false };
  if (before.type === 'drain') return drain(parts, before);
  await addOpened(parts, before);
  await lookAround(parts, before);
  const replay = (await readReplay(parts.db, id)) ?? before;
  const now = parts.clock.now();
  const allowed = allowance({ ratePerSec: replay.ratePerSec, steppedAt: replay.steppedAt, now, most: BATCH });
  const step = nextStep(replay, allowed.count);
  switch (step.type) {
    case 'end':
      await settleReplay(parts.db, { id, from: [replay.state], ...(replay.state === 'cancelled' ? { to: 'cancelled' } : { to: 'done' }), isFinished: true, at: now, audit: [ended(replay)] });
      return { steppedAt: null, hasMore: false };
    case 'stop':
      await settleReplay(parts.db, { id, from: ['running'], to: 'paused', why: step.why, isFinished: false, at: now, audit: [stopped(replay, step.why)] });
      return { steppedAt: null, hasMore: false };
    case 'canary-passed':
      await settleReplay(parts.db, { id, from: ['running'], isFinished: false, at: now, audit: [] });
      return { steppedAt: null, hasMore: true };
    case 'wait':
      return { steppedAt: null, hasMore: false };
    case 'open': {
      const opened = await openNext(parts, replay, step.count);
      return { steppedAt: allowed.after(opened), hasMore: opened > 0 };
    }
  }
}

async function drain(parts: StepParts, replay: ReplayFacts): Promise<Stepped> {
  const at = parts.clock.now();
  if (replay.state === 'paused') return { steppedAt: null, hasMore: false };
  const count = replay.state === 'cancelled' ? 0 : await drainItems(parts.db, { id: replay.id, limit: DRAIN_BATCH, by: replay.requestedBy, reason: replay.reason ?? '', at });
  if (count > 0) return { steppedAt: at, hasMore: true };
  const last = (await readReplay(parts.db, replay.id)) ?? replay;
  await settleReplay(parts.db, { id: replay.id, from: [last.state], to: last.state === 'cancelled' ? 'cancelled' : 'done', isFinished: true, at, audit: [ended(last)] });
  return { steppedAt: null, hasMore: false };
}

/** What a step that was killed had opened: its jobs may be in the queues or not, and adding them again adds nothing. */
async function addOpened(parts: StepParts, { id }: ReplayFacts): Promise<void> {
  for (;;) {
    const left = await replayItems(parts.db, { id, state: 'opened', limit: BATCH });
    if (left.length === 0) return;
    await add(parts, id, left.map((item) => ({ n: item.n, request: storedRequest(item) })));
  }
}

/** The job of an opened item: the letter holds its payload as it was made then. */
function storedRequest(item: ReplayItem): JobRequest {
  const { kind, jobId, correlationId, payload } = item;
  const chatId: unknown = typeof payload === 'object' && payload !== null && 'chatId' in payload ? payload.chatId : null;
  return readJobRequest({ kind, id: jobId ?? '', laneKey: typeof chatId === 'string' ? chatId : null, payload, correlationId });
}

async function add(parts: StepParts, id: string, jobs: readonly { readonly n: number; readonly request: JobRequest }[]): Promise<void> {
  await parts.producer.addAll(jobs.map(({ request }) => request));
  await parts.atPoint?.('items.added');
  await markItemsAdded(parts.db, { id, ns: jobs.map(({ n }) => n), at: parts.clock.now() });
}

/** What became of the jobs under way: done, dead again, or lost by the queue's store. */
async function lookAround(parts: StepParts, { id, requestedBy }: ReplayFacts): Promise<void> {
  const at = parts.clock.now();
  const items = await lookAtItems(parts.db, { id, limit: BATCH, at });
  const places = await parts.queues.whereabouts(items.map(({ queue, jobId }) => ({ queue, id: jobId })));
  await parts.atPoint?.('items.looked');
  const ended = { done: [] as number[], dead: [] as number[], lost: [] as number[] };
  items.forEach((item, index) => {
    const place = places[index];
    if (item.letterState !== 'replaying') ended[item.letterState === 'open' ? 'dead' : 'done'].push(item.n);
    else if (place === 'done') ended.done.push(item.n);
    else if (place === 'gone') ended[item.isOver ? 'done' : 'lost'].push(item.n);
  });
  await endItems(parts.db, { id, ...ended, by: requestedBy, at });
}

async function openNext(parts: StepParts, replay: ReplayFacts, count: number): Promise<number> {
  const items = await replayItems(parts.db, { id: replay.id, state: 'waiting', limit: count });
  const jobs: { n: number; request: JobRequest }[] = [];
  for (const item of items) {
    const request = await open(parts, replay, item);
    if (request !== null) jobs.push({ n: item.n, request });
  }
  if (jobs.length > 0) await add(parts, replay.id, jobs);
  return items.length;
}

/** Null: it is skipped. */
async function open(parts: StepParts, { id }: ReplayFacts, item: ReplayItem): Promise<JobRequest | null> {
  const at = parts.clock.now();
  try {
    const { request, queue, generation, ledger, effect } = replayedJob(item, parts.queues.lanes, at);
    const opened = await openItem(parts.db, { replayId: id, n: item.n, jobId: request.id, queue, generation, payload: request.payload, ledger, effect, at });
    if (opened) {
      await parts.atPoint?.('item.opened');
      return request;
    }
    await skipItem(parts.db, { id, n: item.n, reason: effect === null || effect === undefined || effect.newId === null ? 'closed' : 'payload-gone', at });
  } catch (error) {
    if (!(error instanceof OwnerBotError) || !['PAYLOAD_INVALID', 'JOB_KIND_UNKNOWN', 'JOB_INVALID'].includes(error.code)) throw error;
    parts.log.warn('letter_not_replayed', { letterId: item.letterId, code: error.code, error });
    await skipItem(parts.db, { id, n: item.n, reason: 'payload-invalid', at });
  }
  return null;
}

function ended({ id, type, state, items, requestedBy }: ReplayFacts) {
  return { eventType: 'operation_ended', severity: 'info', fields: { operationId: id, type, state: state === 'cancelled' ? state : 'done', requestedBy, items } } as const;
}

function stopped({ id, requestedBy, items }: ReplayFacts, why: string) {
  return { eventType: 'operation_paused', severity: 'warning', fields: { operationId: id, why, requestedBy, items } } as const;
}
