import { fingerprintOf, normalised } from './fingerprint';

test.each([
  ['deciding tg-700000001-42 failed: x', 'deciding tg-700000001-43 failed: x'],
  ['query claim-update took 5012 ms', 'query claim-update took 4.998 ms'],
  ['payload of "tool.run" at 2027-03-15T12:00:00.000Z', 'payload of "other" at 2027-03-15T13:10:07+02:00'],
  ['the commit of 0b6f1c9e-8d4e-4f0e-9f55-0d7a8a4f6c11 failed', 'the commit of 1b6f1c9e-8d4e-4f0e-9f55-0d7a8a4f6c12 failed'],
  ['key deadbeef01 is taken', 'key 0123456789abcdef is taken'],
  ['a  message\nof lines', 'a message of lines'],
])('%s and %s have one cause', (one, other) => {
  expect(normalised(one)).toBe(normalised(other));
  expect(fingerprintOf('tool.run', 'X', one)).toBe(fingerprintOf('tool.run', 'X', other));
});

test('words, codes and kinds tell causes apart', () => {
  const all = [
    fingerprintOf('tool.run', 'X', 'the shop is away'),
    fingerprintOf('tool.run', 'X', 'the shop is closed'),
    fingerprintOf('tool.run', 'Y', 'the shop is away'),
    fingerprintOf('message.send', 'X', 'the shop is away'),
  ];
  expect(new Set(all).size).toBe(4);
  for (const one of all) expect(one).toMatch(/^[0-9a-f]{16}$/);
});
