import { sql } from '@ownerbot/storage';
import { chaosLoad, sendFile, waitFor, type LoadRequest, type SandboxPost } from '@ownerbot/testing';
import { CHANGERS, READERS, SOURCE, type ChaosSystem } from './chaos-system';

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
  ask(count: number, chats?: readonly string[]): Promise<void>;
  /** Asks so many questions by voice, one after the other. */
  say(count: number, chats?: readonly string[]): Promise<void>;
  /** Says yes to whatever was heard too late to run by itself, until all that was said has its answer. */
  letHeardRun(): Promise<void>;
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
  const said: LoadRequest[] = [];
  /** Without the letters, whose chats are others. */
  let asked = 0;
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

  async function press(owner: string, { message: { message_id, date } }: SandboxPost, data: string, taps = 1): Promise<void> {
    const message = { message_id, date, chat: { id: Number(owner), type: 'private', first_name: 'Анна' }, text: 'x' };
    await system.sandbox.inject(Array.from({ length: taps }, () => raw(owner, { data, message })), 'none');
  }

  async function changeOnce(owner: string, beforeConfirm: (() => Promise<void>) | undefined): Promise<void> {
    counters.coupon += 1;
    const code = `CHAOS-${String(counters.coupon).padStart(5, '0')}`;
    await system.sis.mutate({ table: 'coupons', insert: { coupon_id: 10_000 + counters.coupon, code, percent_off: 10, active: true } });
    await system.sandbox.inject([raw(owner, { data: 'tpl:run:DSC_DISABLE_COUPON' }), raw(owner, { text: code })]);
    const preview = await waitFor(async () => (await postsOf(system, owner)).find((post) => textOf(post).includes(code) && buttonOf(post, 'confirm:') !== undefined), { what: `the preview of ${code}`, timeoutMs: PATIENCE_MS, everyMs: 200 });
    const data = buttonOf(preview, 'confirm:') ?? '';
    const proposalId = data.replace('confirm:', '');
    proposals.push(proposalId);
    await beforeConfirm?.();
    await press(owner, preview, data, TAPS);
    await waitFor(async () => isSettled(await stateOf(system, proposalId)), { what: `${code} to be committed`, timeoutMs: PATIENCE_MS, everyMs: 200 });
  }

  return {
    requests, sentUpdates, proposals, deaths, replayed,
    kills: 0,
    nextUpdate,
    async ask(count, chats = READERS) {
      if (count === 0) return;
      const load = chaosLoad({ chats, count, firstUpdateId: counters.update + 1, random, now: new Date(), firstOrder: FIRST_ORDER, skipOrders: asked });
      counters.update += count;
      asked += count;
      requests.push(...load.requests);
      await system.sandbox.inject(load.updates);
    },
    async say(count, chats = READERS) {
      for (let number = 0; number < count; number += 1) {
        const chatId = chats[Math.floor(random() * chats.length)] ?? READERS[0] ?? '';
        const orderId = `OB-${FIRST_ORDER + asked}`;
        asked += 1;
        const updateId = await sendFile(system, chatId, await system.listener.note(`заказ ${orderId}`));
        // The sandbox gives these their ids.
        counters.update = Math.max(counters.update, updateId);
        const request = { chatId, updateId, orderId };
        requests.push(request);
        said.push(request);
      }
    },
    async letHeardRun() {
      const pressed = new Set<string>();
      const isAnswered = async ({ chatId, orderId }: LoadRequest): Promise<boolean> => {
        const posts = (await postsOf(system, chatId)).filter((post) => post.direction === 'out' && textOf(post).includes(orderId));
        for (const post of posts) {
          const data = buttonOf(post, 'voice:run:');
          if (data === undefined || pressed.has(data)) continue;
          pressed.add(data);
          await press(chatId, post, data);
        }
        return posts.some((post) => textOf(post).includes(SOURCE));
      };
      const areAnswered = async (): Promise<boolean> => (await Promise.all(said.map(isAnswered))).every(Boolean);
      await waitFor(areAnswered, { what: 'what was said to be answered', timeoutMs: PATIENCE_MS, everyMs: 500 });
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
const buttonOf = ({ message }: SandboxPost, begin: string): string | undefined => message.reply_markup?.inline_keyboard.flat().find((button) => button.callback_data?.startsWith(begin))?.callback_data;

async function postsOf({ sandbox }: ChaosSystem, chatId: string): Promise<SandboxPost[]> {
  return sandbox.posts(chatId).catch(() => []);
}
