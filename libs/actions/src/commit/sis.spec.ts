import { createSisShop, ShopSettings, type ActionPreviewData, type ShopCall, type ShopPort, type SisShop } from '@ownerbot/shop';
import { loadSettings, systemClock } from '@ownerbot/runtime';
import type { Proposal } from '@ownerbot/storage';
import { leakCheck, startSimulator, type Simulator } from '@ownerbot/testing';
import { openActionWorld, type ActionWorld } from '../fixtures/action-world';

let world: ActionWorld;
let sis: Simulator;
let client: SisShop | null;
beforeAll(async () => {
  world = await openActionWorld();
  sis = await startSimulator();
});
beforeEach(async () => {
  await sis.control('POST', '/reset', {});
  const env = { SIS_BASE_URL: sis.url, SIS_OWNERBOT_API_KEY: sis.key, SIS_APPLY_TIMEOUT_SEC: '1', SIS_MAX_RETRIES: '0' };
  const settings = loadSettings({ process: 'worker', classes: { shop: ShopSettings }, env }).shop;
  // Another one for each test: what SIS promises is remembered for hours.
  client = createSisShop({ settings, appEnv: 'test', clock: systemClock });
  // Deadlines are compared by the simulator's own clock, which runs.
  world.clock.set(new Date());
});
afterEach(async () => {
  client?.close();
  await world.empty();
});
afterAll(async () => {
  await sis.stop();
  await world.close();
});

function shop(): ShopPort {
  if (client === null) throw new TypeError('the simulator is configured');
  return client.shop;
}

const call: ShopCall = { shopId: 1, currency: 'EUR', timezone: 'Europe/Berlin', actorTelegramId: '1001', correlationId: 'tg-1-1', signal: new AbortController().signal };
const over = () => ({ shops: () => Promise.resolve(shop()) });

async function confirmedBump(): Promise<{ proposal: Proposal; preview: ActionPreviewData }> {
  const { data: preview } = await shop().previewAction('prices/bump', { scope_all: true, bump_percent: '5' }, call);
  const { proposalId } = await world.propose('bump', { data: preview });
  await world.press(`confirm:${proposalId}`);
  return { proposal: await world.read(proposalId), preview };
}

const LOST = { id: 'lost', fault: 'drop_after_apply', match: { kind: 'apply' }, times: 1 };

async function executions(): Promise<number> {
  const rows = await sis.control<{ executions: number }[]>('GET', '/operations');
  return rows.reduce((sum, one) => sum + one.executions, 0);
}

test('A2: a confirm is one apply at the simulator, with the decision key and the stored bytes', async () => {
  const { proposal, preview } = await confirmedBump();
  expect(await world.commitToEnd(proposal.proposalId, over())).toMatchObject({ state: 'committed', result: { affected_count: preview.affected_count } });
  const operations = await sis.control<{ idempotency_key: string; request_hash: string }[]>('GET', '/operations');
  expect(operations).toMatchObject([{ idempotency_key: proposal.decisionKey, request_hash: proposal.requestHash }]);
  expect(await executions()).toBe(1);
});

test('A12: the answer is lost, all flags on: committed without a second execution', async () => {
  const { proposal } = await confirmedBump();
  await sis.faults(LOST);
  expect(await world.commitToEnd(proposal.proposalId, over())).toMatchObject({ state: 'committed', settledBy: 'resend' });
  expect(await executions()).toBe(1);
});

test('A9: a row changed by somebody else between preview and confirm is stale', async () => {
  const { proposal } = await confirmedBump();
  await sis.control('POST', '/mutate', { table: 'products', id: 1, set: { base_price: '77.00' } });
  expect(await world.commitToEnd(proposal.proposalId, over())).toMatchObject({ state: 'failed', errorCode: 'PREVIEW_STALE' });
  expect(await executions()).toBe(0);
});

test('A13: without keys, asked afterwards: unknown, then committed by the enquiry, exactly one send', async () => {
  const { proposal } = await confirmedBump();
  await sis.faults({ id: 'flag', fault: 'no_idempotency' }, LOST);
  expect(await world.commitToEnd(proposal.proposalId, over())).toMatchObject({ state: 'unknown', ownerAsked: false });
  await world.commit(proposal.proposalId, { reason: 'check', parts: over() });
  expect(await world.read(proposal.proposalId)).toMatchObject({ state: 'committed', settledBy: 'enquiry', result: { affected_count: proposal.targetTotal } });
  expect([await executions(), (await world.attempts(proposal.proposalId)).length]).toEqual([1, 1]);
});

test('A14: without keys and nobody to ask: unknown, and the evidence shows the new prices', async () => {
  const { proposal } = await confirmedBump();
  await sis.faults({ id: 'flag', fault: 'no_idempotency' }, { id: 'mute', fault: 'no_enquiry' }, LOST);
  expect(await world.commitToEnd(proposal.proposalId, over())).toMatchObject({ state: 'unknown', ownerAsked: true });
  await world.commit(proposal.proposalId, { reason: 'check', parts: over() });
  expect(world.told.at(-1)).toMatchObject({ about: 'evidence', evidence: { before: 0, operation: 'not_offered', previewed: true } });
  expect(await executions()).toBe(1);
});

test('A17, A19: an error after the apply, then a restart: one execution, settled by the same key', async () => {
  const { proposal } = await confirmedBump();
  await sis.faults({ id: 'e', fault: 'error_after_apply', params: { code: 502 }, match: { kind: 'apply' }, times: 1 });
  expect(await world.commit(proposal.proposalId, { parts: over() })).toMatchObject({ type: 'later' });
  await sis.control('POST', '/restart', { down_ms: 10 });
  expect((await world.commitToEnd(proposal.proposalId, over())).state).toBe('committed');
  expect(await executions()).toBe(1);
});

test('A20: a refusal of SIS is final, with its code and reason', async () => {
  const { proposal } = await confirmedBump();
  await sis.faults({ id: 'c', fault: 'conflict', params: { reason: 'JOB_RUNNING' }, match: { kind: 'apply' }, times: 1 });
  expect(await world.commitToEnd(proposal.proposalId, over())).toMatchObject({ state: 'failed', errorCode: 'ACTION_CONFLICT', reason: 'JOB_RUNNING' });
  expect(await world.attempts(proposal.proposalId)).toHaveLength(1);
});

leakCheck();
