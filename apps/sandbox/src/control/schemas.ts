/** JSON schemas of the control API's bodies and paths. */
const id = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const;
const name = { type: 'string', minLength: 1, maxLength: 128 } as const;
const text = { type: 'string', minLength: 1, maxLength: 40_000 } as const;
const flag = { type: 'boolean' } as const;

function object<P extends Record<string, unknown>>(properties: P, required: (keyof P & string)[]) {
  return { type: 'object', additionalProperties: false, properties, required } as const;
}

export const schemas = {
  chatPath: object({ chat: { type: 'integer' } }, ['chat']),
  messagePath: object({ chat: { type: 'integer' }, message: id }, ['chat', 'message']),
  person: object({ id, first_name: name, last_name: name, username: name, language_code: { type: 'string', pattern: '^[a-z]{2}$' }, is_bot: flag }, ['first_name']),
  group: object({ type: { enum: ['group', 'supergroup'] }, title: name, members: { type: 'array', items: id, minItems: 1, maxItems: 1000 } }, ['type', 'title', 'members']),
  message: object({ text, from: id, reply_to_message_id: id }, ['text']),
  edit: object({ text }, ['text']),
  press: object({ message_id: id, from: id, data: { type: 'string', minLength: 1, maxLength: 64 }, row: { type: 'integer', minimum: 0 }, column: { type: 'integer', minimum: 0 } }, ['message_id']),
  blocked: object({ blocked: flag, from: id }, ['blocked']),
  migrate: object({ from: id }, []),
  reset: object({ keep_webhook: flag }, []),
  transcriptQuery: object({ after: { type: 'integer', minimum: 0 }, limit: { type: 'integer', minimum: 1, maximum: 10_000 } }, []),
  callsQuery: object(
    { after: { type: 'integer', minimum: 0 }, limit: { type: 'integer', minimum: 1, maximum: 50_000 }, method: name, chat_id: { type: 'string', maxLength: 32 } },
    [],
  ),
  injection: object(
    {
      updates: {
        type: 'array',
        minItems: 1,
        items: { type: 'object', required: ['update_id'], properties: { update_id: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } } },
      },
      lanes: { enum: ['chat', 'none'] },
      make_chats: flag,
    },
    ['updates'],
  ),
};
