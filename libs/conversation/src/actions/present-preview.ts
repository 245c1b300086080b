import { pressData, type StoredPreview } from '@ownerbot/actions';
import { asHtml, warningLine } from '@ownerbot/messages';
import type { ActionExample, ActionSideEffects } from '@ownerbot/shop';
import { escapeHtml } from '@ownerbot/telegram';
import type { ReplyContext } from '../domain/context';
import type { Reply } from '../model/reply';
import type { ActionFacts, ActionPresenter } from './action-presenter';

const SHOWN_EXAMPLES = 5;
const SHOWN_REJECTED = 5;
/** Of SIS API v1, 10 (A2). */
const ABSOLUTE_LIMIT = '100';

export interface OpenProposal {
  readonly facts: ActionFacts;
  readonly forceRequired: boolean;
  readonly expiresAt: Date;
}

/** Lines of the plan that a change is a step of: what comes before it, and what follows it. HTML. */
export interface Around {
  readonly before: readonly string[];
  readonly behind: readonly string[];
}

const NOTHING_AROUND: Around = { before: [], behind: [] };

/** The preview of a change with its two buttons. */
export function presentPreview(presenter: ActionPresenter, { facts, forceRequired, expiresAt }: OpenProposal, context: ReplyContext, around: Around = NOTHING_AROUND): Reply {
  const { texts, formats } = context;
  const { proposalId } = facts;
  const apply = forceRequired
    ? { text: texts.text('action.button.force'), data: pressData.force(proposalId) }
    : { text: texts.text('action.button.apply'), data: pressData.confirm(proposalId) };
  return {
    html: previewText(presenter, facts, texts.html('action.preview.valid_until', { time: formats.time(expiresAt.toISOString()) }), context, around),
    buttons: [[apply], [{ text: texts.text('action.button.cancel'), data: pressData.cancel(proposalId) }]],
  };
}

/** A preview that was asked for to be looked at: nothing to press, nothing that becomes invalid. */
export function presentWhatIf(presenter: ActionPresenter, facts: ActionFacts, context: ReplyContext): Reply {
  return { html: previewText(presenter, facts, context.texts.html('action.preview.what_if'), context) };
}

function previewText(presenter: ActionPresenter, facts: ActionFacts, validity: string, context: ReplyContext, { before, behind }: Around = NOTHING_AROUND): string {
  const { texts } = context;
  return paragraphs([
    ...before,
    `<b>${presenter.title(facts, context)}</b>`,
    ...(presenter.interpretation?.(facts, context) ?? []),
    '',
    ...(presenter.effect?.(facts, context) ?? effectLines(presenter, facts.preview, context)),
    ...(presenter.details?.(facts, context) ?? []),
    ...sideEffectLines(facts.preview.data.side_effects, 'preview', context),
    ...rollbackLine(presenter, facts, context),
    ...facts.preview.warnings.filter((one) => !TOLD_OTHERWISE.includes(one.code)).map((one) => warningLine(texts, one.code)),
    ...rejectedLines(presenter, facts.preview, context),
    ...behind,
    '',
    validity,
    presenter.provenance?.(facts, context) ?? '',
  ]);
}

/** Warnings that lines of their own tell with figures. */
export const TOLD_OTHERWISE: readonly string[] = ['FORCE_REQUIRED', 'NO_ROLLBACK', 'COUPONS_WILL_BE_DISABLED', 'COMPARE_AT_WILL_BE_CLEARED', 'UNKNOWN_IDS', 'MISSING_PRICE'];

function effectLines(presenter: ActionPresenter, { data }: StoredPreview, context: ReplyContext): string[] {
  const { texts, formats } = context;
  const examples = exampleLines(presenter, data.examples.slice(0, SHOWN_EXAMPLES), context);
  return [
    texts.html('action.preview.affected', { count: formats.integer(data.affected_count) }),
    ...(data.max_delta_pct === null ? [] : [texts.html('action.preview.max_delta', { delta: formats.change(data.max_delta_pct) })]),
    ...(examples.length === 0 ? [] : [texts.html('action.preview.examples'), ...examples]),
    ...forceLines(data, context),
  ];
}

/** Rows before → after, one line each. */
export function exampleLines(presenter: Pick<ActionPresenter, 'label' | 'value'>, examples: readonly ActionExample[], context: ReplyContext): string[] {
  const value = (text: string | null) => (text === null ? '—' : (presenter.value?.(text, context) ?? escapeHtml(text)));
  return examples.map((example) => {
    const { before, after, delta_pct: delta } = example;
    const row = { label: presenter.label?.(example, context) ?? escapeHtml(example.label), before: value(before), after: value(after) };
    return delta === null ? rawHtml(context, 'action.preview.example', row) : rawHtml(context, 'action.preview.example_delta', { ...row, delta: context.formats.change(delta) });
  });
}

/** Why the change wants a button of its own. */
export function forceLines({ anomaly, force_reasons: reasons }: StoredPreview['data'], { texts, formats, currency }: ReplyContext): string[] {
  return [
    ...(anomaly !== null && anomaly.over_threshold_count > 0
      ? [texts.html('action.preview.anomaly', { threshold: formats.percent(anomaly.threshold_pct), count: formats.integer(anomaly.over_threshold_count) })]
      : []),
    ...(reasons.includes('ABS_DELTA') ? [texts.html('action.preview.abs_delta', { limit: formats.money(ABSOLUTE_LIMIT, currency) })] : []),
    ...(reasons.includes('MASS_CHANGE') ? [texts.html('action.preview.mass')] : []),
  ];
}

/** What comes along with a change: of a preview what will come, of an outcome what has. */
export function sideEffectLines({ coupons_disabled: codes, compare_at_cleared: cleared }: ActionSideEffects, when: 'preview' | 'outcome', { texts, formats }: ReplyContext): string[] {
  return [
    ...(codes.length === 0 ? [] : [texts.html(`action.${when}.coupons_disabled`, { codes: codes.join(', ') })]),
    ...(cleared === 0 ? [] : [texts.html(`action.${when}.compare_at_cleared`, { count: formats.integer(cleared) })]),
  ];
}

function rollbackLine(presenter: ActionPresenter, facts: ActionFacts, context: ReplyContext): string[] {
  const { texts } = context;
  const own = presenter.rollback?.(facts, context);
  if (own !== undefined) return own === null ? [] : [own];
  return [facts.preview.data.side_effects.rollback_available ? texts.html('action.preview.rollback') : texts.html('action.preview.no_rollback')];
}

/** What was named and is left out, by reason. */
export function rejectedLines(presenter: Pick<ActionPresenter, 'leftOut'>, { data }: Pick<StoredPreview, 'data'>, context: ReplyContext): string[] {
  const { texts, formats } = context;
  if (data.rejected_count === 0) return [];
  const rows = data.rejected.slice(0, SHOWN_REJECTED).map(({ id, reason }) => {
    const row = presenter.leftOut?.(id, context) ?? escapeHtml(String(id));
    return texts.html('action.preview.rejected_row', { id: asHtml(row), reason });
  });
  return [texts.html('action.preview.rejected', { count: formats.integer(data.rejected_count) }), ...rows];
}

/** Values that are HTML already. */
function rawHtml({ texts }: ReplyContext, key: string, params: Readonly<Record<string, string>>): string {
  return texts.html(key, Object.fromEntries(Object.entries(params).map(([name, text]) => [name, asHtml(text)])));
}

/** Lines, without empty ones at the ends or two in a row. */
export function paragraphs(lines: readonly string[]): string {
  return lines.join('\n').replaceAll(/\n{3,}/g, '\n\n').trim();
}
