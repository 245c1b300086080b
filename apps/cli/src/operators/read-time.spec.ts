import { readTime } from './read-time';

const NOON = new Date('2027-03-15T12:00:00Z');

test.each([
  ['30m', '2027-03-15T11:30:00.000Z'],
  ['2h', '2027-03-15T10:00:00.000Z'],
  ['7d', '2027-03-08T12:00:00.000Z'],
  ['2027-03-01', '2027-03-01T00:00:00.000Z'],
  ['2027-03-01T10:00:00+02:00', '2027-03-01T08:00:00.000Z'],
])('%s is %s', (text, at) => {
  expect(readTime('since', text, NOON).toISOString()).toBe(at);
});

test.each(['', 'yesterday', '5', '-1h', '2027-13-45', `1h'; --`])('%j is refused', (text) => {
  expect(() => readTime('since', text, NOON)).toThrow(expect.objectContaining({ code: 'SELECTION_INVALID' }));
});
