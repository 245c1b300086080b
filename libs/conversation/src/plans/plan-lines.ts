import { figuresIn, type FollowUp, type StoredStep } from '@ownerbot/actions';
import { asHtml } from '@ownerbot/messages';
import type { ActionFacts } from '../actions/action-presenter';
import type { Around } from '../actions/present-preview';
import type { ComposedDomains } from '../domain/compose-domains';
import type { ReplyContext } from '../domain/context';

export interface ShownPlan {
  readonly steps: readonly StoredStep[];
  readonly followUps: readonly FollowUp[];
  /** Of what waits for the press. */
  readonly facts: ActionFacts;
}

/** What stands around the preview of a plan's change: all steps before it, and behind it the messages that follow, word for word. HTML. */
export function linesAround({ actions }: Pick<ComposedDomains, 'actions'>, { steps, followUps, facts }: ShownPlan, context: ReplyContext): Around {
  const behind = followUps.flatMap((followUp) => followUpLines(actions, followUp, { n: steps.findIndex(({ id }) => id === followUp.step) + 1, facts }, context));
  return { before: [...stepLines(steps, context), ''], behind };
}

/** All steps, each with its condition and what becomes of it. HTML. */
export function stepLines(steps: readonly StoredStep[], { texts }: ReplyContext): string[] {
  return [
    texts.html('plan.title', { count: steps.length }),
    ...steps.map(({ title, when, fate }, at) => texts.html(`plan.step.${when}`, { n: String(at + 1), title, fate: fate ?? 'skipped' })),
  ];
}

/** To whom, and the very text, in which only the figures are still open. */
function followUpLines(actions: ComposedDomains['actions'], { tool, commit }: FollowUp, { n, facts }: { n: number; facts: ActionFacts }, context: ReplyContext): string[] {
  const { texts } = context;
  const presenter = actions.get(tool)?.presenter;
  if (presenter === undefined) throw new TypeError(`no domain tells of ${tool}`);
  const told: ActionFacts = { ...facts, tool, commit };
  const places = figuresIn(JSON.stringify(commit)).map((figure) => texts.html(`plan.figure.${figure}`, { place: `{${figure}}` }));
  return [
    '',
    texts.html('plan.follow_up', { n: String(n) }),
    ...(presenter.effect?.(told, context) ?? []),
    ...(presenter.details?.(told, context) ?? []).filter((line) => line !== ''),
    ...(places.length === 0 ? [] : [texts.html('plan.figures', { places: asHtml(places.join(', ')) })]),
    '',
  ];
}
