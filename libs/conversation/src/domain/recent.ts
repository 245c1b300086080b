import type { KeptValue } from '../model/reply';
import { askedTool, type AskedTool } from './route';

/** What stands open in the chat, and what it did last; as of the turn. */
export interface RecentFacts {
  /** Previews that wait for a press. */
  readonly openProposals: number;
  /** Changes whose outcome nobody knows yet, oldest first. */
  readonly unsettled: readonly UnsettledAction[];
  /** The last read that was answered. */
  readonly lastRead: (AskedTool & { readonly at: Date }) | null;
  /** The last action that was carried out or failed, as it was asked for. */
  readonly lastAction: AskedTool | null;
}

export interface UnsettledAction {
  readonly proposalId: string;
  /** The operation in words, HTML. */
  readonly title: string;
  readonly since: Date | null;
}

export const NOTHING_RECENT: RecentFacts = { openProposals: 0, unsettled: [], lastRead: null, lastAction: null };

const LAST_READ_TTL_SEC = 30 * 24 * 3600;
/** Ways to look at any answer; whoever repeats it means the answer itself. */
const VIEWS_OF_ANY = ['raw', 'json_file', 'csv_file'];

export const lastReadKey = (chatId: string): string => `last-read:${chatId}`;

/** Kept with the answer of a read, so that it can be repeated, exported or asked for another period. */
export function keepLastRead(run: AskedTool, of: { readonly chatId: string; readonly ownerId: string; readonly at: Date }): KeptValue {
  const { presentation, ...asked } = askedTool(run);
  const kept = presentation === undefined || VIEWS_OF_ANY.includes(presentation) ? asked : { ...asked, presentation };
  return { key: lastReadKey(of.chatId), value: { owner: of.ownerId, at: of.at.toISOString(), ...kept }, ttlSec: LAST_READ_TTL_SEC };
}

/** Null: nothing was read yet, or by somebody else. */
export function lastReadOf(kept: unknown, ownerId: string): RecentFacts['lastRead'] {
  if (typeof kept !== 'object' || kept === null) return null;
  const { owner, at, tool, payload, presentation }: Partial<Record<'owner' | 'at' | 'tool' | 'payload' | 'presentation', unknown>> = kept;
  if (owner !== ownerId || typeof at !== 'string' || typeof tool !== 'string' || typeof payload !== 'object' || payload === null) return null;
  return { tool, payload: { ...payload }, ...(typeof presentation === 'string' ? { presentation } : {}), at: new Date(at) };
}
