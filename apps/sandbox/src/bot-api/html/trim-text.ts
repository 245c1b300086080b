import type { FormattedText } from './parse-html';

/** Telegram replaces control characters by spaces and takes white space off both ends; entities move and shrink with it. */
export function trimText({ text, entities }: FormattedText): FormattedText {
  // One unit for one unit, so that no offset moves; a carriage return is a space that the client does not show.
  const clean = text.replace(/[\u0000-\u0009\u000b-\u001f]/g, ' ');
  const start = clean.length - clean.trimStart().length;
  const trimmed = clean.trim();
  const moved = entities.flatMap((entity) => {
    const from = Math.max(0, entity.offset - start);
    const to = Math.min(trimmed.length, entity.offset + entity.length - start);
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  return { text: trimmed, entities: moved };
}
