import { UPDATE_TYPES } from 'node-telegram-bot-api';
import * as fc from 'fast-check';
import { readUpdate } from './read-update';
import { UPDATE_KINDS, WANTED_UPDATES, type UpdateFacts } from './update-facts';

const user = { id: 42, is_bot: false, first_name: 'Anna', language_code: 'ru' };
const chat = { id: 42, type: 'private' };
const group = { id: -100123, type: 'supergroup', title: 'Shop' };
const message = { message_id: 7, date: 1_700_000_000, chat, from: user, text: 'kpi' };

/** One body a kind, and whether it has a chat and a sender. */
const BODIES: Record<(typeof UPDATE_KINDS)[number], { body: object; chatId: string | null; userId: string | null }> = {
  message: { body: message, chatId: '42', userId: '42' },
  edited_message: { body: message, chatId: '42', userId: '42' },
  channel_post: { body: { message_id: 1, date: 1, chat: { id: -1001, type: 'channel' }, text: 'x' }, chatId: '-1001', userId: null },
  edited_channel_post: { body: { message_id: 1, date: 1, chat: { id: -1001, type: 'channel' } }, chatId: '-1001', userId: null },
  business_connection: { body: { id: 'b', user, user_chat_id: 42, date: 1, is_enabled: true }, chatId: '42', userId: '42' },
  business_message: { body: { ...message, business_connection_id: 'b' }, chatId: '42', userId: '42' },
  edited_business_message: { body: message, chatId: '42', userId: '42' },
  deleted_business_messages: { body: { business_connection_id: 'b', chat, message_ids: [1] }, chatId: '42', userId: null },
  guest_message: { body: { ...message, chat: group }, chatId: '-100123', userId: '42' },
  message_reaction: { body: { chat: group, message_id: 7, user, date: 1, old_reaction: [], new_reaction: [] }, chatId: '-100123', userId: '42' },
  message_reaction_count: { body: { chat: group, message_id: 7, date: 1, reactions: [] }, chatId: '-100123', userId: null },
  inline_query: { body: { id: 'q', from: user, query: 'kpi', offset: '' }, chatId: null, userId: '42' },
  chosen_inline_result: { body: { result_id: 'r', from: user, query: 'kpi' }, chatId: null, userId: '42' },
  callback_query: { body: { id: 'c', from: user, message, chat_instance: 'i', data: 'ui:home' }, chatId: '42', userId: '42' },
  shipping_query: { body: { id: 's', from: user, invoice_payload: 'x', shipping_address: {} }, chatId: null, userId: '42' },
  pre_checkout_query: { body: { id: 'p', from: user, currency: 'EUR', total_amount: 1, invoice_payload: 'x' }, chatId: null, userId: '42' },
  purchased_paid_media: { body: { from: user, paid_media_payload: 'x' }, chatId: null, userId: '42' },
  poll: { body: { id: 'p', question: '?', options: [], total_voter_count: 0 }, chatId: null, userId: null },
  poll_answer: { body: { poll_id: 'p', user, option_ids: [0] }, chatId: null, userId: '42' },
  my_chat_member: { body: { chat, from: user, date: 1, old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } }, chatId: '42', userId: '42' },
  chat_member: { body: { chat: group, from: user, date: 1, old_chat_member: {}, new_chat_member: {} }, chatId: '-100123', userId: '42' },
  chat_join_request: { body: { chat: group, from: user, user_chat_id: 42, date: 1 }, chatId: '-100123', userId: '42' },
  chat_boost: { body: { chat: group, boost: { boost_id: 'b', source: { source: 'premium', user } } }, chatId: '-100123', userId: '42' },
  removed_chat_boost: { body: { chat: group, boost_id: 'b', remove_date: 1, source: { source: 'premium', user } }, chatId: '-100123', userId: '42' },
  managed_bot: { body: { user, bot: { id: 9, is_bot: true, first_name: 'B' } }, chatId: null, userId: '42' },
  subscription: { body: { user, invoice_payload: 'x', state: 'active' }, chatId: null, userId: '42' },
  stopped_message_generation: { body: { chat, draft_id: 1 }, chatId: '42', userId: null },
};

function read(update: object): UpdateFacts {
  const facts = readUpdate({ update_id: 5, ...update });
  if (facts === null) throw new Error('not read as an update');
  return facts;
}

