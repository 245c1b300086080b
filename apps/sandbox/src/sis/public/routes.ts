import { applyMethod, applyPath, isShopActionKind, previewPath, type ShopActionKind } from '@ownerbot/shop';
import { findRead, type ReadEndpoint } from '../reads/read-endpoints';
import { RouteAbsent, SisRefusal } from '../sis-refusal';
import { decoded } from './decoded';
import type { SisRequest } from './read-request';

const READS = '/ownerbot/v1/';
const ACTIONS = '/ownerbot/v1/actions/';

export type Route =
  | { readonly type: 'read'; readonly endpoint: ReadEndpoint; readonly id: string }
  | { readonly type: 'preview' | 'apply'; readonly kind: ShopActionKind }
  | { readonly type: 'enquiry'; readonly key: string };

/** @throws RouteAbsent, or SisRefusal 405 where the path exists with another method. */
export function findRoute({ method, path }: SisRequest): Route {
  if (!path.startsWith(READS)) throw new RouteAbsent();
  if (!path.startsWith(ACTIONS) || path === `${ACTIONS}fx/status`) {
    const read = findRead(path.slice(READS.length));
    if (read === undefined) throw new RouteAbsent();
    if (method !== 'GET') throw wrongMethod('GET');
    return { type: 'read', ...read };
  }
  const operation = /^operations\/([^/]+)$/.exec(path.slice(ACTIONS.length))?.[1];
  if (operation !== undefined) {
    if (method !== 'GET') throw wrongMethod('GET');
    return { type: 'enquiry', key: decoded(operation) };
  }
  return actionRoute(method, path);
}

function actionRoute(method: string, path: string): Route {
  const kind = path.slice(ACTIONS.length).replace(/\/(preview|apply)$/, '');
  // Campaigns are the demo shop's own: SIS v1 has none.
  if (!isShopActionKind(kind) || kind === 'campaigns/status') throw new RouteAbsent();
  const isPreview = kind !== 'fx/settings' && path === previewPath(kind);
  if (!isPreview && path !== applyPath(kind)) throw new RouteAbsent();
  const wanted = isPreview ? 'POST' : applyMethod(kind);
  if (method !== wanted) throw wrongMethod(wanted);
  return { type: isPreview ? 'preview' : 'apply', kind };
}

function wrongMethod(allow: string): SisRefusal {
  return new SisRefusal(405, 'METHOD_NOT_ALLOWED', 'Method Not Allowed', { headers: { allow } });
}
