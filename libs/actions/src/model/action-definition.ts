import { isShopActionKind, type ShopActionKind } from '@ownerbot/shop';
import type { Db, Proposal } from '@ownerbot/storage';
import type { ToolDefinition } from '@ownerbot/tools';
import { ActionsInvalidError } from '../errors';
import type { PreviewData } from './preview';

export type CommitPayload = Readonly<Record<string, unknown>>;

/** What a proposal is made from, as far as its conflict groups may depend on it. */
export interface GroupFacts {
  readonly proposalId: string;
  readonly ownerUserId: string;
  readonly commit: CommitPayload;
}

/** What an own-data change may know. Everything that decides is in the proposal. */
export interface OwnChange {
  readonly proposal: Proposal;
  readonly commit: CommitPayload;
  readonly now: Date;
}

/** What an executed action tells; the fields of 9.1 where they have a meaning. */
export interface ActionResult {
  readonly affected_count: number;
  readonly [more: string]: unknown;
}

/** A message to one recipient of a team message. */
export interface TeamMessage {
  readonly chatId: string;
  /** HTML. */
  readonly html: string;
  readonly silent?: boolean;
}

/** How a confirmed action is carried out. */
export type Execution =
  /** By the shop of the stored mode; `payload_commit` is the body of the kind. */
  | { readonly type: 'shop'; readonly kind: ShopActionKind }
  /**
   * By OwnerBot itself, in the transaction that settles the proposal: re-reads under lock what the preview rested on and throws
   * `ShopError` `PREVIEW_STALE` when it has changed, before anything is written.
   */
  | { readonly type: 'own'; readonly apply: (tx: Db, change: OwnChange) => Promise<ActionResult> }
  /** By the notifier, one message for each recipient. */
  | { readonly type: 'team'; readonly messages: (change: Omit<OwnChange, 'now'>) => readonly TeamMessage[] };

/** The part of an action tool that comes after its preview. */
export interface ActionDefinition {
  /** The tool of kind `action` whose previews it carries out. */
  readonly tool: string;
  /** Confirms of one group wait for each other (section 5.3). */
  readonly conflictGroups: readonly string[] | ((facts: GroupFacts) => readonly string[]);
  readonly execution: Execution;
  /** Fields of the result that the shop does not tell, from what was carried out and what came of it. */
  readonly result?: (done: { readonly commit: CommitPayload; readonly preview: PreviewData; readonly result: ActionResult }) => Readonly<Record<string, unknown>>;
}

export interface ActionRegistry {
  /** Null: the tool, or this version of it, is not offered any more. */
  find(tool: string, version: string): ActionDefinition | null;
  named(tool: string): ActionDefinition | null;
}

/** @throws ActionsInvalidError with every action without a tool, and every action tool without an action. */
export function createActionRegistry(definitions: readonly ActionDefinition[], tools: readonly Pick<ToolDefinition, 'name' | 'version' | 'kind'>[]): ActionRegistry {
  const actionTools = new Map(tools.filter((tool) => tool.kind === 'action').map((tool) => [tool.name, tool]));
  const byTool = new Map(definitions.map((one) => [one.tool, one]));
  const findings = [
    ...definitions.filter((one) => !actionTools.has(one.tool)).map((one) => `action ${one.tool} has no tool of kind action`),
    ...[...actionTools.keys()].filter((name) => !byTool.has(name)).map((name) => `tool ${name} has no action`),
    ...(byTool.size === definitions.length ? [] : ['an action stands in the list twice']),
    ...definitions.flatMap(({ tool, execution }) =>
      execution.type === 'shop' && !isShopActionKind(execution.kind) ? [`action ${tool} names the unknown kind ${String(execution.kind)}`] : [],
    ),
  ];
  if (findings.length > 0) throw new ActionsInvalidError(findings);
  return {
    named: (tool) => byTool.get(tool) ?? null,
    find: (tool, version) => (actionTools.get(tool)?.version === version ? (byTool.get(tool) ?? null) : null),
  };
}

export function conflictGroupsOf({ conflictGroups }: ActionDefinition, facts: GroupFacts): readonly string[] {
  return typeof conflictGroups === 'function' ? conflictGroups(facts) : conflictGroups;
}
