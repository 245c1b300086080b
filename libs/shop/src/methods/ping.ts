import { IsInstant, IsText } from '../answers/fields';
import type { Instant } from './shared-types';

/** `GET /ping` (7.1): who answers, and its time. */
export class PingData {
  @IsText() readonly service: string;
  @IsText() readonly gateway: string;
  @IsText() readonly api_version: string;
  @IsInstant() readonly time: Instant;
}
