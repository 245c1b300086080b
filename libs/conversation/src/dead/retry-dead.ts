import { lineageOf, MOST_REPLAYS } from '@ownerbot/operations';
import { retryLetter, settleLetter, type Claim, type Db } from '@ownerbot/storage';
import type { Change } from '../domain/domain';

/** Number of the message that tells of a dead event: past all that a decision numbers. */
export const DEAD_N = 99;

/** The change that a press on Retry below the message of a death asks for. */
const RETRY_DEAD = 'request.retry';
/** The change that goes with a press on Retry that asks anew for a run which may have died. */
const ASKED_ANEW = 'run.asked-anew';

/** A request that died, named by the message that told of it. */
export interface DeadRequest {
  readonly noticeId: string;
  readonly chatId: string;
  readonly updateId: string;
}

/** The dead request that a `retry:` press names; null for anything else. */
export function deadRequestOf(named: Claim['named']): DeadRequest | null {
  if (named === null || named.kind !== 'message.send') return null;
  const [, updateId, n] = /^tg-\d{1,20}-(\d{1,18})(?:-r\d{1,6})?-(\d{1,3})$/.exec(named.id) ?? [];
  return updateId === undefined || Number(n) !== DEAD_N ? null : { noticeId: named.id, chatId: named.chatId, updateId };
}

export function retryOf({ updateId }: DeadRequest): Change {
  return { type: RETRY_DEAD, data: { updateId } };
}

/** Nobody need replay a dead run that its owner has asked for anew. */
export function askedAnew(run: { readonly effectId: string; readonly isFinished: boolean }): Change[] {
  return run.isFinished ? [{ type: ASKED_ANEW, data: { effectId: run.effectId } }] : [];
}

interface Press {
  readonly botId: string;
  readonly chatId: string;
  readonly ownerId: string;
  readonly at: Date;
}

/** Applies the change where it is one: the letter of a request is replayed by the workers, that of a run is settled. Returns whether it was one. */
export async function applyRetry(tx: Db, { type, data }: Change, press: Press): Promise<boolean> {
  const { updateId, effectId } = data;
  if (type === ASKED_ANEW && typeof effectId === 'string') {
    await settleLetter(tx, { ...press, baseJobId: lineageOf(effectId).base });
    return true;
  }
  if (type !== RETRY_DEAD || typeof updateId !== 'string') return false;
  await retryLetter(tx, { ...press, updateId, mostReplays: MOST_REPLAYS });
  return true;
}

/** Deaths that no repetition cures: a defect of the decision, or a job that nobody can read. */
const HOPELESS = ['DECISION_FAILED', 'DOMAIN_GAP', 'PAYLOAD_INVALID', 'JOB_KIND_UNKNOWN'];

/** Whether the owner is offered to try a dead request again. */
export function mayRetryDead({ code, generation }: { readonly code: string; readonly generation: number }): boolean {
  return !HOPELESS.includes(code) && generation < MOST_REPLAYS;
}
