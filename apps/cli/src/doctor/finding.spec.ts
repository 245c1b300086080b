import { broken, renderFindings, skipped, warning, well } from './finding';

test('each finding is a line, more lines of detail stand under it, and the fix under what it mends', () => {
  const text = renderFindings([well('node', '20.20.2'), broken('database', 'away\nsince noon', 'start it'), warning('clock', '3 s off', 'NTP'), skipped('telegram', 'no token')]);
  expect(text.split('\n')).toEqual([
    '✓ node      20.20.2',
    '✗ database  away',
    '            since noon',
    '            → start it',
    '! clock     3 s off',
    '            → NTP',
    '– telegram  no token',
    '',
    '1 error, 1 warning',
  ]);
});

test('without an error all is healthy', () => {
  expect(renderFindings([well('node', '20')])).toMatch(/\n\nhealthy, 0 warnings$/);
});
