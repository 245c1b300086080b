import { letterOf } from '@ownerbot/operations';
import { queueOf } from '@ownerbot/queues';
import { buryDead, sql } from '@ownerbot/storage';
import { chaosLoad, SYSTEM_TOKEN, type LoadRequest } from '@ownerbot/testing';
import { LETTER_CHATS, type ChaosSystem } from './chaos-system';
import type { RowWork } from './row-work';

export const BOT_ID = SYSTEM_TOKEN.split(':')[0] ?? '';
/** Far above every version that there is. */
const NEWER = 99;
const FIRST_ORDER = 5_001;
/** Letters that are written side by side. */
const AT_ONCE = 4;

interface RawJob {
  readonly kind: 'inbox.update' | 'tool.run' | 'message.send';
  readonly id: string;
  readonly chatId: string;
  readonly payload: object;
  readonly version?: number;
}

/** Puts a job into its queue past everything that checks it, as another version of the program would. */
async function addRaw({ queues }: ChaosSystem, { kind, id, chatId, payload, version = NEWER }: RawJob): Promise<void> {
  const name = queueOf(kind, id, chatId, queues.lanes);
  const queue = queues.rawQueues().find((one) => one.name === name);
  if (queue === undefined) throw new TypeError(`there is no queue ${name}`);
  const data = { v: version, kind, correlationId: id, enqueuedAt: new Date().toISOString(), payload };
  await queue.add(kind, data, { jobId: id, attempts: 1, removeOnFail: false });
}

function updatePayload(updateId: number, chatId: string, update: object): object {
  return { botId: BOT_ID, updateId: String(updateId), chatId, userId: chatId, receivedAt: new Date().toISOString(), update };
}

/** A turn that this version cannot take, though it can be read whose it is. */
export async function newerTurn(system: ChaosSystem, work: RowWork, chatId: string): Promise<void> {
  const updateId = work.nextUpdate();
  const id = `tg-${BOT_ID}-${updateId}`;
  work.expectDeath(id);
  const { updates } = chaosLoad({ chats: [chatId], count: 1, firstUpdateId: updateId, random: () => 0, now: new Date() });
  await addRaw(system, { kind: 'inbox.update', id, chatId, payload: updatePayload(updateId, chatId, updates[0] ?? {}) });
}

/** A tool run and a message of a newer version, without a row of their own. */
export async function newerRun(system: ChaosSystem, work: RowWork, chatId: string): Promise<void> {
  const updateId = String(work.nextUpdate());
  const id = `tg-${BOT_ID}-${updateId}-1`;
  work.expectDeath(id);
  const now = new Date().toISOString();
  const payload = { effectId: id, botId: BOT_ID, updateId, chatId, ownerId: chatId, tool: 'order_detail', version: '1.0', input: {}, source: 'command', locale: 'ru', timezone: 'UTC', requestedAt: now, deadlineAt: now };
  await addRaw(system, { kind: 'tool.run', id, chatId, payload });
}

export async function newerMessage(system: ChaosSystem, work: RowWork, chatId: string): Promise<void> {
  const effectId = `tg-${BOT_ID}-${work.nextUpdate()}-1`;
  work.expectDeath(`${effectId}-msg`);
  const message = { type: 'text', text: 'x', delivery: 'at-least-once' };
  await addRaw(system, { kind: 'message.send', id: `${effectId}-msg`, chatId, payload: { effectId, botId: BOT_ID, chatId, message } });
}

/** A payload of no shape at all. */
export async function poison(system: ChaosSystem, work: RowWork, chatId: string): Promise<void> {
  const updateId = work.nextUpdate();
  const id = `tg-${BOT_ID}-${updateId}`;
  work.expectDeath(id);
  await addRaw(system, { kind: 'inbox.update', id, chatId, payload: { botId: 7, update: null }, version: 1 });
}

/** So many dead letters of requests that were never answered. */
export async function unanswered(system: ChaosSystem, work: RowWork, count: number): Promise<void> {
  const requests: LoadRequest[] = [];
  const updates: object[] = [];
  const perChat = Math.ceil(count / LETTER_CHATS.length);
  for (const chatId of LETTER_CHATS) {
    const first = work.nextUpdate();
    const number = Math.min(perChat, count - requests.length);
    const load = chaosLoad({ chats: [chatId], count: number, firstUpdateId: first, random: () => 0, now: new Date(), firstOrder: FIRST_ORDER, skipOrders: work.requests.filter((one) => one.chatId === chatId).length });
    for (let taken = 1; taken < number; taken += 1) work.nextUpdate();
    requests.push(...load.requests);
    updates.push(...load.updates);
  }
  const queue = [...requests.entries()];
  const bury = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, request] = next;
      const id = `tg-${BOT_ID}-${request.updateId}`;
      work.expectReplay(id, request);
      const diedAt = new Date();
      const history = [{ at: diedAt.toISOString(), code: 'CHAOS', message: 'it was never answered', stack: [] }];
      const payload = updatePayload(request.updateId, request.chatId, updates[index] ?? {});
      const letter = letterOf({ queue: queueOf('inbox.update', id, request.chatId, system.queues.lanes), kind: 'inbox.update', id, correlationId: id, payload, attempts: 1, addedAt: diedAt, diedAt, history });
      await buryDead(system.direct, { letter, at: diedAt });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, bury));
}

export async function letterIds({ direct }: ChaosSystem, jobs: readonly string[]): Promise<string[]> {
  const rows = await direct.query<{ id: string }>(sql`select id::text as id from dead_letters where base_job_id = any(${[...jobs]}::text[])`);
  return rows.map(({ id }) => id);
}
