import { createHash } from 'node:crypto';
import type { ShopCall } from '../../shop-port';
import type { ApplyFields } from './action-apply';
import type { ActionBody } from './action-bodies';
import type { ShopActionKind } from './action-kinds';

const PREFIX = '/ownerbot/v1/actions';

/** An apply, frozen: every send of it has these bytes. */
export interface FrozenApply {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  /** JSON text, sent as it stands. */
  readonly body: string;
  /** SHA-256 in hex of the body's bytes. */
  readonly requestHash: string;
}

export function previewPath(kind: ShopActionKind): string {
  return `${PREFIX}/${kind}/preview`;
}

/** FX settings have no `/apply`: they are patched in place. */
export function applyPath(kind: ShopActionKind): string {
  return kind === 'fx/settings' ? `${PREFIX}/${kind}` : `${PREFIX}/${kind}/apply`;
}

export function applyMethod(kind: ShopActionKind): FrozenApply['method'] {
  return kind === 'fx/settings' ? 'PATCH' : 'POST';
}

/** A preview's body with its common part. */
export function previewBody<K extends ShopActionKind>(body: ActionBody<K>, call: Pick<ShopCall, 'shopId' | 'actorTelegramId'>): Record<string, unknown> {
  return { shop_id: call.shopId, actor_tg_id: Number(call.actorTelegramId), ...body };
}

/** Makes the bytes of an apply out of the preview's body; called once, at the confirm, and stored. */
export function freezeApply<K extends ShopActionKind>(
  kind: K,
  body: ActionBody<K>,
  fields: ApplyFields,
  call: Pick<ShopCall, 'shopId' | 'actorTelegramId'>,
): FrozenApply {
  const text = JSON.stringify({ ...previewBody(body, call), ...fields });
  return { method: applyMethod(kind), path: applyPath(kind), body: text, requestHash: createHash('sha256').update(text).digest('hex') };
}
