import type { ReplyContext } from '@ownerbot/conversation';
import { analyse } from '../intents/sentence/analyse';
import { isSign } from '../intents/sentence/tokens';
import type { FoundPeriod } from '../periods/period';

const PASSED = new Set(['filler', 'read_filler', 'polite', 'scope', 'connective']);

/** The periods of a command's argument, and whether it says anything beside them and order ids. */
export function readArgument(args: string, context: ReplyContext): { readonly periods: readonly FoundPeriod[]; readonly orderIds: readonly string[]; readonly saysMore: boolean } {
  const { tokens, values } = analyse(args, context);
  const taken = values.filter(({ kind }) => kind === 'period' || kind === 'order_id');
  return {
    periods: values.flatMap(({ kind, data }) => (kind === 'period' && isFound(data) ? [data] : [])),
    orderIds: [...new Set(values.flatMap(({ kind, text }) => (kind === 'order_id' ? [text] : [])))],
    saysMore: tokens.some((token, at) => !isSign(token) && !PASSED.has(token.concept?.class ?? '') && !taken.some(({ from, to }) => from <= at && at < to)),
  };
}

const isFound = (data: unknown): data is FoundPeriod => typeof data === 'object' && data !== null && ('period' in data || 'refusal' in data);
