import { readerOf } from './body-reader';

const LARGEST_ID = Number.MAX_SAFE_INTEGER;

export interface CommonFields {
  readonly shopId: number;
  readonly actorTelegramId: number;
}

/** The common part of every action's body (SIS API v1, section 9); for whoever serves the contract. Throws `ShopRefusal`. */
export function readCommonFields(body: unknown): CommonFields {
  const reader = readerOf(body);
  if (reader.has('actor_name')) reader.text('actor_name', { min: 0, max: 64 });
  return {
    shopId: reader.integer('shop_id', { min: 1, max: LARGEST_ID }),
    actorTelegramId: reader.integer('actor_tg_id', { min: 1, max: LARGEST_ID }),
  };
}
