import { nearest } from './nearest';

test.each([
  ['SIS_TIMEOUT', ['SIS_TIMEOUT_SEC', 'SIS_TIMEOUTS'], 'SIS_TIMEOUTS'],
  ['SSI_BASE_URL', ['SIS_BASE_URL'], 'SIS_BASE_URL'],
  ['SIS_BASE_ULR', ['SIM_BASE', 'SIS_BASE_URL'], 'SIS_BASE_URL'],
])('%s is nearest to one word of %j', (word, words, expected) => {
  expect(nearest(word, words)).toBe(expected);
});

test('a word more than three edits away is no guess', () => {
  expect(nearest('SIS_SOMETHING', ['SIS_BASE_URL'])).toBeUndefined();
  expect(nearest('SIS_X', [])).toBeUndefined();
});
