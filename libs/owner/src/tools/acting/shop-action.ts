import type { ActionDefinition } from '@ownerbot/actions';
import { ACTION_CAPABILITIES, type ActionBody, type ActionPreviewData, type ShopActionKind, type ShopAnswer } from '@ownerbot/shop';
import { provenanceOf, shopWarnings, warn, type FieldsClass, type ShopToolContext, type ShopToolDefinition, type ToolAnswer, type ToolDefinition, type ToolWarning } from '@ownerbot/tools';
import { nothingToDo } from './nothing-to-do';
import { ActionPreviewOutput } from './preview-output';

/** An action tool, and how what it previews is carried out. */
export interface ActionTool {
  readonly tool: ToolDefinition;
  readonly definition: ActionDefinition;
}

/** Fields of a preview besides the common ones. */
type OwnFields = Readonly<Record<string, unknown>>;
type Reads = readonly [ShopAnswer<unknown>, ...ShopAnswer<unknown>[]];

/** What the shop is asked to do, with everything resolved, and remarks that came up on the way. */
export interface ShopWish<K extends ShopActionKind> {
  readonly body: ActionBody<K>;
  readonly warnings?: readonly ToolWarning[];
  /** Answers of the shop that the body was resolved from; the preview's origin names them first. */
  readonly reads?: Reads;
  /** Own fields of the preview, with the shop's preview at hand. */
  readonly tells?: (preview: ActionPreviewData) => OwnFields;
}

/** What was asked for fits nothing in the shop: there is no body to preview. */
export interface NothingFits {
  readonly nothing: true;
  /** Why; by default that there are no such rows. */
  readonly reason?: string;
  /** The request as it was understood. */
  readonly understood: OwnFields;
  readonly reads: Reads;
  readonly tells?: OwnFields;
}

interface ShopActionParts<Payload extends object, K extends ShopActionKind>
  extends Pick<ShopToolDefinition<Payload>, 'name' | 'version' | 'group'>,
    Partial<Pick<ShopToolDefinition<Payload>, 'llm' | 'auditFields' | 'defaultPayload' | 'window'>> {
  readonly payload: FieldsClass<Payload>;
  /** Where the preview has fields of its own; without it, the common ones. */
  readonly output?: FieldsClass<ActionPreviewOutput>;
  readonly kind: K;
  readonly conflictGroups: ActionDefinition['conflictGroups'];
  /** Own fields of the result. */
  readonly result?: ActionDefinition['result'];
  /** The body of the kind. The proposal keeps it, and the commit sends it: nothing in it may be resolved later. */
  wish(payload: Payload, context: ShopToolContext): ShopWish<K> | NothingFits | Promise<ShopWish<K> | NothingFits>;
}

/** A change of the shop: its tool previews, changing nothing; the confirm sends the very body that was previewed. */
export function shopAction<Payload extends object, K extends ShopActionKind>(parts: ShopActionParts<Payload, K>): ActionTool {
  const { kind, conflictGroups, result, wish, ...named } = parts;
  const capability = ACTION_CAPABILITIES[kind];
  const tool: ShopToolDefinition<Payload, ActionPreviewOutput> = {
    kind: 'action',
    roles: ['owner'],
    presentations: ['text'],
    llm: 'offer',
    defaultPayload: null,
    timeClass: 'read',
    auditFields: [],
    needsShop: true,
    capabilities: capability === null ? [] : [capability],
    output: ActionPreviewOutput,
    ...named,
    async handle(payload, context) {
      const wished = await wish(payload, context);
      return 'nothing' in wished ? nothingFits(wished, context) : preview(kind, wished, context);
    },
  };
  return { tool, definition: { tool: parts.name, conflictGroups, execution: { type: 'shop', kind }, ...(result === undefined ? {} : { result }) } };
}

async function preview<K extends ShopActionKind>(kind: K, { body, warnings = [], reads, tells }: ShopWish<K>, context: ShopToolContext): Promise<ToolAnswer<ActionPreviewOutput>> {
  const answer = await context.shop.previewAction(kind, body, context.call);
  return {
    data: { ...answer.data, interpretation: { ...body }, ...tells?.(answer.data) },
    provenance: provenanceOf(reads === undefined ? [answer] : [...reads, answer], context.tenant),
    warnings: [...warnings, ...sideEffectWarnings(answer.data), ...shopWarnings(...(reads ?? []), answer)],
    commit: answer.data.would_apply ? { ...body } : null,
  };
}

/** What comes along with a change, by its codes. */
function sideEffectWarnings({ side_effects: { coupons_disabled: codes, compare_at_cleared: count } }: ActionPreviewData): ToolWarning[] {
  return [
    ...(codes.length === 0 ? [] : [warn('COUPONS_WILL_BE_DISABLED', { codes })]),
    ...(count === 0 ? [] : [warn('COMPARE_AT_WILL_BE_CLEARED', { count })]),
  ];
}

function nothingFits({ reason = 'NO_TARGETS', understood, reads, tells }: NothingFits, context: ShopToolContext): ToolAnswer<ActionPreviewOutput> {
  return {
    data: { ...nothingToDo(reason), interpretation: understood, ...tells },
    provenance: provenanceOf(reads, context.tenant),
    warnings: shopWarnings(...reads),
    commit: null,
  };
}
