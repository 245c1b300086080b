import type { ReplyContext } from '@ownerbot/conversation';
import type { ForecastEcho, ForecastNote } from './forecast-fields';

/** Notes that change what an owner does; the others are in the confidence already. */
const TOLD_NOTES: readonly ForecastNote[] = ['OUT_OF_STOCK_NOW', 'ARCHIVED'];

export function noteWords(notes: readonly ForecastNote[], { texts }: ReplyContext): string {
  return notes
    .filter((note) => TOLD_NOTES.includes(note))
    .map((note) => texts.html('forecast.note', { note }))
    .join('');
}

/** Method and history, below the lines. */
export function methodWords({ method, window_days: window, alpha, history }: ForecastEcho, { texts, formats }: ReplyContext): string {
  const facts = { days: history.days, range: formats.range(history.from, history.to) };
  return method === 'sma' ? texts.html('forecast.sma', { ...facts, window: formats.integer(window) }) : texts.html('forecast.ses', { ...facts, alpha: formats.number(alpha) });
}
