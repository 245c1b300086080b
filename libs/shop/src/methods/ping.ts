import type { Instant } from './shared-types';

/** `GET /ping` (7.1): who answers, and its time. */
export interface PingData {
  readonly service: string;
  readonly gateway: string;
  readonly api_version: string;
  readonly time: Instant;
}
