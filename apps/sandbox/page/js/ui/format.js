import { language, t } from '../../i18n.js';

const locale = () => (language() === 'ru' ? 'ru-RU' : 'en-GB');

export const clock = (ms, withSeconds = false) =>
  new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', ...(withSeconds && { second: '2-digit' }) }).format(ms);

export function dayName(ms) {
  const day = new Date(ms).toDateString();
  if (day === new Date().toDateString()) return t('today');
  if (day === new Date(Date.now() - 86_400_000).toDateString()) return t('yesterday');
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'long' }).format(ms);
}

export function bytes(size) {
  const units = t('units').split(',');
  let value = size;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 }).format(value)}\u00a0${units[unit]}`;
}

export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export const nameOf = (person) => [person?.first_name, person?.last_name].filter(Boolean).join(' ') || '?';

export const titleOf = (chat) => chat.title ?? nameOf(chat);

/** A line about a message, for lists and quotes. */
export function brief(message) {
  if (message.text) return message.text;
  if (message.photo) return `🖼 ${message.caption ?? t('photo')}`;
  if (message.voice) return `🎤 ${t('voice')} · ${duration(message.voice.duration)}`;
  if (message.document) return `📎 ${message.document.file_name ?? t('document')}`;
  if (message.migrate_to_chat_id) return t('migratedTo', { id: message.migrate_to_chat_id });
  if (message.migrate_from_chat_id) return t('migratedFrom');
  return '…';
}
