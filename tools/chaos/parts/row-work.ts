import { sql } from '@ownerbot/storage';
import { chaosLoad, waitFor, type LoadRequest, type SandboxPost } from '@ownerbot/testing';
import { CHANGERS, READERS, type ChaosSystem } from './chaos-system';

/** The history of the simulated shop; a chat asks for each of its orders once in a row. */
const FIRST_ORDER = 5_001;
/** Two thumbs on two devices. */
const TAPS = 4;
const PATIENCE_MS = 180_000;

/** What people do while a row is struck, and what they must find afterwards. */
export interface RowWork {
  readonly requests: readonly LoadRequest[];
  /** Updates that were sent as they are: presses, texts of forms. */
  readonly sentUpdates: readonly number[];
  readonly proposals: readonly string[];
  /** Jobs that must be dead letters at the end, by id. */
  readonly deaths: readonly string[];
  /** Letters that must have been replayed at the end. */
  readonly replayed: readonly string[];
  kills: number;
  /** Asks so many questions, chats interleaved. */
  ask(count: number): Promise<void>;
  /** Changes the shop so often, one change after the other; resolves when all are committed. */
  change(count: number, beforeConfirm?: () => Promise<void>): Promise<void>;
  expectDeath(jobId: string): void;
  expectReplay(jobId: string, request: LoadRequest): void;
  /** An id that no update of this system has had. */
  nextUpdate(): number;
}

/** Ids go on from row to row, so that nothing of one is taken for the other's. */
export interface Counters {
  update: number;
  coupon: number;
}

export function rowWork(system: ChaosSystem, random: () => number, counters: Counters): RowWork {
  const requests: LoadRequest[] = [];
  const sentUpdates: number[] = [];
  const proposals: string[] = [];
  const deaths: string[] = [];
  const replayed: string[] = [];
  const nextUpdate = (): number => (counters.update += 1);

  const raw = (owner: string, fields: object): object => {
    const id = nextUpdate();
    sentUpdates.push(id);
    const from = { id: Number(owner), is_bot: false, first_name: 'Анна', language_code: 'ru' };
    const chat = { id: Number(owner), type: 'private', first_name: 'Анна' };
    const date = Math.floor(Date.now() / 1_000);
    if ('text' in fields) return { update_id: id, message: { message_id: id, date, chat, from, ...fields } };
    return { update_id: id, callback_query: { id: `tap-${id}`, from, chat_instance: '1', message: { message_id: 1, date, chat, text: 'x' }, ...fields } };
  };

  async function changeOnce(owner: string, beforeConfirm: (() => Promise<void>) | undefined): Promise<void> {
    counters.coupon += 1;
    const code = `CHAOS-${String(counters.coupon).padStart(5, '0')}`;
    await system.sis.mutate({ table: 'coupons', insert: { coupon_id: 10_000 + counters.coupon, code, percent_off: 10, active: true } });
    await system.sandbox.inject([raw(owner, { data: 'tpl:run:DSC_DISABLE_COUPON' }), raw(owner, { text: code })]);
    const preview = await waitFor(async () => (await postsOf(system, owner)).find((post) => textOf(post).includes(code) && confirmOf(post) !== undefined), { what: `the preview of ${code}`, timeoutMs: PATIENCE_MS, everyMs: 200 });
    const data = confirmOf(preview) ?? '';
    const proposalId = data.replace('confirm:', '');
    proposals.push(proposalId);
    await beforeConfirm?.();
    const message = { message_id: preview.message.message_id, date: preview.message.date, chat: { id: Number(owner), type: 'private', first_name: 'Анна' }, text: 'x' };
    await system.sandbox.inject(Array.from({ length: TAPS }, () => raw(owner, { data, message })), 'none');
    await waitFor(async () => isSettled(await stateOf(system, proposalId)), { what: `${code} to be committed`, timeoutMs: PATIENCE_MS, everyMs: 200 });
  }

  return {
    requests, sentUpdates, proposals, deaths, replayed,
    kills: 0,
    nextUpdate,
    async ask(count) {
      if (count === 0) return;
      const load = chaosLoad({ chats: READERS, count, firstUpdateId: counters.update + 1, random, now: new Date(), firstOrder: FIRST_ORDER, skipOrders: requests.length });
      counters.update += count;
      requests.push(...load.requests);
      await system.sandbox.inject(load.updates);
    },
    async change(count, beforeConfirm) {
      for (let number = 0; number < count; number += 1) await changeOnce(CHANGERS[number % CHANGERS.length] ?? CHANGERS[0], beforeConfirm);
    },
    expectDeath: (jobId) => void deaths.push(jobId),
    expectReplay(jobId, request) {
      replayed.push(jobId);
      requests.push(request);
    },
  };
}

async function stateOf({ direct }: ChaosSystem, proposalId: string): Promise<string> {
  const [row] = await direct.query<{ state: string }>(sql`select state from action_proposals where proposal_id = ${proposalId}::uuid`);
  return row?.state ?? 'gone';
}

const isSettled = (state: string): boolean => ['committed', 'failed', 'expired', 'cancelled', 'gone'].includes(state);
const textOf = ({ message }: SandboxPost): string => message.text ?? '';
const confirmOf = ({ message }: SandboxPost): string | undefined => message.reply_markup?.inline_keyboard.flat().find((button) => button.callback_data?.startsWith('confirm:'))?.callback_data;

async function postsOf({ sandbox }: ChaosSystem, chatId: string): Promise<SandboxPost[]> {
  return sandbox.posts(chatId).catch(() => []);
}
