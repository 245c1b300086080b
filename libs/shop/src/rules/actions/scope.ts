import type { ActionScope } from '../../methods/actions/action-preview';
import { refusedField, ShopRefusal } from '../refusal';
import type { BodyReader } from './body-reader';

/** The selectors of rows. `status_from` and `is_active_from` need `scope_all: true` beside them and count as one with it. */
const SELECTORS = ['product_ids', 'look_ids', 'order_ids', 'stock_lte', 'status_from', 'is_active_from', 'scope_all'] as const;
export type ScopeSelector = (typeof SELECTORS)[number];
const NARROWING_ALL: readonly ScopeSelector[] = ['status_from', 'is_active_from'];

/**
 * The one selector that a body names, out of those that its kind knows. None, or one that the kind does not know: `SCOPE_REQUIRED`;
 * more than one: `SCOPE_AMBIGUOUS`. A narrowing that the kind cannot follow is thus never widened to the whole shop.
 */
export function selectorOf(body: BodyReader, known: readonly ScopeSelector[]): ScopeSelector {
  if (body.has('scope_all') && !body.flag('scope_all')) throw refusedField('VALIDATION', 'scope_all', 'literal', 'true');
  const given = SELECTORS.filter((selector) => body.has(selector));
  const narrowing = given.find((selector) => NARROWING_ALL.includes(selector));
  const named = narrowing === undefined ? given : given.filter((selector) => selector !== 'scope_all');
  if (named.length > 1) throw new ShopRefusal('SCOPE_AMBIGUOUS', `more than one scope: ${named.join(', ')}`, { fields: [scopeField(known)] });
  const [selector] = named;
  const isWhole = narrowing === undefined || given.includes('scope_all');
  if (selector === undefined || !known.includes(selector) || !isWhole) {
    throw new ShopRefusal('SCOPE_REQUIRED', 'the action names no scope that it knows', { fields: [scopeField(known)] });
  }
  return selector;
}

function scopeField(known: readonly ScopeSelector[]) {
  const names = known.map((selector) => (NARROWING_ALL.includes(selector) ? `${selector} with scope_all: true` : selector));
  return { path: 'scope', rule: 'exactly_one', allowed: names.join(' | ') };
}

/** The rows that a scope by ids names; those that do not exist are told apart. All unknown: refused with `code`. */
export function rowsOfIds<Row, Id extends number | string>(
  ids: readonly Id[],
  rows: readonly Row[],
  idOf: (row: Row) => Id,
  code: 'UNKNOWN_IDS' | 'ORDER_NOT_FOUND' = 'UNKNOWN_IDS',
): { rows: Row[]; unknown: Id[] } {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  const found = ids.flatMap((id) => byId.get(id) ?? []);
  const unknown = ids.filter((id) => !byId.has(id));
  if (found.length === 0) throw new ShopRefusal(code, 'none of these exist', { ids: unknown.slice(0, 50) });
  return { rows: found, unknown };
}

/**
 * What is wrong with the echo of a scope, or null. A shop that understood more than it was asked must not be let act: an echo that
 * is missing or wider than the body's scope is a broken contract. Only whole-shop requests may lack it.
 */
export function scopeEchoProblem(body: Readonly<Record<string, unknown>>, echo: ActionScope | undefined): string | null {
  const asked = askedScope(body);
  if (asked === null) return null;
  if (echo === undefined) return asked.kind === 'all' ? null : 'the preview does not say its scope';
  if (asked.kind === 'all') return null;
  if (echo.kind !== asked.kind) return `asked for scope ${asked.kind}, previewed ${echo.kind}`;
  const allowed = new Set(asked.ids ?? []);
  if (asked.kind === 'ids' && (echo.ids ?? []).some((id) => !allowed.has(id))) return 'the preview names ids that were not asked for';
  if (asked.kind === 'stock_lte' && (echo.stock_lte ?? Infinity) > (asked.stock_lte ?? 0)) return 'the preview reaches higher stock than was asked for';
  if (asked.kind === 'status' && (echo.status_from !== asked.status_from || echo.is_active_from !== asked.is_active_from)) {
    return 'the preview starts from another status';
  }
  if (asked.kind === 'coupon' && echo.code !== asked.code) return 'the preview names another coupon';
  return null;
}

function askedScope(body: Readonly<Record<string, unknown>>): ActionScope | null {
  for (const name of ['product_ids', 'look_ids', 'order_ids']) {
    const ids: unknown = body[name];
    // The products of a coupon are its content, not a scope.
    if (Array.isArray(ids) && body['code'] === undefined) return { kind: 'ids', ids: ids as (number | string)[] };
  }
  if (typeof body['campaign_id'] === 'number') return { kind: 'ids', ids: [body['campaign_id']] };
  if (typeof body['code'] === 'string') return { kind: 'coupon', code: body['code'].toUpperCase() };
  if (typeof body['stock_lte'] === 'number') return { kind: 'stock_lte', stock_lte: body['stock_lte'] };
  const { status_from: status, is_active_from: isActive } = body as Partial<ActionScope>;
  if (status !== undefined || isActive !== undefined) return { kind: 'status', ...(status === undefined ? { is_active_from: isActive } : { status_from: status }) };
  return body['scope_all'] === true ? { kind: 'all' } : null;
}
