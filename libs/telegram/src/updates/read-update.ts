import { normalizeText } from '../text/normalize-text';
import { asCount, asDate, asId, asObject, asText, type Json } from './json-fields';
import { SOUND_KINDS, UPDATE_KINDS, type ChatKind, type PressFacts, type SoundFacts, type UpdateFacts, type UpdateKind } from './update-facts';

const CHAT_KINDS: readonly ChatKind[] = ['private', 'group', 'supergroup', 'channel'];
const STATES_OUTSIDE: readonly unknown[] = ['kicked', 'left'];

/**
 * Reads who, where and what of any update; null when the value is no update at all. Never throws: fields of a wrong type count as missing.
 * Source: Bot API, "Update".
 */
export function readUpdate(raw: unknown): UpdateFacts | null {
  const update = asObject(raw);
  const updateId = asId(update?.['update_id']);
  if (update === undefined || updateId === undefined || updateId.startsWith('-')) return null;
  const kind: UpdateKind = UPDATE_KINDS.find((one) => asObject(update[one]) !== undefined) ?? 'other';
  const body = (kind === 'other' ? firstObject(update) : asObject(update[kind])) ?? {};
  const press = kind === 'callback_query' ? readPress(body) : undefined;
  const message = kind === 'callback_query' ? asObject(body['message']) : body;
  const chat = asObject(message?.['chat']);
  const sender = readSender(body);
  return {
    updateId,
    kind,
    chatId: asId(chat?.['id']) ?? asId(body['user_chat_id']) ?? null,
    chatKind: CHAT_KINDS.find((one) => one === chat?.['type']) ?? 'unknown',
    userId: asId(sender?.['id']) ?? null,
    isBot: sender?.['is_bot'] === true,
    firstName: asText(sender?.['first_name']),
    languageCode: asText(sender?.['language_code']),
    text: readText(body),
    ...(asObject(body['forward_origin']) === undefined ? {} : { isForwarded: true as const }),
    sound: kind === 'message' ? readSound(body) : undefined,
    messageId: asId(message?.['message_id']),
    date: asDate(body['date']),
    press,
    migratedToChatId: asId(body['migrate_to_chat_id']),
    botIsMember: kind === 'my_chat_member' ? readMembership(body) : undefined,
  };
}

function readPress(query: Json): PressFacts | undefined {
  const id = asText(query['id']);
  if (id === undefined) return undefined;
  return { id, data: asText(query['data']) ?? '', messageId: asId(asObject(query['message'])?.['message_id']) };
}

/** A sender is `from` nearly everywhere, `user` in reactions, votes and connections, and inside the source of a boost. */
function readSender(body: Json): Json | undefined {
  const source = asObject(body['source']) ?? asObject(asObject(body['boost'])?.['source']);
  return asObject(body['from']) ?? asObject(body['user']) ?? asObject(source?.['user']);
}

function readText(body: Json): string | undefined {
  const text = asText(body['text']) ?? asText(body['caption']) ?? asText(body['query']);
  return text === undefined ? undefined : normalizeText(text);
}

function readSound(message: Json): SoundFacts | undefined {
  for (const kind of SOUND_KINDS) {
    const file = asObject(message[kind]);
    const fileId = asText(file?.['file_id']);
    const fileUniqueId = asText(file?.['file_unique_id']);
    if (file === undefined || fileId === undefined || fileUniqueId === undefined) continue;
    return { kind, fileId, fileUniqueId, mime: asText(file['mime_type']), fileName: asText(file['file_name']), durationSec: asCount(file['duration']), sizeBytes: asCount(file['file_size']) };
  }
  return undefined;
}

function readMembership(body: Json): boolean | undefined {
  const state = asObject(body['new_chat_member'])?.['status'];
  return typeof state === 'string' ? !STATES_OUTSIDE.includes(state) : undefined;
}

/** An unknown kind still tells its chat and sender where it is built like the known ones. */
function firstObject(update: Json): Json | undefined {
  return Object.values(update).map(asObject).find((one) => one !== undefined);
}
