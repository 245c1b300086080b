import { t } from '../../i18n.js';
import { api } from '../data/api.js';
import { on } from '../data/store.js';
import { h } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { alertDialog, toast } from '../ui/overlays.js';

const answerWithinMs = 15_000;
/** Buttons that wait for the bot's answer, by the id of their press. */
const waiting = new Map();

on('press', ({ id, answer }) => {
  const button = waiting.get(id);
  if (!button) return;
  release(id, button);
  if (!answer?.text) return;
  if (answer.show_alert) alertDialog(answer.text);
  else toast(answer.text);
});

/** The buttons under a message; null when it has none. */
export function keyboard(room, message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return h(
    'div',
    { class: 'keyboard' },
    rows.map((row, rowNumber) => h('div', { class: 'keyboard-row' }, row.map((button, column) => buttonOf(room, message, button, rowNumber, column)))),
  );
}

function buttonOf(room, message, button, row, column) {
  if (button.url) {
    return h('a', { class: 'key', href: button.url, target: '_blank', rel: 'noopener noreferrer', title: t('linkButton') }, button.text, icon('link'));
  }
  const element = h('button', { class: 'key', type: 'button', title: button.callback_data }, button.text);
  element.addEventListener('click', () => press(element, room, message.message_id, row, column));
  return element;
}

async function press(button, room, messageId, row, column) {
  if (button.classList.contains('waiting')) return;
  button.classList.add('waiting');
  try {
    const { callback_query_id: id } = await api.press(room.chat.id, { message_id: messageId, row, column, from: room.speakerId });
    waiting.set(id, button);
    setTimeout(() => waiting.has(id) && giveUp(id, button), answerWithinMs);
  } catch (error) {
    button.classList.remove('waiting');
    toast(t('failed', { why: error.message }), 'error');
  }
}

function giveUp(id, button) {
  release(id, button);
  toast(t('noAnswer'), 'error');
}

function release(id, button) {
  waiting.delete(id);
  button.classList.remove('waiting');
}
