import { pressData, type StoredPreview } from '@ownerbot/actions';
import { asHtml, warningLine } from '@ownerbot/messages';
import { escapeHtml } from '@ownerbot/telegram';
import type { ReplyContext } from '../domain/context';
import type { Reply } from '../model/reply';
import type { ActionFacts, ActionPresenter } from './action-presenter';

const SHOWN_EXAMPLES = 5;
const SHOWN_REJECTED = 5;

export interface OpenProposal {
  readonly facts: ActionFacts;
  readonly forceRequired: boolean;
  readonly expiresAt: Date;
}

/** The preview of a change with its two buttons. */
export function presentPreview(presenter: ActionPresenter, { facts, forceRequired, expiresAt }: OpenProposal, context: ReplyContext): Reply {
  const { texts, formats } = context;
  const { proposalId } = facts;
  const apply = forceRequired
    ? { text: texts.text('action.button.force'), data: pressData.force(proposalId) }
    : { text: texts.text('action.button.apply'), data: pressData.confirm(proposalId) };
  return {
    html: previewText(presenter, facts, texts.html('action.preview.valid_until', { time: formats.time(expiresAt.toISOString()) }), context),
    buttons: [[apply], [{ text: texts.text('action.button.cancel'), data: pressData.cancel(proposalId) }]],
  };
}

/** A preview that was asked for to be looked at: nothing to press, nothing that becomes invalid. */
export function presentWhatIf(presenter: ActionPresenter, facts: ActionFacts, context: ReplyContext): Reply {
  return { html: previewText(presenter, facts, context.texts.html('action.preview.what_if'), context) };
}

function previewText(presenter: ActionPresenter, facts: ActionFacts, validity: string, context: ReplyContext): string {
  const { texts } = context;
  return paragraphs([
    `<b>${presenter.title(facts, context)}</b>`,
    ...(presenter.interpretation?.(facts, context) ?? []),
    '',
    ...(presenter.effect?.(facts, context) ?? effectLines(presenter, facts.preview, context)),
    ...(presenter.details?.(facts, context) ?? []),
    ...consequences(facts.preview, context),
    ...facts.preview.warnings.filter((one) => !TOLD_OTHERWISE.includes(one.code)).map((one) => warningLine(texts, one.code)),
    ...rejectedLines(facts.preview, context),
    '',
    validity,
    presenter.provenance?.(facts, context) ?? '',
  ]);
}

/** Warnings that lines of their own tell with figures. */
const TOLD_OTHERWISE = ['FORCE_REQUIRED', 'NO_ROLLBACK', 'COUPONS_WILL_BE_DISABLED', 'COMPARE_AT_WILL_BE_CLEARED', 'UNKNOWN_IDS', 'MISSING_PRICE'];

function effectLines(presenter: ActionPresenter, { data }: StoredPreview, context: ReplyContext): string[] {
  const { texts, formats } = context;
  const value = (text: string | null) => (text === null ? '—' : (presenter.value?.(text, context) ?? escapeHtml(text)));
  const examples = data.examples.slice(0, SHOWN_EXAMPLES).map(({ label, before, after, delta_pct: delta }) => {
    const row = { label: escapeHtml(label), before: value(before), after: value(after) };
    return delta === null ? rawHtml(context, 'action.preview.example', row) : rawHtml(context, 'action.preview.example_delta', { ...row, delta: formats.change(delta) });
  });
  return [
    texts.html('action.preview.affected', { count: formats.integer(data.affected_count) }),
    ...(data.max_delta_pct === null ? [] : [texts.html('action.preview.max_delta', { delta: formats.change(data.max_delta_pct) })]),
    ...(examples.length === 0 ? [] : [texts.html('action.preview.examples'), ...examples]),
    ...(data.anomaly !== null && data.anomaly.over_threshold_count > 0
      ? [texts.html('action.preview.anomaly', { threshold: formats.percent(data.anomaly.threshold_pct), count: formats.integer(data.anomaly.over_threshold_count) })]
      : []),
    ...(data.force_reasons.includes('MASS_CHANGE') ? [texts.html('action.preview.mass')] : []),
  ];
}

function consequences({ data }: StoredPreview, { texts, formats }: ReplyContext): string[] {
  const { coupons_disabled: codes, compare_at_cleared: cleared, rollback_available: canRollBack } = data.side_effects;
  return [
    ...(codes.length === 0 ? [] : [texts.html('action.preview.coupons_disabled', { codes: codes.join(', ') })]),
    ...(cleared === 0 ? [] : [texts.html('action.preview.compare_at_cleared', { count: formats.integer(cleared) })]),
    canRollBack ? texts.html('action.preview.rollback') : texts.html('action.preview.no_rollback'),
  ];
}

function rejectedLines({ data }: StoredPreview, { texts, formats }: ReplyContext): string[] {
  if (data.rejected_count === 0) return [];
  const rows = data.rejected.slice(0, SHOWN_REJECTED).map(({ id, reason }) => texts.html('action.preview.rejected_row', { id: String(id), reason }));
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
