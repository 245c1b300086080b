import type { ReplyContext } from '@ownerbot/conversation';
import { PERIOD_PRESETS, resolvePeriod } from '@ownerbot/tools';
import type { Period } from '../periods/period';

/** A period in words with its dates: "вчера, 17.03", "01–15.03". */
export function periodWords(context: ReplyContext, { preset, from, to }: { preset: string; from: string; to: string }): string {
  const isNamed = preset !== 'custom' && PERIOD_PRESETS.some((known) => known === preset);
  return context.texts.html('report.period', { preset: isNamed ? `p_${preset}` : 'other', range: context.formats.range(from, to) });
}

/** The same from a payload that passed its schema, before there is an answer. */
export function requestedPeriodWords(context: ReplyContext, payload: Readonly<Record<string, unknown>>, fallback: Period): string {
  const { preset, from, to } = isPeriod(payload['period']) ? resolvePeriod(payload['period'], context) : resolvePeriod(fallback, context);
  return periodWords(context, { preset, from, to });
}

function isPeriod(value: unknown): value is Period {
  return typeof value === 'object' && value !== null && 'preset' in value && PERIOD_PRESETS.some((known) => known === value.preset);
}
