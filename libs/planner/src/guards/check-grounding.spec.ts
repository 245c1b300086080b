import { readings } from '../fixtures/readings';
import type { FieldDescriptor, GroundKind } from '../tools/tool-descriptor';
import { findUngrounded, isSame } from './check-grounding';
import { holdsWords } from './text-readings';

const text = (name: string, grounds: GroundKind): FieldDescriptor => ({ name, purpose: '', required: false, grounds, shape: { type: 'text', min: 0, max: 99 } });

test.each<[GroundKind, string, string]>([
  ['order_id', 'OB-1003', 'OB-1004'],
  ['phone', '+491713920002', '+491713920003'],
  ['code', 'SPRING', 'SUMMER'],
  ['amount', '250.50', '250'],
  ['date', '2026-03-01', '2026-03-02'],
  ['name', 'Обувь', 'Сумки'],
])('%s: %s stands in the text, %s does not', (kind, said, invented) => {
  const owner = 'заказ ob-1003, +49 171 392-00-02, купон SPRING, 250.50, с 2026-03-01, Обувь';
  expect(findUngrounded([text('value', kind)], { value: said }, owner, readings)).toBeNull();
  expect(findUngrounded([text('value', kind)], { value: invented }, owner, readings)).toMatchObject({ path: 'value' });
});

test('objects and lists of objects are looked into, and the path names the place', () => {
  const rules: FieldDescriptor = { name: 'rules', purpose: '', required: false, grounds: null, shape: { type: 'list', min: 0, max: 9, of: { type: 'object', fields: [text('code', 'code')] } } };
  const inner: FieldDescriptor = { name: 'inner', purpose: '', required: false, grounds: null, shape: { type: 'object', fields: [rules] } };
  expect(findUngrounded([inner], { inner: { rules: [{ code: 'A' }, { code: 'B' }] } }, 'A', readings)).toEqual({ path: 'inner.rules.1.code', allowed: '0..99 characters' });
  expect(findUngrounded([inner], { inner: { rules: [{ code: 'A' }] } }, 'A', readings)).toBeNull();
});

test('a default is one by its content', () => {
  const field: FieldDescriptor = { ...text('x', 'code'), default: { a: [1, 2], b: null } };
  expect(findUngrounded([field], { x: { b: null, a: [1, 2] } }, '', readings)).toBeNull();
  expect(findUngrounded([field], { x: { b: null, a: [2, 1] } }, '', readings)).not.toBeNull();
  expect([isSame([1], [1, 2]), isSame({ a: 1 }, { b: 1 }), isSame({}, []), isSame(null, undefined), isSame('1', 1)]).toEqual([false, false, false, false, false]);
});

test.each([
  ['Скажи: он придёт', 'он придёт', true],
  ['Скажи: он придёт', 'н придёт', false],
  ['закон, он', 'он', true],
  ['закон', 'он', false],
  ['Скажи: ура!', 'ура!', true],
  ['Скажи', '', false],
])('"%s" holds "%s": %s', (whole, part, expected) => {
  expect(holdsWords(whole, part)).toBe(expected);
});
