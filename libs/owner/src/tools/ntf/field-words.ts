import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import type { NtfValue } from './ntf-fields';

/** "Порог: 0,25 % → 0,5 %". HTML. */
export function ntfChange({ field, before, after }: { readonly field: string; readonly before: NtfValue; readonly after: NtfValue }, context: ReplyContext): string {
  return context.texts.html('ntf_set.change', { name: asHtml(ntfName(field, context)), before: asHtml(ntfValue(field, before, context)), after: asHtml(ntfValue(field, after, context)) });
}

/** "Порог: 0,5 %". HTML. */
export function ntfSetting(field: string, value: NtfValue, context: ReplyContext): string {
  return context.texts.html('ntf_set.now', { name: asHtml(ntfName(field, context)), value: asHtml(ntfValue(field, value, context)) });
}

export function ntfName(field: string, { texts }: ReplyContext): string {
  return texts.html('ntf_set.name', { field });
}

/** A value as a person reads it, with its unit. HTML. */
export function ntfValue(field: string, value: NtfValue, context: ReplyContext): string {
  const { texts, formats, now } = context;
  if (field === 'escalation_snoozed_until') {
    const isOver = typeof value !== 'string' || Date.parse(value) <= now.getTime();
    return isOver ? texts.html('ntf_set.not_snoozed') : texts.html('ntf_set.until', { at: formats.moment(value) });
  }
  if (value === null) return texts.html('ntf_set.own_zone', { zone: context.timezone });
  if (typeof value === 'boolean') return texts.html('ntf_set.flag', { value: value ? 'yes' : 'no' });
  if (typeof value === 'string') return /_pct$|_percent$/.test(field) ? texts.html('ntf_set.text', { value: formats.percent(value) }) : field === 'digest_format' ? texts.html('ntf_set.format', { format: value }) : texts.html('ntf_set.text', { value });
  if (field === 'weekly_day_of_week') return texts.html('ntf_set.weekday', { day: String(value) });
  if (/_hours$/.test(field)) return texts.html('ntf_set.hours', { count: value });
  if (/_minutes$/.test(field)) return value % 60 === 0 ? texts.html('ntf_set.hours', { count: value / 60 }) : texts.html('ntf_set.minutes', { count: value });
  if (/_days$/.test(field)) return texts.html('ntf_set.days', { count: value });
  if (value === 0 && /_min$|_min_count$/.test(field)) return texts.html('ntf_set.switched_off');
  return value === 0 && field === 'escalation_max_repeats' ? texts.html('ntf_set.never') : texts.html('ntf_set.text', { value: formats.integer(value) });
}
