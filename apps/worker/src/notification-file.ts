import { namedUuid } from '@ownerbot/actions';
import type { Reply, ReplyContext } from '@ownerbot/conversation';
import type { MessageKind, Presented, PresentedFile } from '@ownerbot/notifications';
import type { FileMessage, ReportRender } from '@ownerbot/queues';
import { storePendingArtifact } from '@ownerbot/storage';

export interface FileOrder {
  readonly kind: MessageKind;
  readonly reply: Reply;
  readonly context: ReplyContext;
  readonly artifactDays: number;
}

const VERSION = '1.1';

/**
 * The file below a scheduled report: drawn after its text was written, and sent once where it may have arrived. One that fails leaves the text,
 * which is edited to say so.
 */
export function fileOfNotification({ kind, reply, context, artifactDays }: FileOrder): Presented['file'] {
  const { file } = reply;
  if (file === undefined || !('model' in file)) return () => null;
  return ({ effectId: textId, correlationId, botId, at }): PresentedFile => {
    const { type, filename, mime, caption, model } = file;
    const artifactId = namedUuid(`artifact/${textId}`);
    const ownerId = context.principal.telegramId;
    const part = type === 'png' ? 'photo' : 'document';
    const effectId = `${correlationId}-p2`;
    const message: FileMessage = {
      type: part,
      artifactId,
      caption,
      after: textId,
      otherwise: { text: `${reply.html}\n\n${context.texts.html('conversation.file.failed')}`, buttons: (reply.buttons ?? []).map((row) => row.map((one) => ({ ...one }))) },
      delivery: 'at-most-once',
    };
    const payload: ReportRender = { effectId: `art-${artifactId}`, botId, chatId: ownerId, ownerId, artifactId, fileEffectId: effectId, message };
    return {
      part,
      artifactId,
      effectId,
      effect: { id: payload.effectId, n: 2, kind: 'report.render', gated: false, laneKey: null, payload },
      store: (tx) =>
        storePendingArtifact(tx, {
          artifactId, ownerUserId: ownerId, chatId: ownerId, tool: kind === 'weekly' ? 'biz_dashboard_weekly' : 'biz_dashboard_daily', toolVersion: VERSION, correlationId, type, filename, mime, model, at, ttlDays: artifactDays,
        }),
    };
  };
}
