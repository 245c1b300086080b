import { PROMPT_VERSION } from '@ownerbot/planner';
import type { JobContext } from '@ownerbot/queues';
import { buryDead, type NewLetter } from '@ownerbot/storage';
import type { ConversationParts } from '../../turn/turn-parts';
import { readWaitedRun } from '../../turn/waited-run';
import { momentIn } from './accounts';
import { endPlan } from './end-plan';

/** A plan that is dead ends with a failure, unless it has ended, and becomes a letter. Idempotent. */
export async function buryPlan(parts: ConversationParts, job: Pick<JobContext<'intent.plan'>, 'payload' | 'correlationId'>, letter: NewLetter): Promise<void> {
  const { payload, correlationId } = job;
  const run = await readWaitedRun(parts, payload, correlationId);
  if (run !== null && !run.isFinished) {
    await endPlan(parts, run, {
      end: { type: 'failure', code: 'PLAN_FAILED', reason: letter.code, tells: false },
      asked: { provider: 'off', model: '', promptVersion: PROMPT_VERSION, ms: 0, tokens: 0, reused: false },
      account: { at: momentIn(parts.clock.now(), run.context.timezone), tokens: 0, failed: null, sameText: null },
    });
  }
  const { buried } = await buryDead(parts.db, { letter, effectId: payload.effectId, at: parts.clock.now() });
  if (buried) parts.observe.buried(letter.kind, letter.code);
}
