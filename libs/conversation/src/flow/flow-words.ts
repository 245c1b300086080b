/** What a person says to a question instead of answering it. */
export type FlowWord = 'back' | 'cancel' | 'skip';

const WORDS: Readonly<Record<string, FlowWord>> = {
  назад: 'back', back: 'back',
  отмена: 'cancel', отменить: 'cancel', отмени: 'cancel', стоп: 'cancel', cancel: 'cancel', stop: 'cancel',
  пропустить: 'skip', пропусти: 'skip', skip: 'skip',
};

/** The whole text must be the word: "стоп" inside a message to the team is part of it. */
export function flowWordOf(text: string): FlowWord | null {
  const word = text.normalize('NFC').trim().toLowerCase().replace(/[.!]+$/, '');
  return Object.hasOwn(WORDS, word) ? (WORDS[word] ?? null) : null;
}
