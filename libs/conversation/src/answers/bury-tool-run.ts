import type { JobContext } from '@ownerbot/queues';
import { buryDead, type NewLetter } from '@ownerbot/storage';
import { dispatchReady } from '../turn/dispatch';
import { answerError, internalError } from './run-tool';
import { readRun } from './run-facts';
import type { AnswerParts } from './tool-run-parts';

/** A run that is dead gets its failure as its answer, unless it has one, and becomes a letter. Idempotent. */
export async function buryToolRun(parts: AnswerParts, job: Pick<JobContext<'tool.run'>, 'payload' | 'correlationId'>, letter: NewLetter): Promise<void> {
  const { payload, correlationId } = job;
  const run = await readRun(parts, payload, correlationId);
  if (run !== null && !run.isFinished) {
    parts.observe.toolRun(payload.tool, 'dead');
    await answerError(parts, run, internalError());
  }
  const { buried } = await buryDead(parts.db, { letter, effectId: payload.effectId, at: parts.clock.now() });
  if (buried) parts.observe.buried(letter.kind, letter.code);
  await parts.atCrashPoint('run.buried');
  if (run?.isFinished === true) await dispatchReady(parts, payload);
}
