import { filtersHash, previewShopAction, type ShopActionKind } from '@ownerbot/shop';
import { json, type JsonAnswer } from '../public/answer';
import { envelope, snapshot } from '../public/envelope';
import type { SisRequest } from '../public/read-request';
import { omit } from '../omit';
import type { Sim } from '../sim';
import { actionContext, actionRows } from './action-rows';
import { checkSameActor, readActionBody, sisRefusalOf, type ActionJson } from './read-body';

/** What an action would do; writes nothing. */
export function servePreview(sim: Sim, request: SisRequest, actor: number, kind: ShopActionKind): JsonAnswer {
  const body = readActionBody(sim, request, kind);
  checkSameActor(body, actor);
  const now = sim.clock.now();
  const outcome = previewShopAction(kind, actionRows(sim, now), body.json, actionContext(sim, now));
  if (!outcome.ok) throw sisRefusalOf(outcome.refusal);
  const { data, warnings } = outcome;
  const answer = snapshot({ data, warnings, at: now, source: `sis:${kind}`, filtersHash: bodyHash(kind, body.json) });
  return json(200, envelope(request, answer), { 'x-correlation-id': request.correlationId });
}

/** Equal questions have equal hashes, whoever asks. */
export function bodyHash(kind: ShopActionKind, body: ActionJson): string {
  return filtersHash(kind, omit(body, 'actor_tg_id', 'actor_name') as Parameters<typeof filtersHash>[1]);
}
