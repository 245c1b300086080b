import type { DraftStep } from '@ownerbot/actions';
import type { ReplyContext, Route } from '@ownerbot/conversation';
import { composePayload } from '../../catalogue/compose-payload';
import { templateOf } from '../../catalogue/owner-catalogue';
import type { TemplateFile } from '../../catalogue/template-file';
import type { MeantPlan, PlanPart } from '../../intents/plans/plan-of';
import type { TeamPart } from '../../intents/plans/team-part';
import type { Meant } from '../../intents/meant';
import { askAmong } from './questions';
import { requestWords } from './request-words';
import { targetOf } from './route-of-reading';

const RATE_READ = 'PRC_FX_STATUS';

/** The steps of a plan with their payloads. A value that is refused refuses the whole; one that has to be asked for is asked, and then each request goes on its own. */
export function planRoute({ parts, looksAtRate }: MeantPlan, context: ReplyContext): Route | null {
  const steps: DraftStep[] = looksAtRate ? rateStep(context) : [];
  for (const part of parts) {
    if (part.kind === 'team') {
      steps.push(teamStep(part, context));
      continue;
    }
    const found = targetOf(part.meant, context);
    if ('refusal' in found) return found.refusal;
    if (found.target.type !== 'tool') return askAmong({ type: 'choose', why: 'several', among: meantOf(parts), word: null }, context);
    const { tool, payload, presentation } = found.target;
    steps.push({ kind: 'TOOL', when: 'always', title: titleOf(part.meant, context), tool, payload, ...(presentation === undefined ? {} : { presentation }) });
  }
  return { type: 'plan', steps };
}

function rateStep(context: ReplyContext): DraftStep[] {
  const template = templateOf(RATE_READ);
  if (template === null || template.tool.type !== 'named') return [];
  return [{ kind: 'TOOL', when: 'always', title: template.title[context.locale], tool: template.tool.tool, payload: payloadOf(template, context), presentation: template.presentation.kind }];
}

function teamStep({ template, message, when }: TeamPart, context: ReplyContext): DraftStep {
  const tool = template.tool.type === 'named' ? template.tool.tool : '';
  return { kind: 'NOTIFY_TEAM', when, title: template.title[context.locale], tool, payload: payloadOf(template, context), message };
}

const payloadOf = (template: TemplateFile, context: ReplyContext): Record<string, unknown> => composePayload({ payload: template.payload, inputs: [] }, new Map(), context);

/** The title of the template with what the sentence says for it. */
function titleOf(meant: Meant, context: ReplyContext): string {
  const { target } = meant.candidate.reading;
  if (target.type !== 'template') return '';
  const said = requestWords(meant, context);
  const title = target.template.title[context.locale];
  return said === '' ? title : `${title} (${said})`;
}

const meantOf = (parts: readonly PlanPart[]): readonly Meant[] => parts.flatMap((part) => (part.kind === 'team' ? [] : [part.meant]));
