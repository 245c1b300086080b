import { t } from '../../i18n.js';
import { api } from '../data/api.js';
import { h } from '../ui/dom.js';
import { bytes, duration } from '../ui/format.js';
import { icon } from '../ui/icons.js';
import { toast } from '../ui/overlays.js';

const maxSide = { width: 420, height: 380 };

/** The picture, recording or file of a message; null when it has none. */
export function media(message) {
  if (message.photo) return photo(message.photo.at(-1), message.caption);
  if (message.voice) return voice(message.voice);
  return message.document ? documentCard(message.document) : null;
}

function photo(size, caption) {
  const scale = Math.min(1, maxSide.width / size.width, maxSide.height / size.height);
  const url = api.fileUrl(size.file_id);
  const image = h('img', {
    src: url,
    alt: caption ?? t('photo'),
    width: Math.max(96, Math.round(size.width * scale)),
    height: Math.max(64, Math.round(size.height * scale)),
    loading: 'lazy',
  });
  image.addEventListener('error', () => image.replaceWith(h('span', { class: 'broken' }, icon('image'), t('photo'))));
  return h('a', { class: 'photo', href: url, target: '_blank', rel: 'noopener', 'aria-label': t('openPhoto') }, image);
}

function documentCard(file) {
  const extension = /\.([\p{L}\p{N}]{1,5})$/u.exec(file.file_name ?? '')?.[1] ?? '';
  return h(
    'a',
    { class: 'document', href: api.fileUrl(file.file_id), download: file.file_name ?? '', 'aria-label': `${t('download')}: ${file.file_name ?? t('document')}` },
    h('span', { class: 'document-icon' }, extension ? extension.toUpperCase() : icon('file')),
    h('span', { class: 'document-text' }, h('span', { class: 'document-name' }, file.file_name ?? t('document')), h('span', { class: 'document-size' }, bytes(file.file_size), icon('download'))),
  );
}

const barCount = 34;
let playing = null;

/** A recording with a picture of its sound, made of its id: the real one would need the whole file decoded. */
function voice({ file_id: fileId, file_unique_id: uniqueId, duration: seconds }) {
  const audio = new Audio();
  audio.preload = 'none';
  audio.src = api.fileUrl(fileId);
  const bars = Array.from({ length: barCount }, (_unused, place) => {
    const letter = uniqueId.charCodeAt(place % uniqueId.length);
    return h('i', { 'data-height': String((letter * (place + 7)) % 5) });
  });
  const time = h('span', { class: 'voice-time' }, duration(seconds));
  const button = h('button', { class: 'voice-button', type: 'button', 'aria-label': t('play') }, icon('play'));
  const showState = (isPlaying) => {
    button.replaceChildren(icon(isPlaying ? 'pause' : 'play'));
    button.setAttribute('aria-label', t(isPlaying ? 'pause' : 'play'));
  };
  button.addEventListener('click', async () => {
    if (!audio.paused) return audio.pause();
    playing?.pause();
    playing = audio;
    try {
      await audio.play();
    } catch {
      toast(t('unplayable'), 'error');
    }
  });
  audio.addEventListener('play', () => showState(true));
  audio.addEventListener('pause', () => showState(false));
  audio.addEventListener('timeupdate', () => {
    const whole = Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : seconds || 1;
    const part = audio.ended ? 0 : audio.currentTime / whole;
    bars.forEach((bar, place) => bar.classList.toggle('done', place < part * barCount));
    time.textContent = duration(audio.ended || audio.currentTime === 0 ? seconds : audio.currentTime);
  });
  return h('div', { class: 'voice' }, button, h('div', { class: 'voice-body' }, h('div', { class: 'wave', 'aria-hidden': 'true' }, bars), time));
}
