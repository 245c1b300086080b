import type { ActionDefinition } from '@ownerbot/actions';
import { ACTION_CAPABILITIES, type ActionBody, type ShopActionKind } from '@ownerbot/shop';
import { provenanceOf, shopWarnings, type FieldsClass, type ShopToolContext, type ShopToolDefinition, type ToolDefinition, type ToolWarning } from '@ownerbot/tools';
import { ActionPreviewOutput } from './preview-output';

/** An action tool, and how what it previews is carried out. */
export interface ActionTool {
  readonly tool: ToolDefinition;
  readonly definition: ActionDefinition;
}

/** What the shop is asked to do, with everything resolved, and remarks that came up on the way. */
export interface ShopWish<K extends ShopActionKind> {
  readonly body: ActionBody<K>;
  readonly warnings?: readonly ToolWarning[];
}

interface ShopActionParts<Payload extends object, K extends ShopActionKind>
  extends Pick<ShopToolDefinition<Payload>, 'name' | 'version' | 'group'>,
    Partial<Pick<ShopToolDefinition<Payload>, 'llm' | 'auditFields' | 'defaultPayload'>> {
  readonly payload: FieldsClass<Payload>;
  readonly kind: K;
  readonly conflictGroups: ActionDefinition['conflictGroups'];
  /** The body of the kind. The proposal keeps it, and the commit sends it: nothing in it may be resolved later. */
  wish(payload: Payload, context: ShopToolContext): ShopWish<K> | Promise<ShopWish<K>>;
}

/** A change of the shop: its tool previews, changing nothing; the confirm sends the very body that was previewed. */
export function shopAction<Payload extends object, K extends ShopActionKind>(parts: ShopActionParts<Payload, K>): ActionTool {
  const { kind, conflictGroups, wish, ...named } = parts;
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
    ...named,
    output: ActionPreviewOutput,
    async handle(payload, context) {
      const { body, warnings = [] } = await wish(payload, context);
      const answer = await context.shop.previewAction(kind, body, context.call);
      return {
        data: { ...answer.data, interpretation: { ...body } },
        provenance: provenanceOf([answer], context.tenant),
        warnings: [...warnings, ...shopWarnings(answer)],
        commit: answer.data.would_apply ? { ...body } : null,
      };
    },
  };
  return { tool, definition: { tool: parts.name, conflictGroups, execution: { type: 'shop', kind } } };
}
