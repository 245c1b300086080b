import { loadSettings } from '@ownerbot/runtime';
import { OperatorSettings } from './operator-settings';
import { findOperator, hashToken, makeToken, operatorEntry, readOperator } from './operator-token';

test('a token opens the door of its operator and of nobody else', () => {
  const [anna, boris] = [makeToken(), makeToken()];
  const operators = [readOperator(operatorEntry('anna', 'operator', anna)), readOperator(operatorEntry('boris', 'viewer', boris))];
  expect(findOperator(operators, anna)).toMatchObject({ name: 'anna', role: 'operator' });
  expect(findOperator(operators, boris)).toMatchObject({ name: 'boris', role: 'viewer' });
  expect([findOperator(operators, ''), findOperator(operators, `${anna} `), findOperator(operators, hashToken(anna)), findOperator([], anna)]).toEqual([null, null, null, null]);
});

test('tokens are long, and no two are the same', () => {
  expect(makeToken()).toMatch(/^ob_[\w-]{43}$/);
  expect(makeToken()).not.toBe(makeToken());
});

const load = (tokens: string) => loadSettings({ process: 'console', classes: { operators: OperatorSettings }, env: { OPERATOR_TOKENS: tokens } }).operators.operatorTokens;
const hash = 'a'.repeat(64);

test('the setting takes several operators', () => {
  expect(load(`anna:operator:${hash}, boris:viewer:${hash}`)).toHaveLength(2);
  expect(load('')).toBeUndefined();
});

test.each([
  ['a role that there is not', `anna:admin:${hash}`],
  ['a token instead of its hash', 'anna:operator:ob_secret'],
  ['no name', `:operator:${hash}`],
  ['the same name twice', `anna:operator:${hash},anna:viewer:${hash}`],
])('the setting refuses %s, without telling the value', (_what, tokens) => {
  const refusal = () => load(tokens);
  expect(refusal).toThrow('OPERATOR_TOKENS');
  expect(refusal).not.toThrow(hash);
});
