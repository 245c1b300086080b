import type { ShopAnswer } from '../../envelope';
import { ShopError } from '../../errors';
import type { ActionBody } from '../../methods/actions/action-bodies';
import type { ShopActionKind } from '../../methods/actions/action-kinds';
import { ActionPreviewData } from '../../methods/actions/action-preview';
import { previewBody, previewPath } from '../../methods/actions/action-request';
import { scopeEchoProblem } from '../../rules/actions/scope';
import type { ShopCall } from '../../shop-port';
import { readData } from '../wire/read-data';
import { AS_OF_MISSING, askAction } from './ask-action';
import type { SisParts } from './sis-parts';

const ID_SELECTORS = ['product_ids', 'look_ids', 'order_ids'] as const;

/** Asks what an action would do. An answer that reaches further than the question is `UPSTREAM_CONTRACT`: nothing may be proposed from it. */
export async function previewSis<K extends ShopActionKind>(
  parts: SisParts,
  kind: K,
  body: ActionBody<K>,
  call: ShopCall,
): Promise<ShopAnswer<ActionPreviewData>> {
  const path = previewPath(kind);
  const sent = previewBody(body, call);
  const read = await askAction(parts, { callClass: 'preview', method: 'POST', template: path, path, body: JSON.stringify(sent) }, call);
  const data = readData(ActionPreviewData, read.data);
  const problem = scopeEchoProblem(sent, data.scope) ?? foreignTarget(sent, data);
  if (problem !== null) throw new ShopError('UPSTREAM_CONTRACT', problem, { reason: 'SCOPE_ECHO' });
  return { data, as_of: read.asOf, warnings: read.isTimed ? read.warnings : [...read.warnings, AS_OF_MISSING], provenance: read.provenance };
}

/** An honest echo beside foreign targets would still change what nobody asked for. */
function foreignTarget(sent: Readonly<Record<string, unknown>>, { targets }: ActionPreviewData): string | null {
  if (sent['code'] !== undefined) return null;
  const asked = ID_SELECTORS.map((selector) => sent[selector]).find(Array.isArray);
  if (asked === undefined) return null;
  const known = new Set((asked as unknown[]).map((id) => String(id).toUpperCase()));
  return targets.ids.every((id) => known.has(String(id).toUpperCase())) && targets.total <= known.size ? null : 'the preview targets rows that were not asked for';
}
