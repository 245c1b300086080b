import type { FlowState } from './flow-state';
import type { Answers, FlowStep, FlowTemplate } from './template';

/** The answers so far, by the number of their step. */
export function answersOf({ values }: Pick<FlowState, 'values'>): Answers {
  return new Map(Object.entries(values).map(([step, value]) => [Number(step), value]));
}

/** Whether a step is asked at all, as far as the answers before it tell. */
export function isAsked(template: FlowTemplate, at: number, answers: Answers): boolean {
  const when = template.steps[at]?.when ?? null;
  if (when === null) return true;
  return template.steps.some((step, earlier) => earlier < at && step.key === when.key && answers.has(earlier) && when.in.some((one) => one === answers.get(earlier)));
}

/** The first step from `from` on that is to be asked and has no answer. Null: nothing is left to ask. */
export function nextStep(template: FlowTemplate, from: number, answers: Answers): number | null {
  for (let at = from; at < template.steps.length; at += 1) {
    if (!answers.has(at) && isAsked(template, at, answers)) return at;
  }
  return null;
}

/** Place of a step among those that are asked with the answers of now: `step n of m`. */
export function placeOf(template: FlowTemplate, at: number, answers: Answers): { n: number; of: number } {
  const asked = template.steps.flatMap((_step, index) => (index === at || isAsked(template, index, answers) ? [index] : []));
  return { n: asked.indexOf(at) + 1, of: asked.length };
}

/** Goes one question back: it and everything after it lose their answers. Null: it was the first. */
export function stepBack(flow: FlowState): FlowState | null {
  const previous = flow.asked.at(-1);
  if (previous === undefined) return null;
  // Answers that a phrase brought stand without having been asked: those before the step stay.
  const values = Object.fromEntries(Object.entries(flow.values).filter(([step]) => Number(step) < previous));
  return { ...flow, step: previous, values, asked: flow.asked.slice(0, -1), attempts: 0, lastRejectedText: null };
}

export function stepOf(template: FlowTemplate, flow: Pick<FlowState, 'step'>): FlowStep | null {
  return template.steps[flow.step] ?? null;
}

/** An optional step may be left out as long as the answers can still become enough. */
export function maySkip(template: FlowTemplate, flow: FlowState): boolean {
  if (stepOf(template, flow)?.isRequired !== false) return false;
  const answers = answersOf(flow);
  const ahead = template.steps.filter((_step, at) => at > flow.step && !answers.has(at)).length;
  return answers.size + ahead >= template.leastAnswers;
}
