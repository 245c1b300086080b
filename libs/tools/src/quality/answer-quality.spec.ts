import { adviceLevel, answerQuality, decisionConfidence } from './answer-quality';

const WARNINGS = [
  'ALREADY_FLAGGED', 'PARTIAL_DELIVERY', 'NO_DATA', 'INSUFFICIENT_DATA', 'PREV_WINDOW_MISSING', 'PREV_WINDOW_ZERO', 'WINDOW_A_MISSING_DAYS', 'WINDOW_B_MISSING_DAYS', 'WINDOW_IN_PROGRESS',
  'WINDOW_LENGTHS_DIFFER', 'FORCE_REQUIRED', 'MASS_CHANGE_OVER_30', 'NO_ROLLBACK_DATA', 'NO_ROLLBACK', 'ROLLBACK_ROWS_SKIPPED', 'UNKNOWN_IDS', 'MISSING_PRICE', 'ROUNDING_KEEPS_PRICE', 'VARIANT_PRICES_UNCHANGED',
  'COUPONS_WILL_BE_DISABLED', 'COMPARE_AT_WILL_BE_CLEARED', 'COMMIT_COUNT_DIFFERS', 'STALE_DATA', 'AS_OF_MISSING', 'SIS_WARNING', 'CACHED_RESULT', 'PART_FAILED',
] as const;
/** Of these alone the figures are worth less than of any other remark. */
const WORTH_LESS: Readonly<Record<string, readonly [string, number]>> = { NO_DATA: ['low', 0.55], INSUFFICIENT_DATA: ['med', 0.55], STALE_DATA: ['med', 0.7] };

const answered = (codes: readonly string[], status: 'complete' | 'partial' = 'complete') => answerQuality({ status: 'ok', warnings: codes.map((code) => ({ code })), provenance: { completeness: { status } } });

test('an answer without remarks that is complete is high, and nothing is taken off', () => {
  expect(answered([])).toEqual({ level: 'high', confidence: 1, warnings: [] });
});

test.each(WARNINGS)('the remark %s lowers an answer as it stands in the table', (code) => {
  const [level, confidence] = WORTH_LESS[code] ?? ['med', 0.85];
  expect(answered([code])).toEqual({ level, confidence, warnings: [code] });
});

test('a code counts once, and any number of remarks as one', () => {
  expect(answered(['SIS_WARNING', 'SIS_WARNING', 'CACHED_RESULT'])).toEqual({ level: 'med', confidence: 0.85, warnings: ['SIS_WARNING', 'CACHED_RESULT'] });
});

test.each([
  [[], 0.8, 'med'],
  [['SIS_WARNING'], 0.65, 'med'],
  [['STALE_DATA'], 0.5, 'med'],
  [['STALE_DATA', 'NO_DATA'], 0.2, 'low'],
  [['NO_DATA', 'INSUFFICIENT_DATA'], 0.35, 'low'],
] as const)('a partial answer with %j is worth %d', (codes, confidence, level) => {
  expect(answered(codes, 'partial')).toMatchObject({ confidence, level });
});

test('an error is low and worth nothing, whatever it remarks', () => {
  expect(answerQuality({ status: 'error', warnings: [{ code: 'SIS_WARNING' }], provenance: null })).toEqual({ level: 'low', confidence: 0, warnings: ['SIS_WARNING'] });
});

test.each([[1, 1, 1], [1, 0, 0.4], [0, 1, 0.6], [0.9, 0.85, 0.87], [0.61, 0.65, 0.63], [0.73, 0.65, 0.68], [0.67, 0.7, 0.69], [0.5, 0.55, 0.53]])('understood to %d and with figures worth %d it is %d', (intent, data, whole) => {
  expect(decisionConfidence(intent, data)).toBe(whole);
});

test.each([[0.75, 'high'], [0.749, 'med'], [0.45, 'med'], [0.449, 'low']] as const)('an advice of %d is %s', (confidence, level) => {
  expect(adviceLevel(confidence)).toBe(level);
});
