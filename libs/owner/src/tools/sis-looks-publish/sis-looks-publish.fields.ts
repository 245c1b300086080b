import { Flag, Ids, Optional, TextOfLines, True } from '@ownerbot/tools';

/** Exactly one scope: `look_ids`, or `is_active_from` with `scope_all`. */
export class SisLooksPublishPayload {
  @Flag() readonly target_active: boolean;
  @Optional() @Ids() readonly look_ids?: readonly number[];
  @Optional() @Flag() readonly is_active_from?: boolean;
  @Optional() @True() readonly scope_all?: true;
  @Optional() @TextOfLines(0, 200) readonly reason?: string;
}
