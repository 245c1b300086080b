import { ActionPreviewData } from '@ownerbot/shop';
import { Opaque } from '@ownerbot/tools';

/** What the preview of every action tells: the shop's own words for it, and the request as it was understood. */
export class ActionPreviewOutput extends ActionPreviewData {
  /** The payload with everything resolved: ids, rates, codes, times. */
  @Opaque() readonly interpretation: Readonly<Record<string, unknown>>;
}
