import { Flag } from '@ownerbot/tools';

export class SisFxRepriceAutoPayload {
  /** The owner wants it whatever thresholds and cooldown say. It never waives the anomaly guard: that is a button's. */
  @Flag() readonly force: boolean = false;
  /** Asks the rate anew. */
  @Flag() readonly refresh_snapshot: boolean = true;
}