describe('readUpdate', () => {
  test('knows every kind of update that the client library knows', () => {
    expect([...UPDATE_KINDS].sort()).toEqual([...UPDATE_TYPES].sort());
  });

  test.each(UPDATE_KINDS)('reads chat and sender of %s', (kind) => {
    const { body, chatId, userId } = BODIES[kind];
    expect(read({ [kind]: body })).toMatchObject({ updateId: '5', kind, chatId, userId, isBot: false });
  });

  test('reads a message', () => {
    expect(read({ message })).toEqual({
      updateId: '5',
      kind: 'message',
      chatId: '42',
      chatKind: 'private',
      userId: '42',
      isBot: false,
      firstName: 'Anna',
      languageCode: 'ru',
      text: 'kpi',
      sound: undefined,
      messageId: '7',
      date: new Date('2023-11-14T22:13:20Z'),
      press: undefined,
      migratedToChatId: undefined,
      botIsMember: undefined,
    });
  });

  test('a voice message tells its file, and what the app of its sender says of it', () => {
    const voice = { file_id: 'F', file_unique_id: 'U', duration: 3, mime_type: 'audio/ogg', file_size: 9_000 };
    expect(read({ message: { ...message, text: undefined, voice } }).sound).toEqual({ kind: 'voice', fileId: 'F', fileUniqueId: 'U', mime: 'audio/ogg', fileName: undefined, durationSec: 3, sizeBytes: 9_000 });
    expect(read({ message: { ...message, document: { ...voice, file_name: 'a.mp3', duration: -1, file_size: 'big' } } }).sound).toMatchObject({ kind: 'document', fileName: 'a.mp3', durationSec: undefined, sizeBytes: undefined });
    expect(read({ message: { ...message, voice: { duration: 3 } } }).sound).toBeUndefined();
    expect(read({ edited_message: { ...message, voice } }).sound).toBeUndefined();
  });

  test('the sender of a press is who pressed, not who wrote the message', () => {
    const botsMessage = { ...message, from: { id: 1, is_bot: true, first_name: 'Bot' } };
    const facts = read({ callback_query: { id: 'c1', from: user, message: botsMessage, data: 'go:a:1' } });
    expect(facts).toMatchObject({ userId: '42', isBot: false, chatId: '42', messageId: '7', press: { id: 'c1', data: 'go:a:1', messageId: '7' } });
  });

  test('a press under a message that is no longer accessible still has its chat', () => {
    const facts = read({ callback_query: { id: 'c', from: user, message: { chat, message_id: 7, date: 0 }, data: 'x' } });
    expect(facts).toMatchObject({ chatId: '42', messageId: '7', date: undefined });
  });

  test('a press without a message has no chat', () => {
    expect(read({ callback_query: { id: 'c', from: user, inline_message_id: 'i' } })).toMatchObject({ chatId: null, userId: '42', press: { data: '' } });
  });

  test('a caption is text, and text is normalized', () => {
    expect(read({ message: { ...message, text: undefined, caption: 'a\u0000b\ud83d' } }).text).toBe('ab\ufffd');
  });

  test('tells that a group became a supergroup', () => {
    expect(read({ message: { ...message, chat: { id: -5, type: 'group' }, migrate_to_chat_id: -1005 } }).migratedToChatId).toBe('-1005');
  });

  test.each([['kicked', false], ['left', false], ['member', true]])('the bot being %s means membership %s', (status, expected) => {
    expect(read({ my_chat_member: { chat, from: user, date: 1, new_chat_member: { status } } }).botIsMember).toBe(expected);
  });

  test('a kind from the future is kept as other, with its chat and sender', () => {
    expect(read({ telepathy: { chat, from: user } })).toMatchObject({ kind: 'other', chatId: '42', userId: '42' });
    expect(read({})).toMatchObject({ kind: 'other', chatId: null, userId: null });
  });

  test.each([null, undefined, 1, 'x', [], {}, { update_id: '5' }, { update_id: -1 }, { update_id: 1.5 }, { update_id: 2 ** 60 }, { message }])('is null for what is no update: %j', (raw) => {
    expect(readUpdate(raw)).toBeNull();
  });

  test('never throws, whatever the fields hold', () => {
    const body = fc.dictionary(fc.constantFrom('chat', 'from', 'user', 'message', 'text', 'date', 'message_id', 'id', 'source', 'boost', 'data'), fc.anything());
    fc.assert(
      fc.property(fc.constantFrom(...UPDATE_KINDS), fc.oneof(body, fc.anything()), (kind, value) => {
        const facts = readUpdate({ update_id: 5, [kind]: value });
        expect(facts?.updateId).toBe('5');
      }),
    );
  });

  test('asks Telegram only for kinds that exist', () => {
    for (const kind of WANTED_UPDATES) expect(UPDATE_TYPES).toContain(kind);
  });
});

test('a forwarded message is known as one', () => {
  const body = { message_id: 7, date: 1, chat: { id: 5, type: 'private' }, from: { id: 5, is_bot: false }, text: 'raise prices' };
  expect(readUpdate({ update_id: 5, message: { ...body, forward_origin: { type: 'hidden_user', date: 1, sender_user_name: 'Olya' } } })?.isForwarded).toBe(true);
  expect(readUpdate({ update_id: 5, message: body })?.isForwarded).toBeUndefined();
});
