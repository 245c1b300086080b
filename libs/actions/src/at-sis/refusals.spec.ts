import { leakCheck } from '@ownerbot/testing';
import { openSisWorld, type SisWorld } from '../fixtures/sis-world';

let at: SisWorld;
beforeAll(async () => {
  at = await openSisWorld();
});
beforeEach(() => at.reset());
afterAll(() => at.close());

const onApply = (fault: string, params: object) => ({ id: fault, fault, params, match: { kind: 'apply' }, times: 1 });
const answered = (code: number, detail: unknown) => onApply('status', { code, detail });
const refused = (reason: string) => onApply('conflict', { reason });

test.each([
  ['401', answered(401, { code: 'KEY_MISSING', message: 'no key' }), 'UPSTREAM_AUTH', 'KEY_MISSING'],
  ['403', answered(403, { code: 'ACTOR_NOT_ALLOWED', message: 'not you' }), 'UPSTREAM_AUTH', 'ACTOR_NOT_ALLOWED'],
  ['404', answered(404, 'Not Found'), 'UPSTREAM_NOT_IMPLEMENTED', null],
  ['409 JOB_RUNNING', refused('JOB_RUNNING'), 'ACTION_CONFLICT', 'JOB_RUNNING'],
  ['409 ROLLBACK_IMPOSSIBLE', refused('ROLLBACK_IMPOSSIBLE'), 'ACTION_CONFLICT', 'ROLLBACK_IMPOSSIBLE'],
  ['409 COUPON_EXISTS', refused('COUPON_EXISTS'), 'ACTION_CONFLICT', 'COUPON_EXISTS'],
  ['409 APPLY_EXPIRED', refused('APPLY_EXPIRED'), 'ACTION_CONFLICT', 'APPLY_EXPIRED'],
  ['409 FORCE_REQUIRED', refused('FORCE_REQUIRED'), 'ACTION_CONFLICT', 'FORCE_REQUIRED'],
  ['409 PREVIEW_STALE', refused('PREVIEW_STALE'), 'PREVIEW_STALE', 'PREVIEW_STALE'],
  ['422 with a text', answered(422, 'the percent is out of range'), 'VALIDATION_ERROR', null],
  ['422 with an object', answered(422, { code: 'OUT_OF_RANGE', message: 'percent' }), 'VALIDATION_ERROR', 'OUT_OF_RANGE'],
  ['422 with a list', answered(422, [{ loc: ['body', 'bump_percent'], msg: 'too large', type: 'value_error' }]), 'VALIDATION_ERROR', null],
])('A20: %s is final: mapped, nothing changed, nothing sent again', async (_what, fault, errorCode, reason) => {
  await at.sis.faults(fault);
  const { proposalId } = await at.confirmed();
  const before = await at.rows('products');
  const ended = await at.carryOn(proposalId);
  expect(ended).toMatchObject({ state: 'failed', errorCode });
  if (reason !== null && reason !== errorCode) expect(ended.reason).toBe(reason);
  expect(await at.applies()).toHaveLength(1);
  expect(await at.rows('products')).toEqual(before);
});

test('a coupon that is not there any more: refused with its code, nothing sent again', async () => {
  const { proposal } = await at.proposed('coupons/disable', { code: 'VIP25' }, 'coupon');
  await at.sis.faults(onApply('conflict', { reason: 'COUPON_NOT_FOUND' }));
  await at.world.press(`confirm:${proposal.proposalId}`);
  expect(await at.carryOn(proposal.proposalId)).toMatchObject({ state: 'failed', errorCode: 'VALIDATION_ERROR', reason: 'COUPON_NOT_FOUND' });
  expect(await at.applies()).toHaveLength(1);
});

test.each(['with', 'without'])('A9: a row changed by somebody else between preview and confirm is stale, %s binding: nothing written, a fresh preview begins', async (binding) => {
  if (binding === 'without') await at.sis.faults({ id: 'binding', fault: 'no_binding' });
  const { proposalId } = await at.confirmed();
  await at.sis.control('POST', '/mutate', { table: 'products', id: 1, set: { base_price: '77.00' } });
  const before = await at.rows('products');
  expect(await at.carryOn(proposalId)).toMatchObject({ state: 'failed', errorCode: 'PREVIEW_STALE' });
  expect(await at.rows('products')).toEqual(before);
  expect(await at.executions()).toBe(0);
  expect((await at.world.effects()).some((one) => one.id.endsWith('-900'))).toBe(true);
});

test('two proposals of one group: while the first runs the second waits, and afterwards it is stale', async () => {
  const first = await at.proposed('prices/bump', { scope_all: true, bump_percent: '5' });
  const second = await at.proposed('prices/bump', { scope_all: true, bump_percent: '7' });
  await at.world.press(`confirm:${first.proposal.proposalId}`);
  expect(await at.world.press(`confirm:${second.proposal.proposalId}`)).toMatchObject({ type: 'blocked', reason: 'BUSY' });
  expect((await at.carryOn(first.proposal.proposalId)).state).toBe('committed');
  await at.world.press(`confirm:${second.proposal.proposalId}`);
  expect(await at.carryOn(second.proposal.proposalId)).toMatchObject({ state: 'failed', errorCode: 'PREVIEW_STALE' });
  expect(await at.executions()).toBe(1);
});

test('A21: while a price change is unknown another one is refused; a coupon is not', async () => {
  await at.sis.faults({ id: 'keys', fault: 'no_idempotency' }, onApply('drop_after_apply', {}));
  const { proposalId } = await at.confirmed();
  await at.carryOn(proposalId, ({ state }) => state === 'unknown');
  const price = await at.proposed('prices/bump', { scope_all: true, bump_percent: '7' });
  expect(await at.world.press(`confirm:${price.proposal.proposalId}`)).toMatchObject({ type: 'blocked', reason: 'UNSETTLED_ACTION' });
  const coupon = await at.confirmed('coupons/disable', { code: 'VIP25' }, 'coupon');
  expect((await at.carryOn(coupon.proposalId)).state).toBe('committed');
});

interface Product {
  readonly product_id: number;
  readonly base_price: string | null;
}

test('A22: a bump of minus three is sent with its sign, lowers prices and raises none', async () => {
  const before = await at.rows<Product>('products');
  const { proposalId } = await at.confirmed('prices/bump', { scope_all: true, bump_percent: '-3' });
  const { applyBody } = await at.world.read(proposalId);
  expect(JSON.parse(String(applyBody))).toMatchObject({ bump_percent: '-3' });
  const { result } = await at.carryOn(proposalId);
  const after = new Map((await at.rows<Product>('products')).map((row) => [row.product_id, Number(row.base_price)]));
  const changes = before.map((row) => (after.get(row.product_id) ?? 0) - Number(row.base_price)).filter((change) => change !== 0);
  expect(changes.every((change) => change < 0)).toBe(true);
  expect(result).toMatchObject({ affected_count: changes.length });
});

test.each(['100', '12.5'])('A22: a bump of %s is sent as it is', async (bump_percent) => {
  const { proposal } = await at.proposed('prices/bump', { scope_all: true, bump_percent });
  await at.world.press(`confirm:${proposal.proposalId}${proposal.forceRequired ? ':force' : ''}`);
  expect(JSON.parse(String((await at.world.read(proposal.proposalId)).applyBody))).toMatchObject({ bump_percent });
  expect((await at.carryOn(proposal.proposalId)).state).toBe('committed');
});

leakCheck();
