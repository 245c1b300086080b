import { PayloadInvalidError } from '../errors';
import { checkPayload } from './check-payload';
import { InboxUpdate } from './inbox';
import { MessageSend } from './message-send';

const update = { botId: '1', updateId: '2', chatId: '-3', userId: null, receivedAt: '2026-01-02T03:04:05.000Z', update: { message: { text: 'hi' } } };
const message = { effectId: 'tg-1-2-1', botId: '1', chatId: '3' };
const text = { type: 'text', text: 'hi', delivery: 'at-least-once' };

function refusal(payloadClass: new () => object, value: unknown): string {
  try {
    checkPayload('a.kind', payloadClass, value);
  } catch (error) {
    if (error instanceof PayloadInvalidError) return `${error.path}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

test('a good payload comes back as an instance of its class, with the raw update untouched', () => {
  const checked = checkPayload('inbox.update', InboxUpdate, update);
  expect(checked).toBeInstanceOf(InboxUpdate);
  expect(checked.update).toBe(update.update);
});

test.each([
  [{ ...update, chatId: 3 }, 'chatId: payload of a.kind: chatId must be an id of Telegram: digits as text'],
  [{ ...update, receivedAt: 'yesterday' }, 'receivedAt: payload of a.kind: receivedAt must be a time with its zone'],
  [{ ...update, update: 'text' }, 'update: payload of a.kind: update must be an object'],
  [{ ...update, extra: 1 }, 'extra: payload of a.kind: extra is not a field of it'],
  [null, 'payload: payload of a.kind: payload must be an object'],
  [[], 'payload: payload of a.kind: payload must be an object'],
  [JSON.parse('{"__proto__": {}}'), 'payload.__proto__: payload of a.kind: payload.__proto__ is not allowed'],
])('a wrong update is refused with the path of the field', (value, expected) => {
  expect(refusal(InboxUpdate, value)).toBe(expected);
});

test.each([
  [{ ...message, message: { ...text, delivery: 'maybe' } }, 'message.delivery'],
  [{ ...message, message: { type: 'fax' } }, 'message.type'],
  [{ ...message, message: { ...text, buttons: [[{ text: 'a', data: 'x'.repeat(65) }]] } }, 'message.buttons'],
  [{ ...message, message: { type: 'callback', callbackQueryId: '1', text: 'x'.repeat(201) } }, 'message.text'],
  [{ ...message, message: { ...text, chatId: '1' } }, 'message.chatId'],
  [{ ...message }, 'message.type'],
])('a wrong message is refused with the path of the nested field', (value, path) => {
  expect(refusal(MessageSend, value).split(':')[0]).toBe(path);
});

test('optional fields may be absent or null', () => {
  expect(refusal(MessageSend, { ...message, message: { ...text, buttons: null, editOf: null, anchor: true } })).toBe('accepted');
});
