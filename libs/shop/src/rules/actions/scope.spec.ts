import type { ActionScope } from '../../methods/actions/action-preview';
import { scopeEchoProblem } from './scope';

const OK: readonly (readonly [body: object, echo: ActionScope | undefined])[] = [
  [{ scope_all: true, bump_percent: '5' }, { kind: 'all' }],
  [{ scope_all: true, bump_percent: '5' }, undefined],
  [{ product_ids: [1, 2] }, { kind: 'ids', ids: [1] }],
  [{ stock_lte: 3 }, { kind: 'stock_lte', stock_lte: 2 }],
  [{ status_from: 'ACTIVE', scope_all: true }, { kind: 'status', status_from: 'ACTIVE' }],
  [{ code: 'new', product_ids: [1] }, { kind: 'coupon', code: 'NEW' }],
  [{ updates: {} }, { kind: 'settings' }],
];

test.each(OK)('%j may be previewed as %j', (body, echo) => {
  expect(scopeEchoProblem({ ...body }, echo)).toBeNull();
});

const WIDER: readonly (readonly [body: object, echo: ActionScope | null])[] = [
  [{ product_ids: [1, 2] }, null],
  [{ product_ids: [1, 2] }, { kind: 'all' }],
  [{ product_ids: [1, 2] }, { kind: 'ids', ids: [1, 2, 3] }],
  [{ stock_lte: 3 }, { kind: 'stock_lte', stock_lte: 4 }],
  [{ stock_lte: 3 }, { kind: 'stock_lte' }],
  [{ status_from: 'ACTIVE', scope_all: true }, { kind: 'status', status_from: 'ARCHIVED' }],
  [{ status_from: 'ACTIVE', scope_all: true }, { kind: 'all' }],
  [{ is_active_from: true, scope_all: true }, { kind: 'status', is_active_from: false }],
  [{ code: 'NEW' }, { kind: 'coupon', code: 'OLD' }],
];

test.each(WIDER)('%j is not done as %j', (body, echo) => {
  expect(scopeEchoProblem({ ...body }, echo ?? undefined)).toEqual(expect.any(String));
});
