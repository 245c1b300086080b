import { createHash, randomBytes } from 'node:crypto';
import type { ActionIds } from './parts';

const HEX = 'hex';

/** Ids of proposals begin with their moment (UUID v7, RFC 9562), so that they are stored in the order in which they are made. */
export function uuidV7(at: Date, random: Buffer): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  const bytes = Buffer.concat([Buffer.from(time, HEX), random.subarray(0, 10)]);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const text = bytes.toString(HEX);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}

/** The id of whatever has a name of its own, the same each time; so that a repeated turn or run speaks of the same. RFC 9562, version 8. */
export function namedUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest(HEX);
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

export const randomActionIds: ActionIds = {
  proposalId: (at) => uuidV7(at, randomBytes(10)),
  decisionKey: () => `obk-${randomBytes(16).toString(HEX)}`,
  leaseOwner: () => randomBytes(9).toString('base64url'),
};
