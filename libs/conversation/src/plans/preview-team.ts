import type { FollowUp, TeamStep } from '@ownerbot/actions';
import type { ToolRun } from '@ownerbot/queues';
import type { ToolResponse } from '@ownerbot/tools';
import type { ActionFacts } from '../actions/action-presenter';
import type { AnswerParts } from '../answers/tool-run-parts';
import type { RunInWork } from '../answers/run-facts';
import { replyContext } from '../decide/reply-context';
import type { ReplyContext } from '../domain/context';
import { DomainGapError } from '../errors';

const LONGEST_TITLE = 300;

/** The message of a plan as its tool previews it. */
export interface PreviewedTeam {
  readonly step: TeamStep;
  readonly run: ToolRun;
  readonly response: ToolResponse;
}

/** Previews the message to the team: nothing is sent, and nothing is asked of the shop. A wording that nobody gave names the change, in the tenant's language. */
export async function previewTeam(parts: AnswerParts, run: RunInWork, { step, attempt, signal, change }: TeamWish): Promise<PreviewedTeam> {
  const tool = parts.composed.tools.find((one) => one.name === step.tool);
  if (tool === undefined) throw new DomainGapError('tool', step.tool);
  const message = step.message ?? wordingOf(parts, run, change);
  const own: ToolRun = { ...run.payload, tool: tool.name, version: tool.version, input: { ...step.payload, message }, plan: null, presentation: null, previewOnly: null };
  const response = await parts.runTool({ run: own, correlationId: run.correlationId, attempt, tenant: run.context.tenant, mode: run.payload.mode ?? run.context.status.mode, signal });
  return { step, run: own, response };
}

export interface TeamWish {
  readonly step: TeamStep;
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly change: ActionFacts;
}

export function followUpOf({ step, response }: PreviewedTeam): FollowUp {
  return { step: step.id, tool: step.tool, commit: response.commit ?? {} };
}

function wordingOf(parts: AnswerParts, run: RunInWork, change: ActionFacts): string {
  const context = tenantContext(parts, run);
  const title = parts.composed.actions.get(change.tool)?.presenter.title(change, context) ?? context.texts.text('action.untitled');
  const places = { affected_count: '{affected_count}', finished_at: '{finished_at}', operation_id: '{operation_id}' };
  return context.texts.text('plan.team_text', { title: [...plain(title)].slice(0, LONGEST_TITLE).join(''), ...places });
}

/** As somebody of the team reads it. */
function tenantContext({ composed }: AnswerParts, { context }: RunInWork): ReplyContext {
  const { principal, chatId, tenant, status, now } = context;
  return replyContext(composed, { principal, chatId, firstName: null, tenant, owner: { locale: null, timezone: null }, status, kept: {}, now });
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** Our own HTML as plain text. */
const plain = (html: string): string => html.replace(/<[^>]*>/g, '').replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity);
