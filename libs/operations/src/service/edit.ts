import { readJobRequest } from '@ownerbot/queues';
import type { LetterFacts } from '@ownerbot/storage';
import { EditRefusedError } from '../errors';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {});

/**
 * The new payload of a letter. It must fit its kind, and say the same of where the job belongs as far as that could be read.
 * @throws PayloadInvalidError, JobKindUnknownError, EditRefusedError
 */
export function checkEdit(letter: LetterFacts, payload: unknown): object {
  const { kind, jobId, correlationId } = letter;
  const { payload: checked } = readJobRequest({ kind, id: jobId, payload, correlationId });
  const before = fieldsOf(letter.payload);
  const after = fieldsOf(checked);
  const fixed: Fields = { botId: letter.botId, chatId: letter.chatId, updateId: letter.updateId, effectId: before['effectId'], proposalId: before['proposalId'], ownerId: before['ownerId'] };
  for (const [name, value] of Object.entries(fixed)) {
    if (typeof value === 'string' && after[name] !== undefined && after[name] !== value) throw new EditRefusedError(letter.id, `${name} says where the job belongs and must stay ${JSON.stringify(value)}`);
  }
  return { ...after };
}

/** One field that an edit changes; values as JSON, cut where they are long. */
export interface Difference {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

const MOST_DIFFERENCES = 50;
const MOST_SHOWN = 200;

/** What differs between two payloads, by the paths of their fields. */
export function differenceOf(before: unknown, after: unknown): Difference[] {
  return differences(before, after, '').slice(0, MOST_DIFFERENCES);
}

function differences(before: unknown, after: unknown, path: string): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [left, right] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  const isNested = Object.keys(left).length > 0 && Object.keys(right).length > 0;
  if (!isNested) return [{ path: path === '' ? 'payload' : path, before: shown(before), after: shown(after) }];
  return names.flatMap((name) => differences(left[name], right[name], path === '' ? name : `${path}.${name}`));
}

function shown(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value).slice(0, MOST_SHOWN);
}
