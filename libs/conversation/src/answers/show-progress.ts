import type { ChatAction } from '@ownerbot/queues';
import { messageOf } from '@ownerbot/runtime';
import { effectId } from '../model/effect';
import { textMessage } from '../model/message';
import { redrawn, type RunInWork } from './run-facts';
import { hasSpoken, lastSaid, say } from './say';
import { sendGesture } from './send-gesture';
import { REPLY_N, type AnswerParts } from './tool-run-parts';

export interface Progress {
  /** Ends the showing; resolves when nothing of it is under way. @returns the run with what was said meanwhile. */
  stop(): Promise<RunInWork>;
}

/**
 * Shows the owner that a run takes its time: the typing action soon and again and again, and one progress message. All of it is
 * best effort: a failed send of it never fails the run.
 */
export function showProgress(parts: AnswerParts, run: RunInWork): Progress {
  const { timing } = parts;
  const { botId, chatId } = run.payload;
  const timers: NodeJS.Timeout[] = [];
  let typing: Promise<void> = Promise.resolve();
  let progress: Promise<boolean> = Promise.resolve(false);

  const type = () => {
    typing = sendGesture(parts, { botId, chatId, correlationId: run.correlationId }, whatIsDone(run));
  };
  timers.push(
    setTimeout(() => {
      type();
      timers.push(setInterval(type, timing.typingEveryMs));
    }, timing.typingAfterMs),
  );
  const speak = () => {
    progress = sayProgress(parts, run);
  };
  if (!hasSpoken(run) && redrawn(run) === null) timers.push(setTimeout(speak, timing.progressAfterMs));

  return {
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      await typing;
      if (!(await progress)) return run;
      return { ...run, said: new Set([...run.said, effectId(run.payload.effectId, REPLY_N.progress)]) };
    },
  };
}

const DOCUMENTS = ['json_file', 'csv_file', 'weekly_pdf'];

function whatIsDone({ facts: { presentation = '', payload } }: RunInWork): ChatAction {
  if (presentation === 'chart_png' || payload['format'] === 'png') return 'upload_photo';
  return DOCUMENTS.includes(presentation) || payload['format'] === 'pdf' ? 'upload_document' : 'typing';
}

/** Resolves to whether the message was written. */
async function sayProgress(parts: AnswerParts, run: RunInWork): Promise<boolean> {
  try {
    const html = run.presenter?.progress(run.facts, run.context) ?? run.context.texts.html('progress.text');
    const message = textMessage({ html }, { delivery: 'at-most-once', editOf: lastSaid(run), replyToMessageId: replyTarget(run) });
    return await say(parts, run, { what: 'progress', message, written: 'tool.progress-written', added: 'tool.progress-added' });
  } catch (error) {
    // It may have been written all the same; then the answer is a message of its own, and the next attempt finds it.
    parts.log.warn('progress_not_sent', { correlationId: run.correlationId, error: messageOf(error) });
    return false;
  }
}

/** The owner's message, where the answer must say which request it belongs to. */
export function replyTarget(run: RunInWork): string | null {
  const messageId: unknown = run.payload.replyTo !== null && run.payload.replyTo !== undefined && 'messageId' in run.payload.replyTo ? run.payload.replyTo.messageId : null;
  return run.isOneOfSeveral && typeof messageId === 'string' ? messageId : null;
}
