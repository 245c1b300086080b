import type { ReplyContext } from '@ownerbot/conversation';
import type { FxSettings, FxStatusData } from '@ownerbot/shop';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';

/** Pair, rate, rate applied, difference, source and time, whether an update is due, the last one, the settings with units. */
export const fxStatusPresenter = presenter<FxStatusData>({
  progress: (_run, { texts }) => texts.html('fx.progress'),
  body({ data }, context) {
    return {
      headline: context.texts.html('fx.title', { pair: `${data.base_currency}/${data.shop_currency}` }),
      sections: [rates(data, context), [due(data, context), ...plan(data, context)], lastApply(data, context), settings(data.settings, context)],
      buttons: [[templateButton(context, 'PRC_FX_STATUS'), templateButton(context, 'PRD_INVENTORY_STATUS')]],
    };
  },
});

function rates(data: FxStatusData, { texts, formats }: ReplyContext): string[] {
  return [
    texts.html('fx.rate', { rate: formats.number(data.rate), at: formats.moment(data.rate_taken_at), provider: provider(data.provider) }),
    data.rate_applied === null
      ? texts.html('fx.never_applied')
      : texts.html('fx.applied', { rate: formats.number(data.rate_applied), change: formats.change(data.delta_percent) }),
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
    texts.html('fx.schedule', { mode: named(now.reprice_schedule_mode, ['manual', 'daily', 'interval']), hours: formats.integer(now.reprice_schedule_interval_hours) }),
    isOff(now.min_rate_delta_percent) ? texts.html('fx.no_threshold') : texts.html('fx.threshold', { percent: formats.percent(now.min_rate_delta_percent) }),
    now.min_apply_cooldown_hours === 0 ? texts.html('fx.no_cooldown') : texts.html('fx.cooldown', { hours: formats.integer(now.min_apply_cooldown_hours) }),
  ];
}
