import type { Incoming, Reply, ReplyButton, ReplyContext, Route } from '@ownerbot/conversation';
import { FX_SCHEDULE_MODES } from '@ownerbot/shop';
import { buildCallback, parseCallback } from '@ownerbot/telegram';
import { Decimal } from 'decimal.js';
import { assemble, type Body } from '../replies/answer';
import { settingChange, settingName, settingValue } from '../tools/fx/setting-words';
import { asHtml } from '@ownerbot/messages';
import { changesOf, choose, draftOf, dropDraft, FX_DRAFT_TTL_SEC, FX_INTERVALS, FX_THRESHOLDS, fxDraftKey, keepDraft, type FxChoices, type FxDraft } from './fx-draft';

/** The panel of the rate's settings: choices make a draft, saving asks for one proposal of what differs, dropping closes it. */
export function routeFx(data: string, context: ReplyContext): Route {
  const callback = parseCallback(data);
  if (callback?.type !== 'fx' && callback?.type !== 'fx-choice') return { type: 'outdated' };
  if (callback.type === 'fx' && callback.act === 'panel') return openFxPanel();
  const draft = draftOf(context);
  if (draft === null) return { ...openFxPanel(), ackKey: 'fx_panel.expired' };
  if (draft.owner !== context.principal.telegramId) return { type: 'outdated' };
  if (callback.type === 'fx-choice') {
    const chosen = choose(draft, callback.of, callback.value);
    return chosen === null ? { type: 'outdated' } : redrawn(chosen, context);
  }
  return callback.act === 'save' ? save(draft, context) : { type: 'close', keep: [dropDraft(context)] };
}

/** Asks the shop what holds now; the answer is the panel. */
export function openFxPanel(): Extract<Route, { type: 'tool' }> {
  return { type: 'tool', tool: 'sis_fx_status', payload: {}, presentation: 'fx_panel' };
}

export function fxPanelFacts({ chatId, data }: Incoming): string[] {
  const callback = parseCallback(data ?? '');
  return callback?.type === 'fx' || callback?.type === 'fx-choice' ? [fxDraftKey(chatId)] : [];
}

function save(draft: FxDraft, context: ReplyContext): Route {
  const updates = changesOf(draft);
  if (Object.keys(updates).length === 0) return redrawn(draft, context, context.texts.html('fx_panel.same'));
  return { type: 'tool', tool: 'sis_fx_settings_update', payload: { updates }, keep: [dropDraft(context)] };
}

function redrawn(draft: FxDraft, context: ReplyContext, note?: string): Route {
  return { type: 'reply', as: 'edit', reply: { ...drawn(draft, context, note), keep: [keepDraft(draft, context)] } };
}

function drawn(draft: FxDraft, context: ReplyContext, note?: string): Reply {
  return assemble({ mode: draft.mode, data: null, provenance: draft.origin, warnings: [] }, fxPanelBody(draft, context, note), context);
}

/** What holds, what is chosen, and until when the draft stands. */
export function fxPanelBody(draft: FxDraft, context: ReplyContext, note?: string): Body {
  const { texts, formats, now } = context;
  const until = formats.time(new Date(now.getTime() + FX_DRAFT_TTL_SEC * 1_000).toISOString());
  const isByInterval = draft.chosen.reprice_schedule_mode === 'interval';
  const keys: (keyof FxChoices)[] = ['reprice_schedule_mode', ...(isByInterval ? (['reprice_schedule_interval_hours'] as const) : []), 'min_rate_delta_percent'];
  return {
    headline: texts.html('fx_panel.title', { pair: draft.pair }),
    sections: [keys.map((key) => settingLine(key, draft, context)), ...(note === undefined ? [] : [[note]]), [texts.html('fx_panel.draft', { until })]],
    buttons: buttonsOf(draft, context),
    keep: [keepDraft(draft, context)],
  };
}

function settingLine(key: keyof FxChoices, draft: FxDraft, context: ReplyContext): string {
  const [before, after] = [String(draft.now[key]), String(draft.chosen[key])];
  if (key in changesOf(draft)) return settingChange(key, { before, after }, context);
  return context.texts.html('fx_setting.now', { name: asHtml(settingName(key, context)), value: asHtml(settingValue(key, after, context)) });
}

function buttonsOf({ chosen }: FxDraft, { texts, formats }: ReplyContext): ReplyButton[][] {
  const choice = (of: 'mode' | 'int' | 'thr', value: string, label: string, isChosen: boolean): ReplyButton => ({
    text: isChosen ? texts.text('fx_panel.button.chosen', { label }) : label,
    data: buildCallback({ type: 'fx-choice', of, value }),
  });
  const modes = FX_SCHEDULE_MODES.map((mode) => choice('mode', mode, texts.text('fx_panel.button.mode', { mode }), chosen.reprice_schedule_mode === mode));
  const intervals = FX_INTERVALS.map((hours) => choice('int', String(hours), texts.text('fx_panel.button.hours', { hours: formats.integer(hours) }), chosen.reprice_schedule_interval_hours === hours));
  const thresholds = [...FX_THRESHOLDS].map(([value, percent]) =>
    choice('thr', value, value === 'off' ? texts.text('fx_panel.button.off') : formats.percent(percent), new Decimal(chosen.min_rate_delta_percent).eq(percent)),
  );
  return [
    modes,
    ...(chosen.reprice_schedule_mode === 'interval' ? inTwos(intervals) : []),
    ...inTwos(thresholds),
    [
      { text: texts.text('fx_panel.button.save'), data: buildCallback({ type: 'fx', act: 'save' }) },
      { text: texts.text('fx_panel.button.drop'), data: buildCallback({ type: 'fx', act: 'drop' }) },
    ],
  ];
}

function inTwos(buttons: readonly ReplyButton[]): ReplyButton[][] {
  return [[...buttons.slice(0, 2)], [...buttons.slice(2)]];
}
