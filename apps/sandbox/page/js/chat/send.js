import { t } from '../../i18n.js';
import { api } from '../data/api.js';
import { currentRoom } from '../data/store.js';
import { toast } from '../ui/overlays.js';
import { lengthOf } from './recorder.js';

const maxCharacters = 4096;

/** Sends a text of any length, in parts where Telegram's apps would split it. Returns whether all of it was sent. */
export async function sendText(text, replyTo) {
  const room = currentRoom();
  if (!room) return false;
  try {
    for (const [place, part] of split(text).entries()) {
      await api.write(room.chat.id, { text: part, from: room.speakerId, ...(replyTo && place === 0 && { reply_to_message_id: replyTo }) });
    }
    return true;
  } catch (error) {
    toast(t('failed', { why: error.message }), 'error');
    return false;
  }
}

function split(text) {
  const characters = [...text];
  const parts = [];
  for (let at = 0; at < characters.length; at += maxCharacters) parts.push(characters.slice(at, at + maxCharacters).join(''));
  return parts.filter((part) => part.trim() !== '');
}

export async function sendFiles(files, kind) {
  for (const file of files) {
    const shownAs = kind ?? (/^image\/(png|jpeg|gif|webp)$/.test(file.type) ? 'photo' : 'document');
    await sendFile(file, file.name, shownAs, shownAs === 'voice' ? await lengthOf(file) : 0);
  }
}

export async function sendFile(blob, name, kind, seconds) {
  const room = currentRoom();
  if (!room) return;
  const form = new FormData();
  form.set('kind', kind);
  form.set('duration', String(seconds));
  form.set('from', String(room.speakerId));
  form.set('file', blob, name);
  try {
    await api.sendFile(room.chat.id, form);
  } catch (error) {
    toast(t('failed', { why: error.message }), 'error');
  }
}
