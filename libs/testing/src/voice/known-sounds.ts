import { likeness, shapeOf, type SpokenNote } from './spoken-note';

/** Less alike than this, a sound is none of those that are known. */
const LEAST_LIKENESS = 0.97;

/** Tells which of the notes a converted sound is, by listening to it: what came through changed is not known again. */
export interface KnownSounds {
  learn(note: SpokenNote): void;
  /** Null: none of them. */
  textOf(wav: Buffer): string | null;
}

export function knownSounds(): KnownSounds {
  const notes: SpokenNote[] = [];
  return {
    learn: (note) => void notes.push(note),
    textOf(wav) {
      const shape = shapeOf(wav);
      const [best] = notes.map((note) => ({ text: note.text, likeness: likeness(note.shape, shape) })).sort((one, other) => other.likeness - one.likeness);
      return best !== undefined && best.likeness >= LEAST_LIKENESS ? best.text : null;
    },
  };
}
