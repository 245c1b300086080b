import type { ToolDefinition } from '@ownerbot/tools';

/** What the files of the catalogue may name. */
export interface KnownNames {
  readonly tools: readonly ToolDefinition[];
  readonly categories: readonly string[];
  readonly presentations: readonly string[];
  readonly capabilities: readonly string[];
  readonly concepts: readonly string[];
}
