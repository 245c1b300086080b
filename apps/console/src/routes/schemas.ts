/** Pieces of JSON schemas that several routes share. What they let through is checked again, and more closely, by the service. */
export const PAGE_PROPERTIES = {
  limit: { type: 'integer', minimum: 1, maximum: 200 },
  cursor: { type: 'string', maxLength: 500 },
} as const;

export const FILTER_PROPERTIES = {
  kind: { type: 'string', maxLength: 64 },
  queue: { type: 'string', maxLength: 64 },
  code: { type: 'string', maxLength: 64 },
  fingerprint: { type: 'string', maxLength: 64 },
  chatId: { type: 'string', maxLength: 24 },
  since: { type: 'string', format: 'date-time' },
  until: { type: 'string', format: 'date-time' },
  text: { type: 'string', maxLength: 200 },
  state: { type: 'string', enum: ['open', 'replaying', 'replayed', 'discarded', 'any'] },
} as const;

export const ID_PARAMS = { type: 'object', required: ['id'], properties: { id: { type: 'string', maxLength: 200 } } } as const;

/** An object that holds nothing but these. */
export function exactly<P extends object>(properties: P, required: readonly (keyof P & string)[] = []): object {
  return { type: 'object', additionalProperties: false, properties, required };
}

export const SELECTION_PROPERTIES = {
  ids: { type: 'array', items: { type: 'string', maxLength: 24 }, minItems: 1, maxItems: 1_000 },
  filter: exactly(FILTER_PROPERTIES),
} as const;

export const REPLAY_PROPERTIES = {
  ...SELECTION_PROPERTIES,
  ratePerSec: { type: 'number' },
  canary: { anyOf: [{ type: 'null' }, exactly({ first: { type: 'integer' }, maxDead: { type: 'integer' } }, ['first', 'maxDead'])] },
  force: { type: 'boolean' },
} as const;

export const REASON = { type: 'string', minLength: 1, maxLength: 500 } as const;
