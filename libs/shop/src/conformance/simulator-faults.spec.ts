import { leakCheck, type Simulator } from '@ownerbot/testing';
import { checkContract } from '../contract-check/check-contract';
import { callIn } from '../fixtures/demo-fixture';
import type { ActionBody } from '../methods/actions/action-bodies';
import { freezeApply } from '../methods/actions/action-request';
import { CONFORMING_SHOPS, type ConformingShop } from './shops';

const call = callIn();
const BODY: ActionBody<'coupons/upsert'> = { code: 'SPRING-26', percent_off: 10 };
const NOT_AFTER = '2026-03-18T11:05:00Z';
let world: ConformingShop;
let simulator: Simulator;
let keys = 0;

beforeAll(async () => {
  world = await CONFORMING_SHOPS[1][1]();
  if (world.simulator === null) throw new Error('not the simulator');
  simulator = world.simulator;
});
beforeEach(() => simulator.control('POST', '/reset', {}));
afterAll(() => world.close());

async function prepared() {
  const { data } = await world.shop.previewAction('coupons/upsert', BODY, call);
  const { target_set_hash, affected_count, snapshot } = data;
  const { body } = freezeApply('coupons/upsert', BODY, { force: false, expected: { target_set_hash, affected_count, snapshot }, not_after: NOT_AFTER }, call);
  const key = `obk-faults-${String((keys += 1)).padStart(12, '0')}`;
  return { body, key, apply: (bytes = body) => world.shop.applyAction('coupons/upsert', bytes, key, call), enquire: () => world.shop.operation(key, call) };
}

const coupons = async (): Promise<number> => (await world.shop.coupons({ state: 'all', expiring_days: 7, sort: 'code', limit: 50 }, call)).data.page.total;

describe('bad answers to a read', () => {
  test.each<[object, string]>([
    [{ fault: 'html' }, 'UPSTREAM_UNAVAILABLE'],
    [{ fault: 'bad_json' }, 'UPSTREAM_UNAVAILABLE'],
    [{ fault: 'big_body', params: { bytes: 20_000_000 } }, 'UPSTREAM_UNAVAILABLE'],
    [{ fault: 'drop_before' }, 'UPSTREAM_UNAVAILABLE'],
    [{ fault: 'down' }, 'UPSTREAM_UNAVAILABLE'],
    [{ fault: 'rate_limit', params: { retry_after_s: 30 } }, 'UPSTREAM_UNAVAILABLE'],
    [{ fault: 'not_processed' }, 'UPSTREAM_UNAVAILABLE'],
    [{ fault: 'status', params: { code: 302, location: 'http://127.0.0.1:1/' } }, 'UPSTREAM_UNAVAILABLE'],
    [{ fault: 'status', params: { code: 500 } }, 'UPSTREAM_UNAVAILABLE'],
    [{ fault: 'status', params: { code: 403 } }, 'UPSTREAM_AUTH'],
    [{ fault: 'status', params: { code: 404 } }, 'UPSTREAM_NOT_IMPLEMENTED'],
    [{ fault: 'wrong_schema' }, 'UPSTREAM_CONTRACT'],
    [{ fault: 'not_ok' }, 'UPSTREAM_CONTRACT'],
    [{ fault: 'no_provenance' }, 'PROVENANCE_MISSING'],
    [{ fault: 'bare_body' }, 'PROVENANCE_MISSING'],
    [{ fault: 'no_total' }, 'UPSTREAM_CONTRACT'],
  ])('%j', async (rule, code) => {
    await simulator.faults(rule);
    await expect(coupons()).rejects.toMatchObject({ code });
    await simulator.control('DELETE', '/faults');
    expect(await coupons()).toBe(5);
  });

  test('warnings in plain text are taken as such', async () => {
    await simulator.faults({ fault: 'string_warnings' });
    const { warnings } = await world.shop.chatsQueue(call);
    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings.every((warning) => warning.code === 'SIS_WARNING')).toBe(true);
  });
});

