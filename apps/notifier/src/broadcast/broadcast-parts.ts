import type { SendingParts } from '../sending/sending-parts';
import type { BroadcastWaits } from './broadcast-waits';

/** What a broadcast is sent with. Its waits are its own: a limit that it meets never delays an answer. */
export interface BroadcastParts extends Pick<SendingParts, 'db' | 'producer' | 'telegram' | 'waits' | 'clock' | 'counts'> {
  readonly broadcastWaits: BroadcastWaits;
}
