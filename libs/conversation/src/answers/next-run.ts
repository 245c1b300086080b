import type { ToolRun } from '@ownerbot/queues';
import { TIME_CLASSES } from '@ownerbot/tools';
import { asksOf } from '../domain/route';
import type { NumberedEffect } from '../model/number-effects';
import { carried, type RequestFacts } from '../record/request-facts';
import type { RunInWork } from './run-facts';
import type { AnswerParts } from './tool-run-parts';

/** So far behind a run stands the one after it: past whatever its turn has numbered. */
const NEXT_N = 100;

/**
 * The run that comes after this one, where one wish asks for several reads. It is written with this one's answer, so that a crash
 * between the two loses nothing, a second run of this one doubles nothing, and the answers leave in the order in which they were asked for.
 */
export function nextRun({ composed, clock, limits }: Pick<AnswerParts, 'composed' | 'clock' | 'limits'>, { payload }: Pick<RunInWork, 'payload'>, request: RequestFacts | null = null): NumberedEffect[] {
  const [next, ...rest] = asksOf(payload.then).flatMap((asked) => {
    const tool = composed.tools.find(({ name }) => name === asked.tool);
    // A later version of the program may not have it any more.
    return tool === undefined ? [] : [{ asked, tool }];
  });
  const [, cause, n] = /^(.+)-(\d+)(?:-r\d+)?$/.exec(payload.effectId) ?? [];
  if (next === undefined || cause === undefined) return [];
  const id = `${cause}-${Number(n) + NEXT_N}`;
  const { botId, updateId, chatId, ownerId, mode, source, locale, timezone } = payload;
  const now = clock.now();
  const run: ToolRun = {
    effectId: id,
    botId,
    updateId,
    chatId,
    ownerId,
    tool: next.asked.tool,
    version: next.tool.version,
    input: next.asked.payload,
    ...(next.asked.presentation === undefined ? {} : { presentation: next.asked.presentation }),
    ...(typeof mode === 'string' ? { mode } : {}),
    source,
    locale,
    timezone,
    requestedAt: now.toISOString(),
    deadlineAt: new Date(now.getTime() + (TIME_CLASSES[next.tool.timeClass].requestMs ?? limits.readRetryDeadlineSec * 1_000)).toISOString(),
    ...carried(request),
    ...(rest.length === 0 ? {} : { then: rest.map(({ asked }) => asked) }),
  };
  return [{ id, kind: 'tool.run', n: NEXT_N, laneKey: null, payload: run, gated: false }];
}
