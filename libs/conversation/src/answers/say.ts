import type { KeptValue, ReplyFile } from '../model/reply';
import type { AuditNote } from '../model/audit-note';
import { effectId } from '../model/effect';
import type { MessageBody } from '../model/message';
import { messageEffect, type NumberedEffect } from '../model/number-effects';
import { recordToolResult, type Db, type RecordedResult } from '@ownerbot/storage';
import type { CrashPoint } from '../turn/crash-points';
import { dispatch } from '../turn/dispatch';
import type { RunInWork } from './run-facts';
import { digitsLine, echoLine } from '../voice/echo';
import type { RequestOutcome } from '../record/outcome';
import { requestOfRun } from '../record/request-of-run';
import { retrospectiveNote } from '../record/retrospective-note';
import { fileOf } from './answer-file';
import { REPLY_N, type AnswerParts } from './tool-run-parts';

export interface Saying {
  readonly what: keyof typeof REPLY_N;
  readonly message: MessageBody;
  /** Follows the message, as a reply to it. */
  readonly file?: ReplyFile;
  readonly keep?: readonly KeptValue[];
  readonly audit?: readonly AuditNote[];
  /** With the answer: what its request has come to; null where the run is no request, or another one goes on with it. */
  readonly outcome?: RequestOutcome | null;
  /** The run that comes after this one. */
  readonly next?: readonly NumberedEffect[];
  /** What else belongs into the transaction that writes the message; not called for a run that was over. */
  readonly within?: (tx: Db) => Promise<void>;
  readonly written: CrashPoint;
  readonly added: CrashPoint;
}

/**
 * Writes a message of a run, and with the answer the end of the run; then dispatches it. A run that was finished or dropped
 * meanwhile says nothing more.
 * @returns whether the run is still in work, or was ended by this answer.
 */
export async function say(parts: AnswerParts, run: RunInWork, saying: Saying): Promise<boolean> {
  const { payload, correlationId } = run;
  const n = REPLY_N[saying.what];
  const id = effectId(payload.effectId, n);
  const message = saying.what === 'progress' ? saying.message : withHeard(run, saying.message);
  const file = saying.file === undefined ? null : fileOf(run, { effectId: id, message }, saying.file, { at: parts.clock.now(), ttlDays: parts.artifactDays });
  const effects = [messageEffect(payload, { id, n, message, gated: true }), ...(file === null ? [] : [file.effect]), ...(saying.next ?? [])];
  const within = [...(file === null ? [] : [file.store]), ...(saying.within === undefined ? [] : [saying.within])];
  const record = (db: Db) => recordToolResult(db, {
    effectId: payload.effectId,
    at: parts.clock.now(),
    replies: effects,
    audit: [...(saying.audit ?? []), ...recordOf(run, saying, parts.clock.now())].map((note) => ({ ...note, ownerUserId: payload.ownerId, chatId: payload.chatId })),
    keep: [...(saying.keep ?? [])],
    finish: saying.what === 'answer',
  });
  const { recorded, effects: written, recheck } = within.length === 0 ? await record(parts.db) : await recordWithin(parts.db, record, within);
  await parts.atCrashPoint(saying.written);
  const chat = { botId: payload.botId, chatId: payload.chatId, correlationId };
  await dispatch(parts, { seq: null, chat, effects, written, recheck, added: saying.added });
  return recorded;
}

/** An answer ends its request, and is written once: so is the record. */
function recordOf({ payload }: RunInWork, { what, outcome = null }: Saying, at: Date): AuditNote[] {
  const facts = what === 'answer' ? requestOfRun(payload) : null;
  return facts === null || outcome === null ? [] : [retrospectiveNote(facts, outcome, at)];
}

function recordWithin(db: Db, record: (tx: Db) => Promise<RecordedResult>, within: readonly ((tx: Db) => Promise<void>)[]): Promise<RecordedResult> {
  return db.transaction(async (tx) => {
    const result = await record(tx);
    if (result.recorded) for (const write of within) await write(tx);
    return result;
  });
}

/** What answers spoken words begins with them, and repeats the numbers that a change will use; what was understood by half is told. */
function withHeard({ payload, context: { texts }, isAction }: RunInWork, message: MessageBody): MessageBody {
  const { heard, understood, input } = payload;
  if (message.type !== 'text') return message;
  const spoken = typeof heard === 'string' ? [echoLine(texts, heard), isAction ? digitsLine(texts, { ...input }) : ''] : [];
  const lines = [...spoken, typeof understood === 'string' ? texts.html('conversation.understood', { text: understood }) : ''].filter((line) => line !== '');
  return lines.length === 0 ? message : { ...message, text: `${lines.join('\n')}\n\n${message.text}` };
}

/** The message of this run, or of what it goes on with, that the next one is edited into; none when nothing was said yet. */
export function lastSaid(run: RunInWork): string | null {
  const spoken = [REPLY_N.notice, REPLY_N.progress].map((n) => effectId(run.payload.effectId, n));
  return spoken.find((id) => run.said.has(id)) ?? run.payload.continues ?? null;
}

/** Whether the run itself has said something. */
export function hasSpoken({ said }: RunInWork): boolean {
  return said.size > 0;
}
