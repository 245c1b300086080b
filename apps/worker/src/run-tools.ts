import type { AnswerParts, ComposedDomains } from '@ownerbot/conversation';
import type { Clock, Logger } from '@ownerbot/runtime';
import { createDemoShop, createShopChooser, type ShopMode, type ShopPort, type ShopSettings } from '@ownerbot/shop';
import { appendAudit, type Database } from '@ownerbot/storage';
import { createToolRegistry, createToolRunner, requestOfRun, type OwnData, type ToolRunner } from '@ownerbot/tools';

export interface ToolsOptions {
  readonly db: Database;
  readonly composed: ComposedDomains;
  readonly settings: Readonly<ShopSettings>;
  /** The shop over HTTP; null where it is not configured. */
  readonly sis: ShopPort | null;
  /** The shop over the database of SIS; null where it is not configured. */
  readonly sisDb: ShopPort | null;
  readonly own: OwnData;
  readonly clock: Clock;
  readonly log: Logger;
  /** Actions that the planner may ask a preview of. */
  readonly llmActionTools: readonly string[];
  readonly onAuditLost: () => void;
}

/** The tools of all domains over the shop. @throws ToolRegistryError */
export function toolRunnerOf({ db, composed, settings, sis, sisDb, own, clock, log, llmActionTools, onAuditLost }: ToolsOptions): ToolRunner {
  return createToolRunner({
    registry: createToolRegistry(composed.tools),
    chooseShop: createShopChooser({ demo: createDemoShop({ db, clock }), sis, sisDb, settings, clock }),
    own,
    clock,
    log,
    audit: async ({ correlation_id: correlationId, occurred_at: at, event_type: eventType, severity, fields, ...who }) => {
      const event = { eventType, severity, fields, ownerUserId: who.owner_user_id, chatId: who.chat_id, shopId: who.shop_id };
      await appendAudit(db, { correlationId, at, events: [event] });
    },
    onAuditLost,
    llmActionTools,
  });
}

/** The same, as the conversation runs them. */
export function toolsOf(runner: ToolRunner): AnswerParts['runTool'] {
  return ({ run, correlationId, attempt, tenant, mode, signal }) => runner.run(requestOfRun({ run, correlationId, tenant, mode: mode as ShopMode }), { attempt, signal });
}
