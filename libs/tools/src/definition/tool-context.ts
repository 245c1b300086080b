import type { Logger } from '@ownerbot/runtime';
import type { ShopCall, ShopMode, ShopPort } from '@ownerbot/shop';
import type { ToolActor, ToolTenant } from '../contract/tool-request';
import type { ToolResponse } from '../contract/tool-response';
import type { AskedWindow } from '../periods/resolve-period';
import type { OwnData } from './own-data';

/** What a handler may know and use. */
export interface ToolContext {
  readonly correlationId: string;
  readonly actor: ToolActor;
  readonly tenant: ToolTenant;
  readonly mode: ShopMode;
  /** The moment of the request's run; the same for all that a handler does. */
  readonly now: Date;
  /** The owner's zone. */
  readonly timezone: string;
  /** The days that the payload asks for, already checked; null for tools without a period. */
  readonly window: AskedWindow | null;
  /** Fires at the attempt's time limit. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** OwnerBot's own tables, settings and parts. */
  readonly own: OwnData;
  /**
   * Asks another read for the same request, by the whole way of a request: its guards, its check, its audit, with source `brief`. A failure is an error
   * response, so is an action (`REPORT_ONLY_ENFORCED`); rejects only when the run is interrupted. `timezone`: where its days are counted, if not in the owner's zone.
   */
  readonly read: (tool: string, payload: Readonly<Record<string, unknown>>, timezone?: string) => Promise<ToolResponse>;
}

export interface ShopToolContext extends ToolContext {
  readonly shop: ShopPort;
  /** Handed to every call of the shop. */
  readonly call: ShopCall;
}

/** For whom the shop is asked; the same for all calls of a request. */
export function callOf(context: ToolContext): ShopCall {
  return {
    shopId: context.tenant.shop_id,
    currency: context.tenant.currency,
    timezone: context.timezone,
    actorTelegramId: String(context.actor.owner_user_id),
    correlationId: context.correlationId,
    signal: context.signal,
  };
}
