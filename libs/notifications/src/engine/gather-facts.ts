import { createHash } from 'node:crypto';
import { putKept, readKept, type OwnerSettings, type TenantSettings } from '@ownerbot/storage';
import type { ToolRequest, ToolResponse } from '@ownerbot/tools';
import { factOfResponse, type Fact, type FactRead, type Facts } from '../model/facts';
import type { NotifyParts } from './notify-parts';

/** Equal reads of one owner and mode share one response for so long. */
const SHARED_SEC = 60;
/** A read asks no longer than a composite tool may. */
const ASKED_FOR_MS = 90_000;
const AT_A_TIME = 3;

export interface Asking {
  readonly correlationId: string;
  readonly ownerUserId: string;
  readonly settings: { readonly tenant: TenantSettings; readonly owner: OwnerSettings };
  readonly mode: ToolRequest['mode'];
  readonly source: 'digest' | 'alert';
  readonly attempt: number;
  readonly signal: AbortSignal;
}

/** Asks for what a decision rests upon, three reads at a time. A read that fails is a fact that is not known; rejects where the tool itself throws. */
export async function gatherFacts(parts: NotifyParts, asking: Asking, reads: readonly FactRead[]): Promise<Facts> {
  const facts: Record<string, Fact> = {};
  const left = [...reads];
  async function work(): Promise<void> {
    for (let read = left.shift(); read !== undefined; read = left.shift()) facts[read.id] = factOfResponse(await respond(parts, asking, read), asking.mode);
  }
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, reads.length) }, work));
  return facts;
}

async function respond(parts: NotifyParts, asking: Asking, read: FactRead): Promise<ToolResponse> {
  const version = parts.versionOf(read.tool);
  if (version === null) throw new TypeError(`no domain has the tool ${read.tool}`);
  const key = keyOf(asking, read, version);
  const at = parts.clock.now();
  const known = (await readKept(parts.db, [key], at))[key];
  if (isResponse(known)) return known;
  const response = await parts.ask(requestOf(asking, read, { version, at }), { attempt: asking.attempt, signal: asking.signal });
  if (response.error === null) await putKept(parts.db, [{ key, value: response, ttlSec: SHARED_SEC }], parts.clock.now());
  return response;
}

function keyOf({ ownerUserId, mode }: Asking, { tool, payload }: FactRead, version: string): string {
  const asked = JSON.stringify([tool, version, Object.entries(payload).sort(([one], [other]) => (one < other ? -1 : 1))]);
  return `fact:${ownerUserId}:${mode}:${createHash('sha256').update(asked).digest('hex')}`;
}

/** What was kept was a response of this version. */
function isResponse(value: unknown): value is ToolResponse {
  return typeof value === 'object' && value !== null && 'status' in value && 'provenance' in value;
}

function requestOf({ correlationId, ownerUserId, settings: { tenant, owner }, mode, source }: Asking, { id, tool, payload }: FactRead, { version, at }: { readonly version: string; readonly at: Date }): ToolRequest {
  return {
    tool,
    version,
    correlation_id: correlationId,
    idempotency_key: `${correlationId}-${id}`,
    requested_at: at.toISOString(),
    deadline_at: new Date(at.getTime() + ASKED_FOR_MS).toISOString(),
    actor: { owner_user_id: Number(ownerUserId), chat_id: Number(ownerUserId), role: 'owner', timezone: owner.timezone ?? tenant.timezone },
    tenant: { project: tenant.project, shop_id: tenant.shopId, currency: tenant.currency, timezone: tenant.timezone, locale: tenant.locale },
    mode,
    source,
    payload,
  };
}
