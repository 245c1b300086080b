import { createHash, timingSafeEqual } from 'node:crypto';
import type { Sim } from '../sim';
import { SisRefusal } from '../sis-refusal';
import type { SisRequest } from './read-request';

const ACTIONS = '/ownerbot/v1/actions/';

/** The keys of the headers (SIS API v1, 1.1). Hashes are compared, so that neither time nor length tells anything of the key. */
export function checkKeys({ access }: Sim, request: SisRequest): void {
  const names = request.path.startsWith(ACTIONS) ? ['x-ownerbot-key'] : ['x-ownerbot-key', 'x-api-key'];
  for (const name of names) {
    const given = request.headers[name];
    if (given === undefined || given === '') throw new SisRefusal(401, 'KEY_MISSING', `the header ${name} is missing`);
    if (!isSame(given, access.key)) throw new SisRefusal(403, 'KEY_INVALID', 'the key is not accepted');
  }
}

/** The Telegram id of the header, which must be allowed to act. */
export function checkActor({ access }: Sim, request: SisRequest): number {
  const text = request.headers['x-actor-tg-id'] ?? '';
  const actor = Number(text);
  const isAllowed = /^\d{1,16}$/.test(text) && (access.actors.length === 0 || access.actors.includes(actor));
  if (!isAllowed) throw new SisRefusal(403, 'ACTOR_NOT_ALLOWED', 'the actor is not an admin of the shop');
  return actor;
}

export function checkShop({ access }: Sim, shopId: unknown): number {
  const isNumber = typeof shopId === 'number' && Number.isSafeInteger(shopId) && shopId >= 1;
  if (!isNumber) {
    const fields = [{ path: 'shop_id', rule: 'integer', allowed: 'a whole number ≥ 1' }];
    throw new SisRefusal(422, 'VALIDATION', 'shop_id: allowed is a whole number ≥ 1', { detail: { fields } });
  }
  if (!access.shops.includes(shopId)) throw new SisRefusal(403, 'SHOP_NOT_ALLOWED', 'the shop is not on the list');
  return shopId;
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
