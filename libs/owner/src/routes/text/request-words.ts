import type { ReplyContext } from '@ownerbot/conversation';
import { directionOf } from '../../intents/conflict';
import type { Meant } from '../../intents/meant';

/** The values of a reading in short words, for a button: "+5 %", "PRD-012, −3 €". */
export function requestWords({ candidate, sentence }: Meant, context: ReplyContext): string {
  const direction = directionOf(candidate, sentence);
  return candidate.filled
    .filter(({ value }) => value.kind !== 'message' && value.kind !== 'reason')
    .map(({ spec, value }) => {
      const [kind] = spec.kinds;
      const sign = value.sign ?? (kind === 'percent' || kind === 'money' ? direction : null);
      const signed = `${sign === 'plus' ? '+' : sign === 'minus' ? '−' : ''}${value.text}`;
      if (value.kind !== 'number') return signed;
      return kind === 'percent' ? `${signed} %` : kind === 'money' ? `${signed} ${context.currency}` : signed;
    })
    .join(', ');
}
