import type { ShopAnswer } from '../../envelope';
import { ShopError } from '../../errors';
import type { ActionApplyData } from './action-apply';

/** What is certain about one send of an apply (SIS API v1, 4.2). Whoever commits goes on from it; nobody below sends twice. */
export type SendOutcome =
  /** Done, now or (a replay) by an earlier send with this key. */
  | { readonly outcome: 'executed'; readonly answer: ShopAnswer<ActionApplyData>; readonly isReplay: boolean; readonly httpStatus: number | null }
  /** Not done by this send, and not to be sent again. Says nothing of an earlier uncertain send. */
  | { readonly outcome: 'refused'; readonly error: ShopError; readonly httpStatus: number | null }
  /** An earlier send with this key is still running: ask {@link ShopActions.operation}. */
  | { readonly outcome: 'in_progress' }
  /** Not done by this send; the same bytes may go out again. `wasSent` false: no byte of it left. */
  | {
      readonly outcome: 'not_executed';
      readonly wasSent: boolean;
      readonly retryAfterMs: number | null;
      readonly errorKind: string;
      readonly httpStatus: number | null;
    }
  /** It may have been done. */
  | { readonly outcome: 'uncertain'; readonly errorKind: string; readonly httpStatus: number | null };

/** The outcome of an apply that a shop in our own database did or refused: never uncertain. Anything but a refusal is thrown on. */
export async function settledOutcome(work: Promise<ShopAnswer<ActionApplyData>>): Promise<SendOutcome> {
  try {
    return { outcome: 'executed', answer: await work, isReplay: false, httpStatus: null };
  } catch (error) {
    if (error instanceof ShopError && error.retry === 'never') return { outcome: 'refused', error, httpStatus: null };
    throw error;
  }
}
