import type { ShopWarning } from '../envelope';
import type { ActionApplyData } from '../methods/actions/action-apply';
import type { ActionPreviewData } from '../methods/actions/action-preview';
import type { ShopRefusal } from './refusal';
import type { RowChange } from './shop-rows';

export interface RefusedAction {
  readonly ok: false;
  readonly refusal: ShopRefusal;
}

export type PreviewOutcome = { readonly ok: true; readonly data: ActionPreviewData; readonly warnings: readonly ShopWarning[] } | RefusedAction;

export interface SettledApply {
  readonly ok: true;
  readonly data: ActionApplyData;
  readonly warnings: readonly ShopWarning[];
  readonly changes: readonly RowChange[];
}
export type ApplyOutcome = SettledApply | RefusedAction;
