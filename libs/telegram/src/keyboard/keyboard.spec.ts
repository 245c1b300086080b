import { fitLabel, inRows, keyboard } from './keyboard';
import { buildCallback, CALLBACK_FORMS, parseCallback, type CallbackData } from './callback-data';

const button = (text: string) => ({ text, data: 'ui:home' });

const LONGEST: readonly CallbackData[] = [
  { type: 'panel', panel: 'x'.repeat(17) },
  { type: 'templates-home' },
  { type: 'template-run', templateId: 'X'.repeat(40) },
  { type: 'template-category', category: 'x'.repeat(24), page: 999 },
  { type: 'template-preset', flow: 'x'.repeat(10), step: 19, index: 7 },
  { type: 'template-back', flow: 'x'.repeat(10) },
  { type: 'template-skip', flow: 'x'.repeat(10), step: 19 },
  { type: 'template-stop', flow: 'x'.repeat(10) },
  { type: 'template-new', flow: 'x'.repeat(10) },
  { type: 'follow-up', id: 'x'.repeat(12), n: 9999 },
  { type: 'fx', act: 'panel' },
  { type: 'fx-choice', of: 'mode', value: 'x'.repeat(10) },
  { type: 'page', listId: 'x'.repeat(12), page: 9999 },
  { type: 'close-list', listId: 'x'.repeat(12) },
  { type: 'advice-topic', topic: 'X'.repeat(19) },
  { type: 'advice-brief', id: 'x'.repeat(12) },
  { type: 'advice-memo', id: 'x'.repeat(12) },
  { type: 'advice-check', id: 'x'.repeat(12) },
  { type: 'advice-action', id: 'x'.repeat(12) },
  { type: 'retry', requestId: 'x'.repeat(36) },
  { type: 'drop', requestId: 'x'.repeat(36) },
  { type: 'file', requestId: 'x'.repeat(36) },
  { type: 'voice-words', act: 'run', id: 'x'.repeat(12) },
  { type: 'voice-retry', requestId: 'x'.repeat(36) },
  { type: 'answer-question', id: 'x'.repeat(12), n: 999 },
  { type: 'drop-question', id: 'x'.repeat(12) },
];

describe('callbacks', () => {
  test.each(LONGEST)('the longest $type has the length the specification gives it and is read back', (data) => {
    const text = buildCallback(data);
    expect(Buffer.byteLength(text)).toBe(CALLBACK_FORMS[data.type].longestBytes);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64);
    expect(parseCallback(text)).toEqual(data);
  });

  test('every form is among the longest ones', () => {
    expect(LONGEST.map(({ type }) => type).sort()).toEqual(Object.keys(CALLBACK_FORMS).sort());
  });

  test('an effect of a long-lived bot fits a retry', () => {
    const data: CallbackData = { type: 'retry', requestId: 'tg-8123456789-2147483647-12' };
    expect(parseCallback(buildCallback(data))).toEqual(data);
  });

  test.each([
    { type: 'panel', panel: 'x'.repeat(18) },
    { type: 'panel', panel: 'Ж' },
    { type: 'template-run', templateId: 'x:y' },
    { type: 'follow-up', id: 'a:b', n: 1 },
    { type: 'fx-choice', of: 'int', value: 'A B' },
    { type: 'follow-up', id: 'a', n: 1.5 },
    { type: 'page', listId: 'a', page: 0 },
    { type: 'retry', requestId: '' },
  ] as const)('a value that could not be read back is refused: %j', (data) => {
    expect(() => buildCallback(data)).toThrow('no legal callback');
  });

  test.each(['', 'ui', 'ui:', 'UI:home', 'tpl:home:1', 'go:a', 'go:a:b', 'go:a:01', 'pg:a:0', 'pg:a:y', 'retry:', 'confirm:p1', 'ui:home\n', 'x'.repeat(5000)])(
    'malformed or foreign data is no callback: %j',
    (text) => expect(parseCallback(text)).toBeNull(),
  );
});

describe('keyboard', () => {
  test('takes twelve rows of three labels of 32 characters and drops empty rows', () => {
    const row = [button('x'.repeat(32)), button('y'), button('z')];
    expect(keyboard([...Array.from({ length: 12 }, () => row), []])).toHaveLength(12);
  });

  test.each([
    ['a thirteenth row', Array.from({ length: 13 }, () => [button('x')])],
    ['a fourth button in a row', [[button('a'), button('b'), button('c'), button('d')]]],
    ['a label of 33 characters', [[button('x'.repeat(33))]]],
    ['a blank label', [[button(' ')]]],
    ['data of 65 bytes', [[{ text: 'x', data: 'ж'.repeat(32) + 'x' }]]],
    ['no data', [[{ text: 'x', data: '' }]]],
  ])('refuses %s', (_what, rows) => {
    expect(() => keyboard(rows)).toThrow(expect.objectContaining({ code: 'TELEGRAM_LIMIT' }));
  });

  test('lays buttons out in rows', () => {
    expect(inRows(['a', 'b', 'c', 'd'].map(button)).map((row) => row.length)).toEqual([3, 1]);
  });

  test('a long label is cut with a sign and without a broken emoji', () => {
    expect(fitLabel('Заказ OB-1003')).toBe('Заказ OB-1003');
    expect(fitLabel('😀'.repeat(20))).toBe(`${'😀'.repeat(15)}…`);
    expect(fitLabel(`${'a'.repeat(30)} ${'b'.repeat(9)}`)).toBe(`${'a'.repeat(30)}…`);
  });
});
