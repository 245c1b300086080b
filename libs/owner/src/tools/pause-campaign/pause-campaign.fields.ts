import { IntegerIn, OneOf, Optional, TextOfLines } from '@ownerbot/tools';

export class PauseCampaignPayload {
  @IntegerIn(1, Number.MAX_SAFE_INTEGER) readonly campaign_id: number;
  @OneOf(['pause', 'resume']) readonly operation: 'pause' | 'resume' = 'pause';
  @Optional() @TextOfLines(0, 200) readonly reason?: string;
}
