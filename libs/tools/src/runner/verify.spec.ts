import type { ShopMode } from '@ownerbot/shop';
import type { Provenance } from '../contract/tool-response';
import { ANSWER, fakeShop, fakeTool, PROVENANCE, requestOf, runnerWith } from '../fixtures/fake-tool';

type Broken = { [Key in keyof Provenance]?: unknown };

const runWith = (provenance: unknown, mode: ShopMode = 'DEMO', answeredBy: ShopMode = mode) => {
  const tool = fakeTool({ handle: () => Promise.resolve({ ...ANSWER, provenance: provenance as Provenance }) });
  const { runner } = runnerWith(tool, { chooseShop: () => Promise.resolve(fakeShop({ mode: answeredBy })) });
  return runner.run(requestOf({ mode }));
};

const codeOf = async (broken: Broken): Promise<unknown> => {
  const { error } = await runWith({ ...PROVENANCE, ...broken });
  return error === null ? null : [error.code, error.details?.['rule']];
};

const window = (more: object) => ({ window: { ...PROVENANCE.window, ...more } });
const completeness = (more: object) => ({ completeness: { ...PROVENANCE.completeness, ...more } });

test('an answer that keeps every rule passes', async () => {
  expect(await codeOf({})).toBeNull();
});

test.each([
  ['no provenance', null],
  ['no sources', { ...PROVENANCE, sources: [] }],
  ['sources of no form', { ...PROVENANCE, sources: ['orders'] }],
  ['a source of no system', { ...PROVENANCE, sources: ['demo:orders', 'web:page'] }],
])('V1: %s is PROVENANCE_MISSING', async (_name, provenance) => {
  expect(await runWith(provenance)).toMatchObject({
    status: 'error',
    data: {},
    as_of: null,
    provenance: null,
    error: { code: 'PROVENANCE_MISSING', retryable: false, message_key: 'error.PROVENANCE_MISSING.text' },
  });
});

test.each([
  ['V2', 'no window', { window: null }],
  ['V2', 'a window that runs backwards', window({ from: '2026-03-19', to: '2026-03-18' })],
  ['V2', 'no end', window({ to: undefined })],
  ['V2', 'no zone that exists', window({ timezone: 'Europe/Atlantis' })],
  ['V2', 'no granularity', window({ granularity: undefined })],
  ['V3', 'no as_of', { as_of: undefined }],
  ['V3', 'an as_of of no time', { as_of: 'noon' }],
  ['V3', 'an as_of that lies ahead', { as_of: '2026-03-18T11:01:01Z' }],
  ['V4', 'another first day', window({ from: '2026-03-16' })],
  ['V4', 'another zone', window({ timezone: 'Europe/Kyiv' })],
  ['V4', 'another granularity', window({ granularity: 'day' })],
  ['V5', 'no counts', { counts: null }],
  ['V5', 'more shown than there are', { counts: { total: 0, shown: 1 } }],
  ['V5', 'other counts than items', { counts: { total: 3, shown: 3 } }],
  ['V6', 'a source of another mode', { sources: ['sis:/ownerbot/v1/kpi/summary'] }],
  ['V7', 'no completeness', { completeness: undefined }],
  ['V7', 'no status', completeness({ status: undefined })],
  ['V7', 'partial without a reason', completeness({ status: 'partial' })],
])('%s: %s is PROVENANCE_INCOMPLETE', async (rule, _name, broken) => {
  expect(await codeOf(broken)).toEqual(['PROVENANCE_INCOMPLETE', rule]);
});

test.each([
  ['an as_of within the next minute', { as_of: '2026-03-18T11:01:00Z' }],
  ['partial with missing days', completeness({ status: 'partial', missing_days: ['2026-03-17'] })],
  ['partial with a note', completeness({ status: 'partial', notes: ['one part failed'] })],
  ["OwnerBot's own source", { sources: ['demo:orders', 'ownerbot:audit_events'] }],
])('%s passes', async (_name, change) => {
  expect(await codeOf(change)).toBeNull();
});

test.each<[ShopMode, ShopMode, string, boolean]>([
  ['SIS_HTTP', 'SIS_HTTP', 'sis:/ownerbot/v1/kpi/summary', true],
  ['SIS_HTTP', 'SIS_HTTP', 'demo:orders', false],
  ['SIS_HTTP', 'DEMO', 'demo:orders', false],
  ['SIS_DB_RO', 'SIS_DB_RO', 'sis-db:orders', true],
  ['SIS_DB_RO', 'SIS_DB_RO', 'sis:/ownerbot/v1/kpi/summary', false],
  ['AUTO', 'AUTO', 'sis:/ownerbot/v1/kpi/summary', true],
  ['AUTO', 'AUTO', 'demo:orders', false],
  ['AUTO', 'DEMO', 'demo:orders', true],
  ['DEMO', 'DEMO', 'sis-db:orders', false],
])('V6: mode %s answered by %s from %s: %s', async (asked, answeredBy, source, passes) => {
  const response = await runWith({ ...PROVENANCE, sources: [source] }, asked, answeredBy);
  expect(response.error?.code ?? null).toBe(passes ? null : 'PROVENANCE_INCOMPLETE');
  if (passes) expect(response.mode).toBe(answeredBy);
});

test('V4: a tool without a period may answer a moment only', async () => {
  const of = (granularity: string) => {
    const handle = () => Promise.resolve({ ...ANSWER, provenance: { ...PROVENANCE, ...window({ granularity }) } as Provenance });
    return runnerWith(fakeTool({ window: undefined, handle })).runner.run(requestOf());
  };
  expect((await of('instant')).error).toBeNull();
  expect((await of('total')).error?.code).toBe('PROVENANCE_INCOMPLETE');
});

test('an answer of data older than a quarter of an hour says so', async () => {
  const response = await runWith({ ...PROVENANCE, as_of: '2026-03-18T10:44:00Z' });
  expect(response.warnings).toEqual([
    { code: 'STALE_DATA', message_key: 'warning.STALE_DATA', params: { as_of: '2026-03-18T10:44:00Z', age_minutes: 16 } },
  ]);
});
