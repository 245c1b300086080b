import type { Button, Buttons } from '../client/telegram';
import { TelegramLimitError } from '../errors';
import { BUTTONS_PER_ROW, CALLBACK_DATA_BYTES, KEYBOARD_ROWS, LABEL_LIMIT } from '../text/limits';

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Checks a keyboard against the limits of spec chat-ui, section 11.
 * @throws TelegramLimitError naming the first rule that is broken.
 */
export function keyboard(rows: Buttons): Buttons {
  const full = rows.filter((row) => row.length > 0);
  if (full.length > KEYBOARD_ROWS) throw new TelegramLimitError(`a keyboard has at most ${KEYBOARD_ROWS} rows, not ${full.length}`);
  for (const row of full) {
    if (row.length > BUTTONS_PER_ROW) throw new TelegramLimitError(`a row has at most ${BUTTONS_PER_ROW} buttons, not ${row.length}`);
    row.forEach(checkButton);
  }
  return full;
}

/** Lays buttons out in rows of `perRow`. */
export function inRows(buttons: readonly Button[], perRow: number = BUTTONS_PER_ROW): Buttons {
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += perRow) rows.push(buttons.slice(at, at + perRow));
  return keyboard(rows);
}

/** Makes outside text (a title, an id) fit a label: at most 32 characters, no character cut in half. */
export function fitLabel(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= LABEL_LIMIT) return flat;
  let kept = '';
  for (const { segment } of clusters.segment(flat)) {
    if (kept.length + segment.length > LABEL_LIMIT - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

function checkButton({ text, data }: Button): void {
  if (text.trim() === '' || text.length > LABEL_LIMIT) throw new TelegramLimitError(`a label has 1..${LABEL_LIMIT} characters: "${text}"`);
  const bytes = Buffer.byteLength(data);
  if (bytes < 1 || bytes > CALLBACK_DATA_BYTES) throw new TelegramLimitError(`callback data has 1..${CALLBACK_DATA_BYTES} bytes, not ${bytes}`);
}
