import { LETTER_STATES, type LetterConditions } from '@ownerbot/storage';
import { SelectionInvalidError } from '../errors';
import type { Canary, ReplayOptions } from '../model/operation';
import type { LetterFilter, PageQuery, Selection } from '../model/selection';

const ID = /^[1-9]\d{0,17}$/;
const MOST_IDS = 10_000;
const MOST_TEXT = 200;

/** Ids of letters and operations are small numbers in text; whatever else is asked for is of nothing. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** @throws SelectionInvalidError */
export function checkIds(ids: readonly string[]): string[] {
  const all = [...new Set(ids)];
  if (all.length === 0 || all.length > MOST_IDS) throw new SelectionInvalidError('ids', `1..${MOST_IDS} ids`);
  return all;
}

/** @throws SelectionInvalidError */
export function checkFilter(filter: LetterFilter): LetterConditions {
  const { kind, queue, code, fingerprint, chatId, since, until, text, state = 'open' } = filter;
  for (const [name, value] of Object.entries({ kind, queue, code, text })) {
    if (value !== undefined && (value === '' || value.length > MOST_TEXT || value.includes('\0'))) throw new SelectionInvalidError(name, `1..${MOST_TEXT} characters`);
  }
  if (fingerprint !== undefined && !/^[0-9a-f]{16}$/.test(fingerprint)) throw new SelectionInvalidError('fingerprint', '16 hex digits');
  if (chatId !== undefined && !/^-?\d{1,18}$/.test(chatId)) throw new SelectionInvalidError('chat', 'an id of Telegram: digits, with a sign for groups');
  for (const [name, at] of Object.entries({ since, until })) if (at !== undefined && Number.isNaN(at.getTime())) throw new SelectionInvalidError(name, 'a time, such as 2027-03-15T12:00:00Z');
  if (since !== undefined && until !== undefined && since >= until) throw new SelectionInvalidError('until', 'a time after since');
  if (state !== 'any' && !LETTER_STATES.includes(state)) throw new SelectionInvalidError('state', `${LETTER_STATES.join(', ')} or any`);
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(queue === undefined ? {} : { queue }),
    ...(code === undefined ? {} : { code }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(chatId === undefined ? {} : { chatId }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(text === undefined ? {} : { text }),
    ...(state === 'any' ? {} : { state }),
  };
}

/** What was selected, as conditions and as the audit and the operation name it. @throws SelectionInvalidError */
export function checkSelection(selection: Selection): { readonly ids: readonly string[] | null; readonly where: LetterConditions; readonly told: object } {
  if ('ids' in selection) {
    const ids = checkIds(selection.ids);
    return { ids, where: { ids: ids.filter(isId) }, told: { ids } };
  }
  const where = checkFilter(selection.filter);
  const { since, until, ...others } = where;
  const times = { ...(since === undefined ? {} : { since: since.toISOString() }), ...(until === undefined ? {} : { until: until.toISOString() }) };
  return { ids: null, where, told: { filter: { ...others, ...times } } };
}

export interface CheckedOptions {
  readonly ratePerSec: number;
  readonly canary: Canary | null;
  readonly force: boolean;
}

/** @throws SelectionInvalidError */
export function checkOptions({ ratePerSec = 10, canary = null, force = false }: ReplayOptions): CheckedOptions {
  if (!(ratePerSec >= 0.1 && ratePerSec <= 1_000)) throw new SelectionInvalidError('rate', '0.1..1000 letters a second');
  if (canary !== null) {
    const { first, maxDead } = canary;
    if (!Number.isInteger(first) || first < 1 || first > 1_000) throw new SelectionInvalidError('canary', 'first 1..1000 letters');
    if (!Number.isInteger(maxDead) || maxDead < 0 || maxDead >= first) throw new SelectionInvalidError('canary', 'fewer deaths than letters');
  }
  return { ratePerSec, canary: canary === null ? null : { first: canary.first, maxDead: canary.maxDead }, force };
}

/** @throws SelectionInvalidError */
export function checkReason(reason: string): string {
  const text = reason.trim();
  if (text === '' || text.length > 500 || text.includes('\0')) throw new SelectionInvalidError('reason', '1..500 characters');
  return text;
}

/** @throws SelectionInvalidError */
export function checkLimit({ limit = 50 }: PageQuery): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) throw new SelectionInvalidError('limit', '1..500');
  return limit;
}

export function badCursor(): SelectionInvalidError {
  return new SelectionInvalidError('cursor', '`next` of the page before');
}
