import type { ToolRun } from '@ownerbot/queues';
import { readSettings, readToolRun } from '@ownerbot/storage';
import type { ReplyContext } from '../domain/context';
import type { Domain, RunFacts, ToolPresenter } from '../domain/domain';
import { effectId } from '../model/effect';
import { contextOfWork } from '../turn/context-of-work';
import { REPLY_N, type AnswerParts } from './tool-run-parts';

/** What a run knows of itself: what it has said already, and how to speak. */
export interface RunInWork {
  readonly payload: ToolRun;
  readonly correlationId: string;
  readonly facts: RunFacts;
  readonly context: ReplyContext;
  readonly domain: Domain | undefined;
  readonly presenter: ToolPresenter | undefined;
  /** Ids of the messages of earlier attempts. */
  readonly said: ReadonlySet<string>;
  readonly firstFailureAt: Date | null;
  readonly isFinished: boolean;
  /** Other requests of the chat are in work, so an answer names its own. */
  readonly isOneOfSeveral: boolean;
  /** It previews a change. */
  readonly isAction: boolean;
}

/** Null: the effect is unknown, so nobody waits for its answer (retention removed it). */
export async function readRun(parts: AnswerParts, payload: ToolRun, correlationId: string): Promise<RunInWork | null> {
  const [stored, settings] = await Promise.all([readToolRun(parts.db, payload.effectId), readSettings(parts.db, payload.ownerId)]);
  if (stored === null) return null;
  const known = parts.composed.presenters.get(payload.tool);
  return {
    payload,
    correlationId,
    facts: factsOf(payload),
    context: contextOfWork(parts, payload, settings),
    domain: known?.domain,
    presenter: known?.presenter,
    said: new Set(stored.replies.map((reply) => reply.id)),
    firstFailureAt: stored.replies.find((reply) => reply.id === effectId(payload.effectId, REPLY_N.notice))?.createdAt ?? null,
    isFinished: stored.isFinished,
    isOneOfSeveral: stored.othersInWork,
    isAction: parts.composed.actions.has(payload.tool),
  };
}

function factsOf({ effectId: id, tool, input, presentation, follows }: ToolRun): RunFacts {
  return { id, tool, payload: { ...input }, ...(typeof presentation === 'string' ? { presentation } : {}), ...(typeof follows === 'object' && follows !== null ? { follows: { ...follows } } : {}) };
}

/** The message whose place the answer takes. */
export function redrawn({ payload: { replyTo } }: Pick<RunInWork, 'payload'>): string | null {
  const { messageId, redraws }: { messageId?: unknown; redraws?: unknown } = { ...replyTo };
  return redraws === true && typeof messageId === 'string' ? messageId : null;
}
