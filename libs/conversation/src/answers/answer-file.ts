import { namedUuid } from '@ownerbot/actions';
import type { FileMessage, ReportRender } from '@ownerbot/queues';
import { storeArtifact, storePendingArtifact, type Db } from '@ownerbot/storage';
import { effectId } from '../model/effect';
import type { MessageBody } from '../model/message';
import { messageEffect, type NumberedEffect } from '../model/number-effects';
import type { ReplyFile } from '../model/reply';
import { withoutFile } from './no-file';
import type { RunInWork } from './run-facts';
import { DRAWING_N, FILE_N } from './tool-run-parts';

interface FileOfAnswer {
  /** What brings the file: its message, or the drawing that comes before it. */
  readonly effect: NumberedEffect;
  /** Belongs into the transaction that writes the text. */
  readonly store: (tx: Db) => Promise<void>;
}

/** The file of an answer, below its text: sent as it is, or drawn first from what stands in the text. */
export function fileOf(run: RunInWork, text: { readonly effectId: string; readonly message: MessageBody }, file: ReplyFile, kept: { readonly at: Date; readonly ttlDays: number }): FileOfAnswer {
  const { payload, correlationId, context } = run;
  const artifactId = artifactOfRun(payload.effectId);
  const { type, filename, mime, caption } = file;
  const message: FileMessage = {
    type: file.type === 'png' ? 'photo' : 'document',
    artifactId,
    caption,
    ...(file.type === 'png' ? { buttons: [[{ text: context.texts.text('conversation.file.original'), data: `file:${payload.effectId}` }]] } : {}),
    after: text.effectId,
    otherwise: withoutFile(context.texts, text.message, payload.effectId),
    delivery: 'at-least-once',
  };
  const facts = { artifactId, ownerUserId: payload.ownerId, chatId: payload.chatId, tool: payload.tool, toolVersion: payload.version, correlationId, type, filename, mime, ...kept };
  if ('model' in file) return { effect: drawingEffect(run, artifactId, message), store: (tx) => storePendingArtifact(tx, { ...facts, model: file.model }) };
  return {
    effect: messageEffect(payload, { id: effectId(payload.effectId, FILE_N), n: FILE_N, message, gated: true }),
    store: (tx) => storeArtifact(tx, { ...facts, bytes: Buffer.from(file.content, 'utf8') }),
  };
}

function drawingEffect({ payload: { effectId: runId, botId, chatId, ownerId } }: RunInWork, artifactId: string, message: FileMessage): NumberedEffect {
  const id = `art-${artifactId}`;
  const payload: ReportRender = { effectId: id, botId, chatId, ownerId, artifactId, fileEffectId: effectId(runId, FILE_N), message };
  return { id, kind: 'report.render', n: DRAWING_N, laneKey: null, payload, gated: false };
}

/** The file of a run: named after the message that brings it, so that a run which is repeated after a crash speaks of the file that the first one stored. */
export function artifactOfRun(runId: string): string {
  return artifactIdOf(effectId(runId, FILE_N));
}

export function artifactIdOf(id: string): string {
  return namedUuid(`artifact/${id}`);
}
