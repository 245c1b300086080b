import * as fc from 'fast-check';
import { ACTION_TEMPLATES, chatsUnanswered, TOOLS } from '../fixtures/tools';
import type { FieldDescriptor, FieldShape, ToolDescriptor } from '../tools/tool-descriptor';
import { answerSchema } from './answer-schema';
import type { JsonSchema } from './json-schema';
import { mismatches } from './mismatches';
import { payloadSchema } from './payload-schema';
import { SCHEMA_LIMITS, strictFindings } from './strict-findings';

const schema = answerSchema({ tools: TOOLS, actionTemplates: ACTION_TEMPLATES });
const anAnswer = { kind: 'TOOL', call: { tool: 'chats_unanswered', payload: { threshold_hours: 6, limit: null } }, advice: null, question: null, confidence: 0.8, grounding: [] };

test('the schema of the answer keeps the strict rules', () => {
  expect(strictFindings(schema)).toEqual([]);
});

test('one for as many tools as the bot can have is still small enough', () => {
  const many = Array.from({ length: 60 }, (_, at) => ({ ...(TOOLS[at % TOOLS.length] ?? chatsUnanswered), name: `tool_number_${at}` }));
  const actionTemplates = Array.from({ length: 40 }, (_, at) => `A_TEMPLATE_NUMBER_${at}`);
  expect(strictFindings(answerSchema({ tools: many, actionTemplates }))).toEqual([]);
});

const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/), { maxLength: 5 });
const { shape: shapes } = fc.letrec<{ shape: FieldShape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'shape' },
    fc.record({ type: fc.constantFrom('integer' as const, 'decimal' as const, 'boolean' as const, 'day' as const) }),
    fc.record({ type: fc.constant('text' as const), min: fc.constant(0), max: fc.nat(1_000) }),
    fc.record({ type: fc.constant('choice' as const), values: fc.uniqueArray(fc.oneof(fc.string(), fc.nat()), { minLength: 1, maxLength: 5 }) }),
    fc.record({ type: fc.constant('list' as const), of: tie('shape'), min: fc.constant(0), max: fc.constant(5) }),
    fieldsOf(tie('shape')).map((fields) => ({ type: 'object' as const, fields })),
  ),
}));

function fieldsOf(shape: fc.Arbitrary<FieldShape>): fc.Arbitrary<FieldDescriptor[]> {
  return names.chain((all) => fc.tuple(...all.map((name) => fc.record({ name: fc.constant(name), purpose: fc.string(), required: fc.boolean(), shape, grounds: fc.constant(null) }))));
}

test('whatever fields a tool has, its schema is strict', () => {
  fc.assert(
    fc.property(fieldsOf(shapes), (fields) => {
      const tool: ToolDescriptor = { ...chatsUnanswered, fields };
      expect(strictFindings(answerSchema({ tools: [tool], actionTemplates: [] }))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('an offer of nothing has a schema too', () => {
  const empty = answerSchema({ tools: [], actionTemplates: [] });
  expect(strictFindings(empty)).toEqual([]);
  expect(mismatches(empty, { ...anAnswer, kind: 'UNKNOWN', call: null, question: '?' })).toEqual([]);
  expect(mismatches(empty, anAnswer)).toEqual(['$.call']);
});

test('what only the owner may say is no part of a payload', () => {
  const fields = ['force', 'scope_all', 'dry_run', 'limit'].map((name): FieldDescriptor => ({ name, purpose: '', required: false, grounds: null, shape: { type: 'boolean' } }));
  expect(payloadSchema(fields)).toEqual({ type: 'object', additionalProperties: false, required: ['limit'], properties: { limit: { type: ['boolean', 'null'] } } });
});

describe('what the service would refuse is found', () => {
  const open = { type: 'object', additionalProperties: true, required: [], properties: {} } as unknown as JsonSchema;
  const nested = (depth: number): JsonSchema => (depth === 0 ? { type: 'string' } : { type: 'object', additionalProperties: false, required: ['a'], properties: { a: nested(depth - 1) } });
  test.each<[string, JsonSchema, RegExp]>([
    ['an open object', open, /is open/],
    ['a property that may be left out', { type: 'object', additionalProperties: false, required: [], properties: { a: { type: 'string' } } }, /must be required/],
    ['a choice at the root', { anyOf: [nested(1)] }, /anyOf is not allowed at the root/],
    ['no object at the root', { type: 'string' }, /root must be an object/],
    ['an enum of nothing', { type: 'object', additionalProperties: false, required: ['a'], properties: { a: { type: 'string', enum: [] } } }, /enum is empty/],
    ['a length', { type: 'object', additionalProperties: false, required: ['a'], properties: { a: { type: 'string', maxLength: 3 } as JsonSchema } }, /maxLength is not allowed/],
    ['too many levels', nested(SCHEMA_LIMITS.depth), /depth 11, at most 10/],
    ['too many values', { type: 'object', additionalProperties: false, required: ['a'], properties: { a: { type: 'integer', enum: Array.from({ length: 1_001 }, (_, at) => at) } } }, /enumValues 1001/],
    ['too much text', { type: 'object', additionalProperties: false, required: ['a'], properties: { a: { type: 'string', description: 'x'.repeat(SCHEMA_LIMITS.bytes) } } }, /bytes \d+, at most/],
  ])('%s', (_what, bad, finding) => {
    expect(strictFindings(bad).join('\n')).toMatch(finding);
  });
});

describe('local validation', () => {
  test.each<[string, unknown]>([
    ['$', 'TOOL'],
    ['$', [anAnswer]],
    ['$.kind', { ...anAnswer, kind: 'COMMIT' }],
    ['$.extra', { ...anAnswer, extra: 1 }],
    ['$.confidence', { ...anAnswer, confidence: '0.8' }],
    ['$.call', { ...anAnswer, call: { tool: 'drop_tables', payload: {} } }],
    ['$.call', { ...anAnswer, call: { tool: 'chats_unanswered', payload: { threshold_hours: 6 } } }],
    ['$.call', { ...anAnswer, call: { tool: 'chats_unanswered', payload: { threshold_hours: 6.5, limit: null } } }],
    ['$.call', { ...anAnswer, call: { tool: 'chats_unanswered', payload: { threshold_hours: 6, limit: null, force: true } } }],
    ['$.grounding[0].quote', { ...anAnswer, grounding: [{ path: 'limit', quote: null }] }],
  ])('finds what is wrong at %s', (path, value) => {
    expect(mismatches(schema, value)).toEqual([path]);
  });

  test('a missing part is found', () => {
    const rest = Object.fromEntries(Object.entries(anAnswer).filter(([key]) => key !== 'grounding'));
    expect(mismatches(schema, rest)).toEqual(['$.grounding']);
    expect(mismatches(schema, anAnswer)).toEqual([]);
  });
});