describe('applies', () => {
  test('the same key with another body is refused, and nothing is done (13.3)', async () => {
    const { apply, body } = await prepared();
    expect(await apply()).toMatchObject({ outcome: 'executed' });
    expect(await apply(body.replace('"percent_off":10', '"percent_off":20'))).toMatchObject({ outcome: 'refused', error: { code: 'IDEMPOTENCY_MISMATCH' } });
    expect(await coupons()).toBe(6);
  });

  test('one whose answer is lost was executed, and the enquiry tells its whole result (13.4)', async () => {
    const { apply, enquire } = await prepared();
    await simulator.faults({ fault: 'drop_after_apply', times: 1 });
    expect(await apply()).toMatchObject({ outcome: 'uncertain', errorKind: 'reset' });
    expect(await enquire()).toMatchObject({ data: { state: 'committed', result: { status: 'committed', affected_count: 1, operation_id: expect.stringMatching(/.+/) } } });
    expect(await apply()).toMatchObject({ outcome: 'executed', isReplay: true });
    expect(await coupons()).toBe(6);
  });

  test('one that was dropped before it was taken up is unknown to the enquiry (13.4)', async () => {
    const { apply, enquire } = await prepared();
    await simulator.faults({ fault: 'drop_before', match: { kind: 'apply' }, times: 1 });
    expect(await apply()).toMatchObject({ outcome: 'uncertain' });
    expect(await enquire()).toBeNull();
    expect(await coupons()).toBe(5);
  });

  test.each<[object, object, boolean]>([
    [{ fault: 'down' }, { outcome: 'not_executed', wasSent: false, errorKind: 'refused' }, false],
    [{ fault: 'not_processed', params: { retry_after_s: 2 } }, { outcome: 'not_executed', wasSent: true, retryAfterMs: 2000 }, false],
    [{ fault: 'rate_limit', params: { retry_after_s: 3 } }, { outcome: 'not_executed', wasSent: true, retryAfterMs: 3000 }, false],
    [{ fault: 'stale' }, { outcome: 'refused', error: { code: 'PREVIEW_STALE' } }, false],
    [{ fault: 'conflict', params: { reason: 'JOB_RUNNING' } }, { outcome: 'refused', error: { facts: { reason: 'JOB_RUNNING' } } }, false],
    [{ fault: 'error_after_apply', params: { code: 502 } }, { outcome: 'uncertain', httpStatus: 502 }, true],
    [{ fault: 'bad_json' }, { outcome: 'uncertain', httpStatus: 200 }, true],
    [{ fault: 'bare_body' }, { outcome: 'executed' }, true],
    [{ fault: 'no_provenance' }, { outcome: 'executed' }, true],
  ])('%j', async (rule, outcome, isDone) => {
    const { apply } = await prepared();
    await simulator.faults({ match: { kind: 'apply' }, ...rule });
    expect(await apply()).toMatchObject(outcome);
    await simulator.control('DELETE', '/faults');
    expect(await coupons()).toBe(isDone ? 6 : 5);
  });

  test('without an enquiry that is said, and its absence is no proof', async () => {
    const { enquire } = await prepared();
    await simulator.faults({ fault: 'no_enquiry' });
    await expect(enquire()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
    expect((await world.shop.capabilities({ ...call, isFresh: true })).data.flags.enquiry).toBe(false);
  });
});

describe('the contract check', () => {
  const check = (endpoints?: readonly string[]) =>
    checkContract(world.shop, call, { now: world.clock.now(), unusedKey: 'obk-never-seen-000', ...(endpoints === undefined ? {} : { endpoints }) });

  test('never sends an apply and leaves the shop as it was', async () => {
    const before = await simulator.stateHash();
    expect((await check()).result).toBe('OK');
    expect(await simulator.stateHash()).toBe(before);
    const requests = await simulator.control<{ kind: string }[]>('GET', '/requests?since=0');
    expect(requests.filter((one) => one.kind === 'apply')).toEqual([]);
  });

  test('tells what differs, by path and type, without a value of a customer', async () => {
    await simulator.faults({ fault: 'no_provenance', match: { path: '/ownerbot/v1/coupons' } }, { fault: 'status', params: { code: 500 }, match: { path: '/ownerbot/v1/inventory' } });
    const report = await check(['coupons', 'inventory', 'kpi_summary']);
    expect(report).toEqual({
      result: 'MISMATCH',
      notes: [],
      checks: [
        { endpoint: 'kpi_summary', result: 'OK', reason: null, differences: [] },
        { endpoint: 'inventory', result: 'UNAVAILABLE', reason: 'http_500', differences: [] },
        { endpoint: 'coupons', result: 'MISMATCH', reason: null, differences: [{ path: 'provenance', kind: 'ENVELOPE', expected: 'whole', found: 'PROVENANCE_MISSING' }] },
      ],
    });
  });

  test('a shop that is away is UNAVAILABLE, one with another currency a MISMATCH', async () => {
    await simulator.faults({ fault: 'down' });
    expect(await check(['ping', 'chats_queue'])).toMatchObject({ result: 'UNAVAILABLE', checks: [{ reason: 'refused' }, { reason: 'refused' }] });
    await simulator.control('DELETE', '/faults');
    await simulator.control('POST', '/settings', { currency: 'USD' });
    expect(await check(['capabilities', 'chats_queue', 'kpi_summary'])).toMatchObject({
      result: 'MISMATCH',
      checks: [
        { endpoint: 'capabilities', differences: [{ path: 'currency', kind: 'EQUALITY', expected: 'EUR', found: 'USD' }] },
        { endpoint: 'kpi_summary', result: 'MISMATCH' },
        { endpoint: 'chats_queue', result: 'OK' },
      ],
    });
  });

  test('what the shop does not offer is not asked for', async () => {
    await simulator.control('POST', '/settings', { capabilities: { chats: false, prices_bump: false } });
    expect((await check(['chats_queue', 'preview:prices/bump'])).checks.map((one) => one.result)).toEqual(['NOT_OFFERED', 'NOT_OFFERED']);
  });
});

leakCheck();
