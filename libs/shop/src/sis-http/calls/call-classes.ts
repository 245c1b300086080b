import type { ShopSettings } from '../../shop-settings';

export const CALL_CLASSES = ['ping', 'read', 'preview', 'apply', 'enquiry'] as const;
export type CallClass = (typeof CALL_CLASSES)[number];

/** Limits of a class of calls (SIS API v1, section 4); times in milliseconds. */
export interface CallLimits {
  readonly connectMs: number;
  readonly totalMs: number;
  /** Attempts inside one call. */
  readonly attempts: number;
  /**
   * On a connection of its own. A kept one that SIS has just closed would make a living SIS look dead to a ping, and the outcome of an
   * apply uncertain, for nothing.
   */
  readonly isFresh: boolean;
}

export type CallTiming = Pick<ShopSettings, 'sisTimeoutSec' | 'sisPreviewTimeoutSec' | 'sisApplyTimeoutSec' | 'sisMaxRetries' | 'sisRetryBackoffBaseSec'>;

const CONNECT_MS = 3_000;

export function callLimits(timing: CallTiming): Readonly<Record<CallClass, CallLimits>> {
  const repeated = 1 + timing.sisMaxRetries;
  return {
    ping: { connectMs: 2_000, totalMs: 3_000, attempts: 1, isFresh: true },
    read: { connectMs: CONNECT_MS, totalMs: timing.sisTimeoutSec * 1_000, attempts: repeated, isFresh: false },
    preview: { connectMs: CONNECT_MS, totalMs: timing.sisPreviewTimeoutSec * 1_000, attempts: repeated, isFresh: false },
    apply: { connectMs: CONNECT_MS, totalMs: timing.sisApplyTimeoutSec * 1_000, attempts: 1, isFresh: true },
    enquiry: { connectMs: CONNECT_MS, totalMs: 10_000, attempts: 2, isFresh: false },
  };
}
