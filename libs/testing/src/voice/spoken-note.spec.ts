import { spawnSync } from 'node:child_process';
import { knownSounds } from './known-sounds';
import { speak } from './spoken-note';

const TEXTS = ['выручка за вчера', 'заказ тысяча три', 'show me the stuck orders', 'today revenue please'];
const asHeard = (ogg: Buffer): Buffer => spawnSync('ffmpeg', ['-loglevel', 'error', '-i', 'pipe:0', '-ac', '1', '-ar', '16000', '-f', 'wav', 'pipe:1'], { input: ogg }).stdout;

test('a note is known again after it was packed, unpacked and resampled, and is taken for no other', () => {
  const sounds = knownSounds();
  const notes = TEXTS.map(speak);
  for (const note of notes) sounds.learn(note);
  for (const { text, ogg } of notes) expect(sounds.textOf(asHeard(ogg))).toBe(text);
  expect(sounds.textOf(asHeard(speak('a sound that nobody has taught it').ogg))).toBeNull();
});
