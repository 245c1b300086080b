import type { CapabilitiesData } from '@ownerbot/shop';
import { putKept, readKept, type Database } from '@ownerbot/storage';

/** What was last heard of SIS, by whichever worker asked it. */
export interface SisFacts {
  readonly capabilities: { readonly shopId: number; readonly endpoints: Readonly<Record<string, boolean>> } | null;
  /** The last ping; `at` as an ISO instant. */
  readonly ping: { readonly at: string; readonly isUp: boolean } | null;
}

export const NO_SIS_FACTS: SisFacts = { capabilities: null, ping: null };

const CAPABILITIES_KEY = 'sis:capabilities';
const PING_KEY = 'sis:ping';
const PING_KEPT_SEC = 7 * 24 * 3_600;

/** `origin` is that of SIS: what another one said is no news of this one. */
export function keepCapabilities(db: Database, origin: string, { shop_id, endpoints }: CapabilitiesData, { holdsMs, at }: { holdsMs: number; at: Date }): Promise<void> {
  return putKept(db, [{ key: CAPABILITIES_KEY, value: { origin, shop_id, endpoints }, ttlSec: holdsMs / 1_000 }], at);
}

export function keepPing(db: Database, origin: string, isUp: boolean, at: Date): Promise<void> {
  return putKept(db, [{ key: PING_KEY, value: { origin, at: at.toISOString(), is_up: isUp }, ttlSec: PING_KEPT_SEC }], at);
}

/** What is kept and holds still. */
export async function readSisFacts(db: Database, origin: string, at: Date): Promise<SisFacts> {
  const kept = await readKept(db, [CAPABILITIES_KEY, PING_KEY], at);
  return { capabilities: capabilitiesOf(fieldsOf(kept[CAPABILITIES_KEY], origin)), ping: pingOf(fieldsOf(kept[PING_KEY], origin)) };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown, origin: string): Fields | null {
  const fields: Fields | null = typeof value === 'object' && value !== null ? { ...value } : null;
  return fields?.['origin'] === origin ? fields : null;
}

function capabilitiesOf(fields: Fields | null): SisFacts['capabilities'] {
  const shopId = fields?.['shop_id'];
  const endpoints = fields?.['endpoints'];
  if (typeof shopId !== 'number' || typeof endpoints !== 'object' || endpoints === null) return null;
  const known = Object.entries(endpoints).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean');
  return { shopId, endpoints: Object.fromEntries(known) };
}

function pingOf(fields: Fields | null): SisFacts['ping'] {
  const at = fields?.['at'];
  return typeof at === 'string' ? { at, isUp: fields?.['is_up'] === true } : null;
}
