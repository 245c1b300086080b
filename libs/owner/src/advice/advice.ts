import type { AskedTool, ReplyContext } from '@ownerbot/conversation';
import type { Locale } from '@ownerbot/messages';
import type { PlanAdvice } from '@ownerbot/planner';
import { checkPayload, ToolError } from '@ownerbot/tools';
import { availabilityFor } from '../catalogue/availability';
import { templateOf } from '../catalogue/owner-catalogue';
import type { TemplateFile } from '../catalogue/template-file';
import { toolTitle } from '../catalogue/tool-title';
import { templateRequest } from '../templates';
import { ownerTools } from '../tools/owner-tools';
import { looksLikeFigure } from './figures';
import { playbookOf } from './playbooks/owner-playbooks';
import type { AdviceTopic } from './topics';

export type AdviceSource = 'playbook' | 'planner';

/** What an advice says, out of a playbook or out of the planner's answer, in the reader's language. */
export interface Advice {
  readonly topic: AdviceTopic;
  readonly title: string;
  readonly hypotheses: readonly string[];
  readonly risks: readonly string[];
  readonly experiments: readonly { readonly what: string; readonly measure: string | null; readonly stop: string | null }[];
  /** Reads that show whether it holds. */
  readonly reads: readonly SuggestedRead[];
  /** Templates that change something, as far as the mode offers them. */
  readonly actions: readonly TemplateFile[];
  /** Something looked like a figure and is not shown. */
  readonly isCut: boolean;
}

export interface SuggestedRead {
  readonly title: string;
  readonly asked: AskedTool;
}

/** Hypotheses that were thought out beforehand. */
export function adviceOfPlaybook(topic: AdviceTopic, context: ReplyContext): Advice {
  const { locale } = context;
  const { title, hypotheses, risks, experiments, reads, actions } = playbookOf(topic);
  return {
    topic,
    title: title[locale],
    hypotheses: hypotheses.map((one) => one[locale]),
    risks: risks.map((one) => one[locale]),
    experiments: experiments.map(({ what, measure, stop }) => ({ what: what[locale], measure: measure[locale], stop: stop[locale] })),
    reads: reads.flatMap((id) => {
      const template = offered(id, context);
      return template === null ? [] : [{ title: template.buttonText[locale], asked: templateRequest(id, context) }];
    }),
    actions: actions.flatMap((id) => offered(id, context) ?? []),
    isCut: false,
  };
}

/** Hypotheses of a language model: whatever looks like a figure is left out, for nobody has measured it. */
export function adviceOfPlan(plan: PlanAdvice, context: ReplyContext): Advice {
  const texts = [plan.title, ...plan.hypotheses, ...plan.risks, ...plan.experiments];
  const spoken = (all: readonly string[]): string[] => all.filter((one) => !looksLikeFigure(one));
  return {
    topic: plan.topic,
    title: looksLikeFigure(plan.title) ? playbookOf(plan.topic).title[context.locale] : plan.title,
    hypotheses: spoken(plan.hypotheses),
    risks: spoken(plan.risks),
    experiments: spoken(plan.experiments).map((what) => ({ what, measure: null, stop: null })),
    reads: plan.suggestedTools.flatMap(({ tool }) => readNamed(tool, context.locale)),
    actions: plan.suggestedActions.flatMap(({ templateId }) => offered(templateId, context) ?? []).filter(({ kind }) => kind === 'ACTION'),
    isCut: texts.some(looksLikeFigure),
  };
}

/** A tool is suggested by its name alone, so only one that runs as it is can be offered. */
function readNamed(name: string, locale: Locale): SuggestedRead[] {
  const tool = ownerTools.find((one) => one.name === name && one.kind === 'read');
  const title = toolTitle(name, locale);
  if (tool === undefined || tool.defaultPayload === null || title === null) return [];
  return [{ title, asked: { tool: name, payload: tool.defaultPayload } }];
}

function offered(templateId: string, context: ReplyContext): TemplateFile | null {
  const template = templateOf(templateId);
  return template === null || availabilityFor(template, context) === 'unavailable' ? null : template;
}

/** The reads that the brief does not show already. */
export function readsBeside(topic: AdviceTopic, reads: readonly SuggestedRead[]): readonly SuggestedRead[] {
  const shown = new Set(playbookOf(topic).brief.map(sameAs));
  return reads.filter(({ asked }) => !shown.has(sameAs(asked)));
}

/** One text for one read, whatever of its payload is a default, and however many rows it shows. */
function sameAs({ tool: name, payload }: Pick<AskedTool, 'tool' | 'payload'>): string {
  const tool = ownerTools.find((one) => one.name === name);
  if (tool === undefined) return name;
  try {
    return `${name} ${JSON.stringify(Object.entries(checkPayload(tool, payload)).filter(([key]) => key !== 'limit').sort(([one], [other]) => (one < other ? -1 : 1)))}`;
  } catch (error) {
    if (error instanceof ToolError) return name;
    throw error;
  }
}
