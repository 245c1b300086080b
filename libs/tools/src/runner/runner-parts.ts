import type { Clock, Logger } from '@ownerbot/runtime';
import type { ChooseShop } from '@ownerbot/shop';
import type { OwnData } from '../definition/own-data';
import type { ToolRegistry } from '../definition/tool-registry';
import type { ToolAuditEvent } from './audit-events';

export interface ToolRunnerParts {
  readonly registry: ToolRegistry;
  readonly chooseShop: ChooseShop;
  /** Needed by tools over OwnerBot's own data. */
  readonly own?: OwnData;
  readonly clock: Clock;
  readonly log: Logger;
  /** Writes an event, or collects it for a transaction. */
  readonly audit: (event: ToolAuditEvent) => Promise<void> | void;
  /** Counts an event that could not be written. */
  readonly onAuditLost?: () => void;
  /** Actions that the planner may ask a preview of (`LLM_ALLOWED_ACTION_TOOLS`). */
  readonly llmActionTools?: readonly string[];
}
