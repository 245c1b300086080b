import { createHash } from 'node:crypto';
import { storeArtifact, type Db } from '@ownerbot/storage';
import { effectId } from '../model/effect';
import { messageEffect, type NumberedEffect } from '../model/number-effects';
import type { ReplyFile } from '../model/reply';
import type { RunInWork } from './run-facts';
import { FILE_N } from './tool-run-parts';

/** The file of an answer: the message that brings it, and its bytes, which belong into the same transaction. */
export function fileOf({ payload, correlationId }: RunInWork, textEffectId: string, file: ReplyFile, kept: { readonly at: Date; readonly ttlDays: number }): { readonly effect: NumberedEffect; readonly store: (tx: Db) => Promise<void> } {
  const id = effectId(payload.effectId, FILE_N);
  const artifactId = artifactIdOf(id);
  const message = { type: 'document', artifactId, caption: file.caption, after: textEffectId, delivery: 'at-least-once' } as const;
  const { type, filename, mime } = file;
  return {
    effect: messageEffect(payload, { id, n: FILE_N, message, gated: true }),
    store: (tx) =>
      storeArtifact(tx, {
        artifactId, ownerUserId: payload.ownerId, chatId: payload.chatId, tool: payload.tool, toolVersion: payload.version, correlationId, type, filename, mime,
        bytes: Buffer.from(file.content, 'utf8'), ...kept,
      }),
  };
}

/** Named after the message that brings it, so that a run which is repeated after a crash speaks of the file that the first one stored. RFC 9562, version 8. */
export function artifactIdOf(id: string): string {
  const hex = createHash('sha256').update(`artifact/${id}`).digest('hex');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
