import type { SoundFacts } from '@ownerbot/telegram';
import { judgeSound } from './judge-sound';

const voice: SoundFacts = { kind: 'voice', fileId: 'f', fileUniqueId: 'u', mime: 'audio/ogg', fileName: undefined, durationSec: 3, sizeBytes: 9_000 };
const judge = (changes: Partial<SoundFacts>, rules: Partial<Parameters<typeof judgeSound>[1]> = {}) => judgeSound({ ...voice, ...changes }, { isOn: true, maxSeconds: 180, maxBytes: 20_000_000, inWork: 0, ...rules }).type;

test.each([
  ['a voice message', {}, 'accepted'],
  ['music', { kind: 'audio', mime: 'audio/mpeg' }, 'accepted'],
  ['a video note', { kind: 'video_note', mime: undefined }, 'accepted'],
  ['a document of sound', { kind: 'document', mime: 'audio/x-wav', durationSec: undefined }, 'accepted'],
  ['a document of Ogg', { kind: 'document', mime: 'video/ogg' }, 'accepted'],
  ['a document without a type that is named like sound', { kind: 'document', mime: undefined, fileName: 'note.OPUS' }, 'accepted'],
  ['a document without a type and name', { kind: 'document', mime: undefined }, 'no-sound'],
  ['a PDF', { kind: 'document', mime: 'application/pdf', fileName: 'note.mp3' }, 'no-sound'],
  ['exactly the longest', { durationSec: 180 }, 'accepted'],
  ['a second longer', { durationSec: 181 }, 'too-long'],
  ['exactly the largest', { sizeBytes: 20_000_000 }, 'accepted'],
  ['25 MB', { sizeBytes: 25_000_000 }, 'too-large'],
  ['of unknown size', { sizeBytes: undefined }, 'accepted'],
] as const)('%s', (_what, changes, expected) => expect(judge(changes)).toBe(expected));

test('voice that is switched off says so before any limit', () => expect(judge({ durationSec: 999 }, { isOn: false })).toBe('off'));
test('a sixth voice message of a chat waits for the others', () => expect([judge({}, { inWork: 4 }), judge({}, { inWork: 5 })]).toEqual(['accepted', 'busy']));
