import { chosenFilter, chosenGroup, chosenLetters } from './chosen';
import { readEdited } from './edited-payload';
import { FILTER_KEYS, letterFilter, type FilterValues } from './letter-filter';
import { progressParts } from './progress-parts';
import { REPLAY_DEFAULTS, replayInput } from './replay-input';

const empty = Object.fromEntries(FILTER_KEYS.map((key) => [key, ''])) as FilterValues;

test('fields that are not filled in filter nothing, and what else stands in the address is no filter', () => {
  const address = { ...empty, view: 'letters', letter: '7' };
  expect(letterFilter(address)).toEqual({});
});

test('fields become conditions; open letters are the rule and need no word', () => {
  expect(letterFilter({ ...empty, text: 'x', chat: '-100', state: 'discarded' })).toEqual({ text: 'x', chatId: '-100', state: 'discarded' });
  expect(letterFilter({ ...empty, state: 'open' })).toEqual({});
  expect(letterFilter({ ...empty, state: 'nonsense', since: 'nonsense' })).toEqual({});
});

test('a moment of the reader goes out as a moment of the world', () => {
  expect(letterFilter({ ...empty, since: '2026-03-02T12:00' })).toEqual({ since: new Date('2026-03-02T12:00').toISOString() });
});

test('what is chosen is told by ids or by a filter, and a group by its cause within the filter', () => {
  expect(chosenLetters(['1', '2'])).toEqual({ selection: { ids: ['1', '2'] }, count: 2 });
  expect(chosenFilter({ code: 'X', state: 'any' }, 7)).toEqual({ selection: { filter: { code: 'X' } }, count: 7 });
  expect(chosenGroup({ chatId: '5' }, { fingerprint: 'abc', count: 3 })).toEqual({ selection: { filter: { chatId: '5', fingerprint: 'abc' } }, count: 3 });
});

test('a replay begins with a canary unless somebody says otherwise', () => {
  const chosen = chosenLetters(['1']);
  expect(replayInput(chosen, REPLAY_DEFAULTS)).toEqual({ ids: ['1'], ratePerSec: 10, canary: { first: 5, maxDead: 1 }, force: false });
  expect(replayInput(chosen, { ...REPLAY_DEFAULTS, isCanary: false, force: true })).toMatchObject({ canary: null, force: true });
});

test('while a number is being typed there is nothing to send', () => {
  expect(replayInput(chosenLetters(['1']), { ...REPLAY_DEFAULTS, rate: '' })).toBeNull();
  expect(replayInput(chosenLetters(['1']), { ...REPLAY_DEFAULTS, isCanary: false, first: '' })).not.toBeNull();
});

test.each([
  ['{"a":', { problem: 'notJson' }],
  ['[1]', { problem: 'notObject' }],
  ['null', { problem: 'notObject' }],
  ['{"a": 1}', { problem: 'unchanged' }],
  ['{"a": 2}', { payload: { a: 2 } }],
])('the edited text %s is read as %p', (text, edited) => {
  expect(readEdited(text, { a: 1 })).toEqual(edited);
});

test('the bar of an operation shows what is over and what runs, and leaves what waits', () => {
  const progress = { total: 10, waiting: 4, underWay: 1, done: 3, dead: 2, skipped: 0, cancelled: 0 };
  expect(progressParts(progress).map(({ key, percent }) => [key, percent])).toEqual([['done', 30], ['dead', 20], ['underWay', 10]]);
  expect(progressParts({ ...progress, total: 0 })).toEqual([]);
});
