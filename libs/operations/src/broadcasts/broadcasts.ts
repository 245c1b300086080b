import type { Clock } from '@ownerbot/runtime';
import { listBroadcasts, moveBroadcast, readBroadcast, startBroadcast, type BroadcastFacts, type BroadcastState, type Db } from '@ownerbot/storage';
import { BroadcastStateError, BroadcastUnknownError, SelectionInvalidError } from '../errors';
import type { Actor } from '../operations';
import { isId } from '../service/check';
import { operatorAudit } from '../service/operator-audit';

export interface BroadcastWish {
  /** HTML of Telegram; one message. */
  readonly text: string;
  readonly chatIds: readonly string[];
  /** Without a sound. */
  readonly silent?: boolean;
}

/** What operators do with broadcasts. Each change is audited with who did it. */
export interface Broadcasts {
  /** @throws SelectionInvalidError */
  start(actor: Actor, botId: string, wish: BroadcastWish): Promise<BroadcastFacts>;
  /** The latest, newest first. */
  list(): Promise<BroadcastFacts[]>;
  /** @throws BroadcastUnknownError */
  show(id: string): Promise<BroadcastFacts>;
  /** @throws BroadcastUnknownError, BroadcastStateError */
  pause(actor: Actor, id: string): Promise<BroadcastFacts>;
  resume(actor: Actor, id: string): Promise<BroadcastFacts>;
  /** Who has not been sent it yet never will be. */
  cancel(actor: Actor, id: string): Promise<BroadcastFacts>;
}

const MOST_TEXT = 4_096;
const MOST_CHATS = 100_000;
const SHOWN = 50;

export function createBroadcasts({ db, clock }: { readonly db: Db; readonly clock: Clock }): Broadcasts {
  async function show(id: string): Promise<BroadcastFacts> {
    const facts = isId(id) ? await readBroadcast(db, id) : null;
    if (facts === null) throw new BroadcastUnknownError(id);
    return facts;
  }

  async function move(actor: Actor, id: string, { from, to, action }: { from: readonly BroadcastState[]; to: BroadcastState; action: string }): Promise<BroadcastFacts> {
    const { state } = await show(id);
    const audit = operatorAudit(actor, `broadcasts.${action}`, { broadcastId: id });
    if (!(await moveBroadcast(db, { id, from, to, at: clock.now(), by: 'operator', audit }))) throw new BroadcastStateError(id, state);
    return show(id);
  }

  return {
    async start(actor, botId, { text, chatIds, silent = false }) {
      if (text.trim() === '' || text.length > MOST_TEXT) throw new SelectionInvalidError('text', `1..${MOST_TEXT} characters`);
      const wrong = chatIds.find((chatId) => !/^-?[1-9]\d{0,17}$/.test(chatId));
      if (wrong !== undefined) throw new SelectionInvalidError('chats', `ids of Telegram: digits, with a sign for groups; found ${wrong.slice(0, 40)}`);
      if (chatIds.length === 0 || chatIds.length > MOST_CHATS) throw new SelectionInvalidError('chats', `1..${MOST_CHATS} ids`);
      const audit = operatorAudit(actor, 'broadcasts.start', { chats: chatIds.length, silent });
      const { id } = await startBroadcast(db, { botId, text, silent, chatIds, by: actor.name.slice(0, 100), at: clock.now(), audit });
      return show(id);
    },
    list: () => listBroadcasts(db, SHOWN),
    show,
    pause: (actor, id) => move(actor, id, { from: ['running'], to: 'paused', action: 'pause' }),
    resume: (actor, id) => move(actor, id, { from: ['paused'], to: 'running', action: 'resume' }),
    cancel: (actor, id) => move(actor, id, { from: ['running', 'paused'], to: 'cancelled', action: 'cancel' }),
  };
}
