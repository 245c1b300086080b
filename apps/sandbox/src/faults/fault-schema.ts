import { bounds } from '../state/limits';

/** The JSON schema of one rule, for `PUT` and `POST /sandbox/api/faults`. */
export const faultSchema = {
  type: 'object',
  required: ['kind'],
  additionalProperties: false,
  properties: {
    kind: { enum: ['too_many_requests', 'server_error', 'hang', 'reset_before', 'reset_after', 'duplicate', 'reorder'] },
    count: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    probability: { type: 'number', minimum: 0, maximum: 1 },
    for_ms: { type: 'integer', minimum: 1, maximum: 86_400_000 },
    methods: { type: 'array', maxItems: 50, items: { type: 'string', minLength: 1, maxLength: 64 } },
    chat_id: { type: 'string', pattern: '^-?[0-9]{1,16}$' },
    retry_after: { type: 'integer', minimum: 1, maximum: 3600 },
    status: { type: 'integer', minimum: 500, maximum: 599 },
    max_ms: { type: 'integer', minimum: 1, maximum: bounds.hangMs },
    executed: { type: 'boolean' },
    concurrent: { type: 'boolean' },
    hold_ms: { type: 'integer', minimum: 1, maximum: 10_000 },
  },
} as const;
