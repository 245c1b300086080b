import { codeOf, DeadlineError, messageOf, OwnerBotError, PortTakenError } from './errors';

class ShopAwayError extends OwnerBotError {
  constructor(cause: unknown) {
    super('SHOP_AWAY', { message: 'the shop does not answer', retry: { afterMs: 500 }, cause, fields: { shopId: 1 } });
  }
}

test('an error of ours carries its code, its retry, its cause and frozen facts', () => {
  const cause = new Error('refused');
  const error = new ShopAwayError(cause);
  expect(error).toMatchObject({ name: 'ShopAwayError', code: 'SHOP_AWAY', retry: { afterMs: 500 }, cause, fields: { shopId: 1 }, message: 'the shop does not answer' });
  expect(Object.isFrozen(error.fields)).toBe(true);
});

test('an error is never retried unless it says so', () => {
  expect(new OwnerBotError('X', { message: 'x' }).retry).toBe('never');
  expect(new DeadlineError('a read', 99.6)).toMatchObject({ retry: 'backoff', message: 'a read took longer than 100 ms', fields: { limitMs: 100 } });
});

test('a taken port says what to do', () => {
  expect(new PortTakenError('127.0.0.1', 8080, 'INGEST_PORT').message).toBe(
    '127.0.0.1:8080 is taken by another program; stop it or set INGEST_PORT to another port (0 picks a free one)',
  );
});

test.each([
  [new Error('away'), 'away'],
  [new TypeError(''), 'TypeError'],
  // What Node throws when a host with two addresses refuses both.
  [new AggregateError([new Error('refused ::1'), new Error('refused 127.0.0.1')], ''), 'refused ::1; refused 127.0.0.1'],
  ['a text', 'a text'],
  [undefined, 'undefined'],
])('the text of a thrown value (%#)', (thrown, text) => {
  expect(messageOf(thrown)).toBe(text);
});

test.each([
  [new ShopAwayError(null), 'SHOP_AWAY'],
  [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [Object.assign(new Error('x'), { code: 42 }), 'UNEXPECTED'],
  [new Error('x'), 'UNEXPECTED'],
  [null, 'UNEXPECTED'],
])('the code of a thrown value (%#)', (thrown, code) => {
  expect(codeOf(thrown)).toBe(code);
});
