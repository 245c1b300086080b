import { t } from '../../i18n.js';
import { api } from '../data/api.js';
import { currentRoom, on, store } from '../data/store.js';
import { byId, fill, h } from '../ui/dom.js';
import { brief, duration, nameOf } from '../ui/format.js';
import { icon } from '../ui/icons.js';
import { openMenu, toast } from '../ui/overlays.js';
import { startCommandMenu } from './command-menu.js';
import { startRecording } from './recorder.js';
import { sendFile, sendFiles, sendText } from './send.js';

/** Where people write: text, files, voice, commands; also edits and replies. */
export function startComposer() {
  const input = h('textarea', { class: 'input', rows: 1, placeholder: t('write'), 'aria-label': t('write'), dir: 'auto' });
  const main = h('button', { class: 'round primary', type: 'button' });
  const attach = h('button', { class: 'icon-button', type: 'button', 'aria-label': t('attach'), title: t('attach'), 'aria-haspopup': 'menu' }, icon('clip'));
  const context = h('div', { class: 'context', hidden: true });
  const speaker = h('div', { class: 'speaker', hidden: true });
  const recording = h('div', { class: 'recording', hidden: true });
  const line = h('div', { class: 'composer-line' });
  const commands = startCommandMenu(input, say);
  fill(line, commands.button, h('div', { class: 'input-box' }, input, attach), main);
  fill(byId('composer'), commands.list, speaker, context, recording, line);

  let target = null;
  let recorder = null;

  function showMain() {
    const hasText = input.value.trim() !== '';
    const label = t(recorder ? 'recordStop' : hasText ? 'send' : 'record');
    main.replaceChildren(icon(recorder || hasText ? 'send' : 'mic'));
    main.setAttribute('aria-label', label);
    main.title = label;
  }

  function grow() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 180)}px`;
    showMain();
  }

  function setTarget(next) {
    target = next;
    context.hidden = !next;
    if (!next) return;
    fill(
      context,
      icon(next.kind === 'edit' ? 'edit' : 'reply'),
      h('div', { class: 'context-text' }, h('b', null, t(next.kind === 'edit' ? 'editing' : 'replyingTo')), h('span', null, brief(next.post.message))),
      h('button', { class: 'icon-button', type: 'button', 'aria-label': t('cancel'), onclick: leave }, icon('close')),
    );
    input.focus();
  }

  function leave() {
    if (target?.kind === 'edit') input.value = '';
    setTarget(null);
    grow();
  }

  function edit(post) {
    setTarget({ kind: 'edit', post });
    input.value = post.message.text;
    grow();
  }

  async function say(text) {
    const replyTo = target?.kind === 'reply' ? target.post.message.message_id : undefined;
    setTarget(null);
    await sendText(text, replyTo);
  }

  async function submit() {
    const text = input.value.trim();
    if (text === '') return;
    const current = target;
    input.value = '';
    setTarget(null);
    grow();
    const isSent = current?.kind === 'edit' ? await saveEdit(current.post, text) : await sendText(text, current?.post.message.message_id);
    // What was not sent comes back, unless something new was begun meanwhile.
    if (!isSent && input.value === '') input.value = text;
    grow();
  }

  async function saveEdit(post, text) {
    if (text === post.message.text) return true;
    try {
      await api.edit(post.chat_id, post.message.message_id, text);
      return true;
    } catch (error) {
      toast(t('failed', { why: error.message }), 'error');
      return false;
    }
  }

  async function record() {
    try {
      recorder = await startRecording();
    } catch {
      toast(t('noMicrophone'), 'error');
      return;
    }
    const time = h('time', null, '0:00');
    const timer = setInterval(() => (time.textContent = duration((Date.now() - recorder.startedAt) / 1000)), 250);
    const end = () => {
      clearInterval(timer);
      recorder = null;
      recording.hidden = true;
      line.classList.remove('is-recording');
      showMain();
    };
    recorder.end = end;
    const cancel = async () => {
      const current = recorder;
      end();
      await current.cancel();
    };
    fill(recording, h('i', { class: 'dot' }), time, h('button', { class: 'link', type: 'button', onclick: cancel }, t('recordCancel')));
    recording.hidden = false;
    line.classList.add('is-recording');
    showMain();
  }

  async function finishRecording() {
    const current = recorder;
    current.end();
    const { blob, seconds } = await current.stop();
    await sendFile(blob, 'voice', 'voice', seconds);
  }

  const pick = (accept, kind) => {
    const chooser = h('input', { type: 'file', accept, multiple: true });
    chooser.addEventListener('change', () => void sendFiles([...chooser.files], kind));
    chooser.click();
  };

  main.addEventListener('click', () => void (recorder ? finishRecording() : input.value.trim() ? submit() : record()));
  attach.addEventListener('click', () =>
    openMenu(attach, [
      { icon: 'image', label: t('attachPhoto'), act: () => pick('image/png,image/jpeg,image/gif,image/webp', 'photo') },
      { icon: 'file', label: t('attachDocument'), act: () => pick('', 'document') },
      { icon: 'mic', label: t('attachVoice'), act: () => pick('audio/*', 'voice') },
    ]),
  );
  input.addEventListener('input', grow);
  input.addEventListener('keydown', (event) => {
    if (commands.takeKey(event) || event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'Escape') leave();
    else if (event.key === 'ArrowUp' && input.value === '') {
      const post = lastOwnText();
      if (!post) return;
      event.preventDefault();
      edit(post);
    }
  });
  input.addEventListener('paste', (event) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    void sendFiles([...event.clipboardData.files]);
  });
  const room = byId('room');
  room.addEventListener('dragover', (event) => event.preventDefault());
  room.addEventListener('drop', (event) => {
    event.preventDefault();
    void sendFiles([...event.dataTransfer.files]);
  });

  on('say', (text) => void say(text));
  on('reply-to', (post) => setTarget({ kind: 'reply', post }));
  on('edit', edit);
  on('leave-editing', leave);
  on('room', () => drawSpeaker(speaker));
  grow();
  input.focus({ preventScroll: true });
}

function lastOwnText() {
  const room = currentRoom();
  const own = [...(room?.posts.values() ?? [])].filter((post) => post.direction === 'in' && post.message.from?.id === room.speakerId && post.message.text);
  return own.sort((a, b) => a.seq - b.seq).at(-1);
}

/** In a group one chooses who writes; in a private chat it is always its person. */
function drawSpeaker(place) {
  const room = currentRoom();
  place.hidden = !room || room.chat.type === 'private' || room.memberIds.length < 2;
  if (place.hidden) return;
  const choice = h('select', { class: 'field small', 'aria-label': t('speaker') }, room.memberIds.map((id) => h('option', { value: id, selected: id === room.speakerId }, nameOf(store.persons.get(id)))));
  choice.addEventListener('change', () => (room.speakerId = Number(choice.value)));
  fill(place, h('label', null, `${t('speaker')}: `, choice));
}
