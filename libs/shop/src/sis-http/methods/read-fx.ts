import type { ShopAnswer } from '../../envelope';
import type { ActionBody } from '../../methods/actions/action-bodies';
import type { ActionPreviewData } from '../../methods/actions/action-preview';
import { FxStatusData } from '../../methods/fx-status';
import { ACTION_LIMITS } from '../../rules/action-context';
import { readerOf } from '../../rules/actions/body-reader';
import { planFxSettings } from '../../rules/actions/kinds/fx-settings';
import { previewOf } from '../../rules/actions/preview-of';
import { errorOfRefusal, ShopRefusal } from '../../rules/refusal';
import type { ShopCall } from '../../shop-port';
import { buildPath } from '../wire/build-path';
import { readData } from '../wire/read-data';
import { AS_OF_MISSING, askAction } from './ask-action';
import type { SisParts } from './sis-parts';

const TEMPLATE = '/ownerbot/v1/actions/fx/status';

/** `GET /actions/fx/status` (A5, 10.1), with the limits of a preview. */
export async function readFx(parts: SisParts, call: ShopCall): Promise<ShopAnswer<FxStatusData>> {
  const path = buildPath(TEMPLATE, {}, { shop_id: call.shopId });
  const read = await askAction(parts, { callClass: 'preview', method: 'GET', template: TEMPLATE, path, body: null }, call);
  const warnings = read.isTimed ? read.warnings : [...read.warnings, AS_OF_MISSING];
  return { data: readData(FxStatusData, read.data), as_of: read.asOf, warnings, provenance: read.provenance };
}

/** FX settings have no preview in SIS (A7): what would change is found here, against the settings of now. */
export async function previewFxSettings(parts: SisParts, body: ActionBody<'fx/settings'>, call: ShopCall): Promise<ShopAnswer<ActionPreviewData>> {
  const status = await readFx(parts, call);
  try {
    const { data, warnings } = previewOf(planFxSettings(status.data, readerOf(body)), ACTION_LIMITS);
    return { ...status, data, warnings: [...status.warnings, ...warnings] };
  } catch (error) {
    throw error instanceof ShopRefusal ? errorOfRefusal(error) : error;
  }
}
