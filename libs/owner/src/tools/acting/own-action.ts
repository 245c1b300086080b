import { createHash } from 'node:crypto';
import { canonicalJson, type ActionDefinition, type Execution } from '@ownerbot/actions';
import type { ActionPreviewData } from '@ownerbot/shop';
import { ownProvenance, type FieldsClass, type OwnToolDefinition, type ToolContext, type ToolWarning } from '@ownerbot/tools';
import { nothingToDo } from './nothing-to-do';
import type { ActionPreviewOutput } from './preview-output';
import type { ActionTool } from './shop-action';

type Fields = Readonly<Record<string, unknown>>;

/** What a confirm would change in OwnerBot itself. */
export interface OwnChange {
  /** What is carried out, everything resolved; null: nothing would change. */
  readonly commit: Fields | null;
  /** The request as it was understood. */
  readonly understood: Fields;
  /** What would change: fields of settings, recipients. */
  readonly targets: readonly string[];
  /** What the preview rests on: when it is another at the confirm, the preview is stale. */
  readonly rests: ActionPreviewData['snapshot'];
  readonly examples?: readonly { readonly label: string; readonly before: string | null; readonly after: string | null }[];
  readonly canBeUndone: boolean;
  /** Why nothing would change, where it is not that all is so already. */
  readonly noop?: string;
  /** Own fields of the preview. */
  readonly tells: Fields;
  readonly warnings?: readonly ToolWarning[];
}

interface OwnActionParts<Payload extends object>
  extends Pick<OwnToolDefinition<Payload>, 'name' | 'version' | 'group'>,
    Partial<Pick<OwnToolDefinition<Payload>, 'llm' | 'auditFields' | 'defaultPayload'>> {
  readonly payload: FieldsClass<Payload>;
  readonly output: FieldsClass<ActionPreviewOutput>;
  readonly conflictGroups: ActionDefinition['conflictGroups'];
  readonly execution: Exclude<Execution, { type: 'shop' }>;
  /** Own tables and settings that the preview was read from, without their system. */
  readonly sources: readonly string[];
  preview(payload: Payload, context: ToolContext): Promise<OwnChange>;
}

/** A change of OwnerBot's own data, the same in every mode: its tool previews, changing nothing; the confirm carries out what was previewed. */
export function ownAction<Payload extends object>(parts: OwnActionParts<Payload>): ActionTool {
  const { name, conflictGroups, execution, sources, preview, ...named } = parts;
  const tool: OwnToolDefinition<Payload, ActionPreviewOutput> = {
    kind: 'action',
    roles: ['owner'],
    presentations: ['text'],
    llm: 'offer',
    defaultPayload: null,
    timeClass: 'fast',
    auditFields: [],
    needsShop: false,
    name,
    ...named,
    async handle(payload, context) {
      const change = await preview(payload, context);
      return {
        data: { ...previewOf(change), interpretation: change.understood, ...change.tells },
        provenance: ownProvenance(sources, context),
        warnings: change.warnings ?? [],
        commit: change.commit,
      };
    },
  };
  return { tool, definition: { tool: name, conflictGroups, execution } };
}

function previewOf({ commit, targets, rests, examples = [], canBeUndone, noop = 'NO_CHANGES' }: OwnChange): ActionPreviewData {
  if (commit === null) return nothingToDo(noop);
  return {
    ...nothingToDo(''),
    status: 'preview',
    would_apply: true,
    noop_reason: null,
    affected_count: targets.length,
    targets: { total: targets.length, ids: targets.slice(0, MOST_IDS), truncated: targets.length > MOST_IDS },
    target_set_hash: createHash('sha256').update(canonicalJson({ commit, targets, rests })).digest('hex'),
    snapshot: { ...rests },
    examples: examples.slice(0, MOST_EXAMPLES).map((one) => ({ id: one.label, delta_pct: null, ...one })),
    side_effects: { coupons_disabled: [], compare_at_cleared: 0, rollback_available: canBeUndone },
  };
}

const MOST_IDS = 200;
const MOST_EXAMPLES = 5;
