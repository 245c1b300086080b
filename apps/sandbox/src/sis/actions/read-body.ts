import { ACTION_CAPABILITIES, readCommonFields, ShopRefusal, type ShopActionKind } from '@ownerbot/shop';
import { checkShop } from '../public/authorize';
import type { SisRequest } from '../public/read-request';
import type { Sim } from '../sim';
import { invalid, RouteAbsent, SisRefusal } from '../sis-refusal';

export type ActionJson = Readonly<Record<string, unknown>>;

export interface ReadBody {
  readonly json: ActionJson;
  readonly shopId: number;
}

/** The common part of an action (SIS API v1, section 9). No body is read as an empty one. @throws SisRefusal */
export function readActionBody(sim: Sim, request: SisRequest, kind: ShopActionKind): ReadBody {
  const capability = ACTION_CAPABILITIES[kind];
  if (capability === null || sim.store.state().settings.capabilities[capability] === false) throw new RouteAbsent();
  const json = parse(request.body);
  const { shopId } = asSis(() => readCommonFields(json));
  checkShop(sim, shopId);
  return { json, shopId };
}

export function checkSameActor({ json }: ReadBody, actor: number): void {
  if (json['actor_tg_id'] !== actor) throw new SisRefusal(422, 'ACTOR_MISMATCH', 'actor_tg_id is not the actor of the header');
}

function parse(body: Buffer): ActionJson {
  if (body.length === 0) return {};
  try {
    const json: unknown = JSON.parse(body.toString('utf8'));
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as ActionJson;
  } catch {
    // Told below, like every other body that is no object.
  }
  throw invalid('body', 'a JSON object');
}

function asSis<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ShopRefusal ? sisRefusalOf(error) : error;
  }
}

export function sisRefusalOf({ status, code, message, facts }: ShopRefusal): SisRefusal {
  return new SisRefusal(status, code, message, { detail: { ...facts } });
}
