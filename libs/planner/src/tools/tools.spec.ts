import { chatsUnanswered, discountsSet, kpiSnapshot, notifyTeam, pricesBump, TOOLS } from '../fixtures/tools';
import { descriptorFindings } from './check-descriptors';
import { neverPlannedIn, payloadProblems, type Payload } from './check-payload';
import { offerTools } from './offer-tools';
import type { FieldDescriptor, FieldShape, ToolDescriptor } from './tool-descriptor';

const field = (name: string, shape: FieldShape, parts: Partial<FieldDescriptor> = {}): FieldDescriptor => ({ name, purpose: '', required: false, grounds: null, shape, ...parts });
const withFields = (...fields: readonly FieldDescriptor[]): ToolDescriptor => ({ ...chatsUnanswered, fields });

test('the tools of the tests are well described', () => {
  expect(descriptorFindings(TOOLS)).toEqual([]);
});

test.each<[string, readonly ToolDescriptor[], RegExp]>([
  ['a tool twice', [chatsUnanswered, chatsUnanswered], /described twice/],
  ['a bad name', [{ ...chatsUnanswered, name: 'Drop Tables' }], /no name of a tool/],
  ['no purpose', [{ ...chatsUnanswered, purpose: ' ' }], /what it is for/],
  ['two lines of purpose', [{ ...chatsUnanswered, purpose: 'a\nb' }], /in one line/],
  ['a field twice', [withFields(field('a', { type: 'boolean' }), field('a', { type: 'boolean' }))], /a is described twice/],
  ['a value that could be invented', [withFields(field('a', { type: 'text', min: 0, max: 9 }))], /could invent it/],
  ['a list of such values', [withFields(field('a', { type: 'list', of: { type: 'integer' }, min: 0, max: 9 }))], /could invent it/],
  ['one inside an object', [withFields(field('a', { type: 'object', fields: [field('b', { type: 'day' })] }))], /a\.b must say/],
  ['a key for the owner alone', [withFields(field('scope_all', { type: 'boolean' }))], /never planned/],
  ['a text with a sign', [withFields(field('a', { type: 'text', min: 0, max: 9 }, { grounds: 'name', isSigned: true }))], /no sign/],
  ['a choice of nothing', [withFields(field('a', { type: 'choice', values: [] }))], /no choice/],
  ['targets that are no field', [{ ...chatsUnanswered, scope: { targets: ['ids'] } }], /no field ids/],
])('%s is found', (_what, tools, finding) => {
  expect(descriptorFindings(tools).join('\n')).toMatch(finding);
});

test('a choice, a switch, and what a grounded object holds need no grounds', () => {
  const inner = field('day', { type: 'day' });
  const choices = field('kinds', { type: 'list', of: { type: 'choice', values: ['a'] }, min: 0, max: 2 });
  expect(descriptorFindings([withFields(field('on', { type: 'boolean' }), choices, field('period', { type: 'object', fields: [inner] }, { grounds: 'period' }))])).toEqual([]);
});

test('reads are offered, and of the actions those on the allow list; nothing unbuilt, nothing that the mode lacks', () => {
  const tools = [chatsUnanswered, { ...kpiSnapshot, capability: 'no' as const }, notifyTeam, discountsSet, { ...pricesBump, isBuilt: false }, { ...kpiSnapshot, name: 'unsure', capability: 'unknown' as const }];
  expect(offerTools(tools, ['notify_team', 'sis_prices_bump']).map(({ name }) => name)).toEqual(['chats_unanswered', 'notify_team', 'unsure']);
});

describe('a payload', () => {
  const fields = [
    field('hours', { type: 'integer', min: 1, max: 5 }),
    field('pct', { type: 'decimal', min: '-1.5', max: '2', places: 1 }),
    field('on', { type: 'boolean' }),
    field('text', { type: 'text', min: 1, max: 2 }),
    field('day', { type: 'day' }),
    field('kind', { type: 'choice', values: ['a', 2] }),
    field('ids', { type: 'list', of: { type: 'integer', min: 1 }, min: 1, max: 2 }),
    field('inner', { type: 'object', fields: [field('must', { type: 'boolean' }, { required: true })] }),
  ];

  test.each<[Payload]>([[{}], [{ hours: 5, pct: '-1.5', on: false, text: '😀😀', day: '2028-02-29', kind: 2, ids: [1, 2], inner: { must: true } }]])('%j is good', (payload) => {
    expect(payloadProblems(fields, payload)).toEqual([]);
  });

  test.each<[Payload, string, string]>([
    [{ hours: 6 }, 'hours', 'wrong'],
    [{ hours: 1.5 }, 'hours', 'wrong'],
    [{ hours: '3' }, 'hours', 'wrong'],
    [{ hours: null }, 'hours', 'wrong'],
    [{ pct: '2.1' }, 'pct', 'wrong'],
    [{ pct: '1.55' }, 'pct', 'wrong'],
    [{ pct: '1e0' }, 'pct', 'wrong'],
    [{ pct: 1 }, 'pct', 'wrong'],
    [{ on: 'true' }, 'on', 'wrong'],
    [{ text: '' }, 'text', 'wrong'],
    [{ text: 'abc' }, 'text', 'wrong'],
    [{ day: '2027-02-29' }, 'day', 'wrong'],
    [{ day: '29.02.2028' }, 'day', 'wrong'],
    [{ kind: 'b' }, 'kind', 'wrong'],
    [{ ids: [] }, 'ids', 'wrong'],
    [{ ids: [1, 2, 3] }, 'ids', 'wrong'],
    [{ ids: [1, 0] }, 'ids.1', 'wrong'],
    [{ inner: [] }, 'inner', 'wrong'],
    [{ inner: {} }, 'inner.must', 'missing'],
    [{ other: 1 }, 'other', 'unknown'],
  ])('%j has a problem at %s: %s', (payload, path, rule) => {
    expect(payloadProblems(fields, payload)).toMatchObject([{ path, rule }]);
  });

  test('what only the owner may say is found at any depth', () => {
    expect(neverPlannedIn({ force: true, a: [{ scope_all: true }], b: { dry_run: false } })).toEqual(['force', 'a.0.scope_all', 'b.dry_run']);
  });
});
