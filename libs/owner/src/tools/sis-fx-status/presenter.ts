import type { ReplyContext } from '@ownerbot/conversation';
import type { FxSettings, FxStatusData } from '@ownerbot/shop';
import { presenter } from '../../replies/answer';
import { newDraft } from '../../panels/fx-draft';
import { fxPanelBody } from '../../panels/fx-panel';
import { fxPanelButton, templateButton } from '../../replies/buttons';

/**
 * Pair, rate, rate applied, difference, source and time, whether an update is due, the last one; or, where that was asked for, the
 * settings with their units, or the panel that changes them.
 */
export const fxStatusPresenter = presenter<FxStatusData>({
  progress: (_run, { texts }) => texts.html('fx.progress'),
  body(response, context, { presentation }) {
    const { data } = response;
    if (presentation === 'fx_panel') return fxPanelBody(newDraft(data, response, context.principal.telegramId), context);
    const pair = `${data.base_currency}/${data.shop_currency}`;
    if (presentation === 'fx_settings') {
      return {
        headline: context.texts.html('fx.settings_title', { pair }),
        sections: [settings(data.settings, context), plan(data, context)],
        buttons: [[templateButton(context, 'PRC_FX_STATUS'), fxPanelButton(context)]],
      };
    }
    return {
      headline: context.texts.html('fx.title', { pair }),
      sections: [rates(data, context), [due(data, context), ...plan(data, context)], lastApply(data, context)],
      buttons: [...(data.would_apply ? [[templateButton(context, 'PRC_FX_AUTO')]] : []), [templateButton(context, 'PRC_FX_STATUS'), templateButton(context, 'PRC_FX_SETTINGS_VIEW')]],
    };
  },
});

function rates(data: FxStatusData, { texts, formats }: ReplyContext): string[] {
  return [
    texts.html('fx.rate', { rate: formats.rate(data.rate), at: formats.moment(data.rate_taken_at), provider: provider(data.provider) }),
    data.rate_applied === null
      ? texts.html('fx.never_applied')
      : texts.html('fx.applied', { rate: formats.rate(data.rate_applied), change: formats.change(data.delta_percent) }),
  ];
}

const PROVIDERS = ['privat', 'mono', 'ecb', 'nbp'];
const NOOP_REASONS = ['RATE_DELTA_BELOW_MIN', 'COOLDOWN', 'NO_CHANGES'];
const named = (value: string | null, known: readonly string[]): string => (value !== null && known.includes(value) ? value : 'other');
const provider = (name: string): string => (PROVIDERS.includes(name) ? name.toUpperCase() : name);

function due(data: FxStatusData, { texts }: ReplyContext): string {
  return data.would_apply ? texts.html('fx.due') : texts.html('fx.not_due', { reason: named(data.noop_reason, NOOP_REASONS) });
}

function plan({ next_reprice_at: at }: FxStatusData, { texts, formats }: ReplyContext): string[] {
  return at === null ? [] : [texts.html('fx.next', { at: formats.moment(at) })];
}

function lastApply({ last_apply: last }: FxStatusData, { texts, formats }: ReplyContext): string[] {
  if (last === null) return [texts.html('fx.no_apply')];
  const at = formats.moment(last.at);
  if (last.result === 'applied') return [texts.html('fx.last_applied', { at, count: last.affected_count })];
  return [texts.html('fx.last', { at, result: named(last.result, ['noop', 'failed']) })];
}

function settings(now: FxSettings, { texts, formats }: ReplyContext): string[] {
  const isOff = (value: string) => /^[0.]+$/.test(value);
  return [
    texts.html('fx.provider', { provider: provider(now.provider) }),
    texts.html('fx.schedule', { mode: named(now.reprice_schedule_mode, ['manual', 'daily', 'interval']), hours: formats.integer(now.reprice_schedule_interval_hours) }),
    isOff(now.min_rate_delta_percent) ? texts.html('fx.no_threshold') : texts.html('fx.threshold', { percent: formats.percent(now.min_rate_delta_percent) }),
    isOff(now.min_rate_delta_abs) ? texts.html('fx.no_threshold_abs') : texts.html('fx.threshold_abs', { delta: formats.rate(now.min_rate_delta_abs) }),
    now.min_apply_cooldown_hours === 0 ? texts.html('fx.no_cooldown') : texts.html('fx.cooldown', { hours: formats.integer(now.min_apply_cooldown_hours) }),
    texts.html('fx.notify', { when: toldOf(now) }),
  ];
}

function toldOf({ reprice_schedule_notify_on_success: success, reprice_schedule_notify_on_failure: failure }: FxSettings): string {
  if (success) return failure ? 'both' : 'success';
  return failure ? 'failure' : 'neither';
}
