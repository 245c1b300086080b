import { ShopError } from '../errors';
import type { ActionBody } from '../methods/actions/action-bodies';
import { ACTION_CAPABILITIES, SHOP_ACTION_KINDS, type ShopActionKind } from '../methods/actions/action-kinds';
import type { ActionPreviewData } from '../methods/actions/action-preview';
import type { ShopCall, ShopPort } from '../shop-port';
import { checkOfError } from './check-of-error';
import { mismatchOf, okOf, type ContractDifference, type EndpointCheck } from './contract-report';

/** Kinds whose body needs nothing: they preview even an empty one. */
const NEEDS_NOTHING: ReadonlySet<ShopActionKind> = new Set(['fx', 'reprice/rollback']);

/** The kinds of SIS v1 with a preview of their own. */
export const PREVIEWED_KINDS: readonly ShopActionKind[] = SHOP_ACTION_KINDS.filter((kind) => ACTION_CAPABILITIES[kind] !== null && kind !== 'fx/settings');

export function previewEndpoint(kind: ShopActionKind): string {
  return `preview:${kind}`;
}

/** An empty body must be refused with a reason, never end in a defect (SIS API v1, 13.6). */
export async function checkEmptyPreview(port: ShopPort, kind: ShopActionKind, call: ShopCall): Promise<EndpointCheck> {
  const endpoint = previewEndpoint(kind);
  try {
    const { data } = await port.previewAction(kind, {} as ActionBody, call);
    return NEEDS_NOTHING.has(kind) ? checkPreviewData(endpoint, data) : mismatchOf(endpoint, [{ path: '', kind: 'STATUS', expected: '422', found: '200' }]);
  } catch (error) {
    // A repricing whose input is not there may be refused by state.
    const isRefusal = error instanceof ShopError && (error.code === 'VALIDATION_ERROR' || (NEEDS_NOTHING.has(kind) && error.code === 'ACTION_CONFLICT'));
    if (!isRefusal) return checkOfError(endpoint, error);
    const { reason = 'UNSPECIFIED' } = error.facts;
    return reason === 'UNSPECIFIED' ? mismatchOf(endpoint, [{ path: 'detail.code', kind: 'MISSING', expected: 'a reason', found: 'nothing' }]) : okOf(endpoint);
  }
}

/** A real preview, of the whole shop: +5 %. It changes nothing. */
export async function checkBumpPreview(port: ShopPort, call: ShopCall): Promise<EndpointCheck> {
  const endpoint = previewEndpoint('prices/bump');
  try {
    const { data } = await port.previewAction('prices/bump', { scope_all: true, bump_percent: '5' }, call);
    return checkPreviewData(endpoint, data);
  } catch (error) {
    return checkOfError(endpoint, error);
  }
}

function checkPreviewData(endpoint: string, data: ActionPreviewData): EndpointCheck {
  const { status, would_apply: wouldApply, affected_count: affected, targets, noop_reason: noopReason } = data;
  const holds = (path: string, isTrue: boolean, expected: string, found: unknown): ContractDifference[] =>
    isTrue ? [] : [{ path, kind: 'EQUALITY', expected, found: String(found) }];
  const differences = [
    ...holds('would_apply', wouldApply === affected > 0, affected > 0 ? 'true' : 'false', wouldApply),
    ...holds('status', (status === 'preview') === wouldApply, wouldApply ? 'preview' : 'noop', status),
    ...holds('targets.total', targets.total === affected, String(affected), targets.total),
    ...holds('noop_reason', wouldApply || noopReason !== null, 'a reason', 'null'),
  ];
  return differences.length === 0 ? okOf(endpoint) : mismatchOf(endpoint, differences);
}
