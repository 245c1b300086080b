import { leakCheck } from '@ownerbot/testing';
import { callIn } from '../fixtures/demo-fixture';
import { answer, json } from '../fixtures/scripted-sis';
import { SIS_KEY, sisFixture, type SisFixture } from '../fixtures/sis-fixture';

let world: SisFixture;
beforeEach(async () => (world = await sisFixture()));
afterEach(() => world.close());

const detail = (code: string, more: object = {}) => ({ detail: { code, message: `words about ${code}`, ...more } });
const read = () => world.shop.chatsQueue(callIn());
const order = () => world.shop.orderDetail('OB-1', callIn());
const preview = () => world.shop.previewAction('prices/bump', { scope_all: true, bump_percent: '5' }, callIn());

describe('the table of errors (section 3)', () => {
  test.each<[string, () => Promise<unknown>, number, unknown, string, string]>([
    ['a missing key', read, 401, detail('KEY_MISSING'), 'UPSTREAM_AUTH', 'KEY_MISSING'],
    ['a wrong key', read, 403, detail('KEY_INVALID'), 'UPSTREAM_AUTH', 'KEY_INVALID'],
    ['a foreign shop', preview, 403, detail('SHOP_NOT_ALLOWED'), 'UPSTREAM_AUTH', 'SHOP_NOT_ALLOWED'],
    ['a foreign actor', preview, 403, detail('ACTOR_NOT_ALLOWED'), 'UPSTREAM_AUTH', 'ACTOR_NOT_ALLOWED'],
    ['an absent route', read, 404, { detail: 'Not Found' }, 'UPSTREAM_NOT_IMPLEMENTED', 'UNSPECIFIED'],
    ['an absent preview', preview, 404, { detail: 'Not Found' }, 'UPSTREAM_NOT_IMPLEMENTED', 'UNSPECIFIED'],
    ['an unknown order', order, 404, detail('NOT_FOUND'), 'NOT_FOUND', 'NOT_FOUND'],
    ['an unknown order in words', order, 404, { detail: 'order not found' }, 'NOT_FOUND', 'UNSPECIFIED'],
    ['an existing coupon', preview, 409, detail('COUPON_EXISTS'), 'ACTION_CONFLICT', 'COUPON_EXISTS'],
    ['a running job', preview, 409, detail('JOB_RUNNING'), 'ACTION_CONFLICT', 'JOB_RUNNING'],
    ['a stale preview', preview, 409, detail('PREVIEW_STALE'), 'PREVIEW_STALE', 'PREVIEW_STALE'],
    ['another body under a key', preview, 409, detail('IDEMPOTENCY_MISMATCH'), 'IDEMPOTENCY_MISMATCH', 'IDEMPOTENCY_MISMATCH'],
    ['a conflict that talks of force', preview, 409, { detail: 'Force is required' }, 'ACTION_CONFLICT', 'FORCE_REQUIRED'],
    ['a conflict that talks of rollback', preview, 409, { detail: { message: 'nothing to rollback' } }, 'ACTION_CONFLICT', 'ROLLBACK_IMPOSSIBLE'],
    ['a conflict without a word', preview, 409, {}, 'ACTION_CONFLICT', 'UNSPECIFIED'],
    ['a refused value', read, 422, detail('OUT_OF_RANGE'), 'VALIDATION_ERROR', 'OUT_OF_RANGE'],
    ['a cursor of yesterday', read, 422, detail('CURSOR_INVALID'), 'VALIDATION_ERROR', 'CURSOR_INVALID'],
    ['a missing scope', preview, 422, detail('SCOPE_REQUIRED'), 'VALIDATION_ERROR', 'SCOPE_REQUIRED'],
    ['a refusal in words', preview, 422, { detail: 'no' }, 'VALIDATION_ERROR', 'UNSPECIFIED'],
    ['a refusal with ok:false', preview, 422, { ok: false, error: { code: 'RATE_MISSING', message: 'no rate' } }, 'VALIDATION_ERROR', 'RATE_MISSING'],
    ['a code that is a sentence', preview, 422, { detail: { code: 'something went wrong' } }, 'VALIDATION_ERROR', 'UNSPECIFIED'],
  ])('%s', async (_name, ask, status, body, code, reason) => {
    world.sis.otherwise(json(status, body));
    await expect(ask()).rejects.toMatchObject({ code, retry: 'never', facts: { reason, http_status: status } });
    expect(world.sis.heard).toHaveLength(1);
  });

  test('a page for an order is no answer about the order', async () => {
    world.sis.otherwise(answer(404, '<h1>404</h1>'));
    await expect(order()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
  });

  test('fields of a refusal are told by their paths', async () => {
    world.sis.next(json(422, { detail: [{ loc: ['body', 'product_ids', 3], msg: 'must be 1 or more', type: 'greater_than_equal' }] }));
    await expect(preview()).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      facts: { reason: 'VALIDATION', fields: [{ path: 'product_ids.3', rule: 'greater_than_equal', allowed: 'must be 1 or more' }] },
    });
  });

  test('the rows of a refusal are told, fifty at most', async () => {
    world.sis.next(json(422, detail('UNKNOWN_IDS', { ids: Array.from({ length: 80 }, (_, index) => index + 1) })));
    await expect(preview()).rejects.toMatchObject({ facts: { ids: Array.from({ length: 50 }, (_, index) => index + 1) } });
  });
});

describe('the words of SIS', () => {
  test('are kept for the audit, cut, and are no part of the message', async () => {
    world.sis.next(json(422, { detail: `phone +491713920004 ${'x'.repeat(600)}` }));
    const error = await preview().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ facts: { upstream_message: `phone +491713920004 ${'x'.repeat(480)}` } });
    expect((error as Error).message).not.toContain('3920004');
  });

  test('have no key in them, wherever SIS repeats it', async () => {
    world.sis.next(json(403, { detail: { code: 'KEY_INVALID', message: `${SIS_KEY} is not known` } }), json(422, { detail: [{ loc: ['body'], msg: SIS_KEY, type: 't' }] }));
    const first: unknown = await read().catch((thrown: unknown) => thrown);
    const second: unknown = await preview().catch((thrown: unknown) => thrown);
    expect(first).toMatchObject({ facts: { upstream_message: '••• is not known' } });
    expect(JSON.stringify([first, second, world.events])).not.toContain(SIS_KEY);
  });

  test('nor half of it where they are cut', async () => {
    world.sis.next(json(403, { detail: `${'x'.repeat(495)}${SIS_KEY}` }));
    const error: unknown = await read().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ facts: { upstream_message: `${'x'.repeat(495)}•••` } });
  });
});

leakCheck();
