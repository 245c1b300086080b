import { CALL_KINDS, FAULTS } from '../faults/fault-rule';

/** JSON schemas of the control API's bodies. */
const instant = { type: 'string', minLength: 10, maxLength: 40 } as const;
const count = { type: 'integer', minimum: 0, maximum: 1_000_000 } as const;
const name = { type: 'string', minLength: 1, maxLength: 100 } as const;
const row = { type: 'object', minProperties: 1, maxProperties: 50 } as const;

function object<P extends Record<string, unknown>>(properties: P, required: (keyof P & string)[] = []) {
  return { type: 'object', additionalProperties: false, properties, required } as const;
}

const fault = object(
  {
    id: { type: 'string', minLength: 1, maxLength: 64 },
    fault: { enum: Object.keys(FAULTS) },
    match: object({ kind: { enum: CALL_KINDS }, method: { type: 'string', maxLength: 10 }, path: { type: 'string', maxLength: 200 } }),
    params: { type: 'object', maxProperties: 10 },
    times: { type: 'integer', minimum: 1, maximum: 1_000_000 },
  },
  ['fault'],
);

export const schemas = {
  faults: { type: 'array', maxItems: 100, items: fault },
  restart: object({ down_ms: { type: 'integer', minimum: 0, maximum: 3_600_000 }, lose_state: { type: 'boolean' } }, ['down_ms']),
  // No body at all is read as null.
  reset: { anyOf: [object({ seed: { type: 'string', minLength: 1, maxLength: 64 }, now: { anyOf: [instant, { type: 'null' }] } }), { type: 'null' }] },
  clock: object({ now: { anyOf: [instant, { type: 'null' }] }, advance_sec: { type: 'number', minimum: 0, maximum: 315_360_000 } }),
  fx: object({
    rate: { type: 'string', pattern: '^\\d{1,9}\\.\\d{4,8}$' },
    last_apply: object(
      { result: { enum: ['applied', 'noop', 'failed'] }, affected_count: count, reason: { type: 'string', maxLength: 200 }, error: { type: 'string', maxLength: 500 } },
      ['result'],
    ),
  }),
  settings: object({
    mass_change_limit: count,
    force_on_anomaly: { type: 'boolean' },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    history_from: { anyOf: [{ type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }, { type: 'null' }] },
    allowed_shops: { type: 'array', items: { type: 'integer', minimum: 1 } },
    allowed_actors: { type: 'array', items: { type: 'integer', minimum: 1 } },
    key: { type: 'string', minLength: 1, maxLength: 200 },
    capabilities: { type: 'object', additionalProperties: { type: 'boolean' } },
    db: object({ drop_column: name, rename_view: name, widen_type: name, grant_write: { type: 'boolean' }, major: { type: 'integer', minimum: 1, maximum: 1_000 } }),
  }),
  mutate: object({ table: { type: 'string' }, id: { type: ['integer', 'string'] }, set: row, insert: row }, ['table']),
};
