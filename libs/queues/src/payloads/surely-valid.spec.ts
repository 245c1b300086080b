import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { PayloadInvalidError } from '../errors';
import { checkPayload } from './check-payload';
import { InboxInternal, InboxUpdate } from './inbox';
import { MessageSend } from './message-send';
import { CallbackAnswer, MarkupMessage, TextMessage } from './outgoing-message';
import { isSurelyValid } from './surely-valid';
import { ToolRun } from './tool-run';
import { ScheduleTick } from './schedule-tick';

const CLASSES = { InboxUpdate, InboxInternal, ToolRun, ScheduleTick, TextMessage, CallbackAnswer, MarkupMessage };

const fieldNames = ['botId', 'updateId', 'chatId', 'userId', 'receivedAt', 'update', 'event', 'data', 'effectId', 'ownerId', 'tool', 'version', 'input', 'source', 'locale',
  'timezone', 'requestedAt', 'deadlineAt', 'replyTo', 'name', 'slot', 'type', 'text', 'buttons', 'editOf', 'delivery', 'anchor', 'callbackQueryId', 'alert', 'messageId', 'of', 'else'];

const values = fc.oneof(
  fc.constantFrom<unknown>('1', '-12', '', 'heard', 'text', 'callback', 'markup', 'at-least-once', '2026-01-02T03:04:05.000Z', '2026-01-02', null, undefined, true, 7, {}, [], [[{ text: 'a', data: 'b' }]]),
  fc.string({ maxLength: 5 }),
);

test.each(Object.entries(CLASSES))('the quick judgement of %s is that of class-validator', (_name, payloadClass) => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fieldNames), values, { maxKeys: 20 }), (fields) => {
      const instance = Object.assign(new payloadClass(), fields);
      const errors = validateSync(Object.assign(new payloadClass(), fields), { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
      expect(isSurelyValid(instance)).toBe(errors.length === 0);
    }),
    { numRuns: 300 },
  );
});

test.each([
  [Object.assign(new InboxUpdate(), { botId: '1', updateId: '2', chatId: '3', userId: null, receivedAt: '2026-01-02T03:04:05.000Z', update: {} })],
  [Object.assign(new MessageSend(), { effectId: 'e', botId: '1', chatId: '3', message: Object.assign(new TextMessage(), { type: 'text', text: 'hi', delivery: 'at-least-once' }) })],
])('a good payload is judged without class-validator', (instance) => {
  expect(isSurelyValid(instance)).toBe(true);
});

test('a nested message that is wrong makes its payload wrong', () => {
  const nested = Object.assign(new TextMessage(), { type: 'text', text: 'hi', delivery: 'maybe' });
  expect(isSurelyValid(Object.assign(new MessageSend(), { effectId: 'e', botId: '1', chatId: '3', message: nested }))).toBe(false);
});

test('an object without rules is left to class-validator', () => {
  expect(isSurelyValid({})).toBe(false);
});

test('a field that is named like the class of an object deceives nobody', () => {
  const payload = { botId: '1', updateId: '2', chatId: '3', userId: null, receivedAt: '2026-01-02T03:04:05.000Z', update: {}, constructor: 'InboxUpdate' };
  expect(() => checkPayload('inbox.update', InboxUpdate, payload)).toThrow(PayloadInvalidError);
});

test('what has passed is handed on as it is', () => {
  const payload = { botId: '1', updateId: '2', chatId: '3', userId: null, receivedAt: '2026-01-02T03:04:05.000Z', update: {} };
  const checked = checkPayload('inbox.update', InboxUpdate, payload);
  expect(checkPayload('inbox.update', InboxUpdate, checked)).toBe(checked);
  expect(checkPayload('inbox.update', InboxUpdate, payload)).not.toBe(payload);
});
