import type { KeptValue, Reply, ReplyButton, ReplyContext } from '@ownerbot/conversation';
import type { NotifyMessage } from '@ownerbot/notifications';
import { keyboard } from '@ownerbot/telegram';
import { demoMark, provenanceLine } from '../../replies/provenance';

export interface AlertWords {
  /** HTML. */
  readonly headline: string;
  readonly sections: readonly (readonly string[])[];
  readonly buttons: readonly (readonly ReplyButton[])[];
  readonly keep?: readonly KeptValue[];
}

/** What all alerts have: mark, headline, body, where the figures come from, buttons. */
export function alertReply({ mode, provenance }: NotifyMessage, { headline, sections, buttons, keep = [] }: AlertWords, context: ReplyContext): Reply {
  const all = [[demoMark(context, mode, `<b>${headline}</b>`)], ...sections, ...(provenance === null ? [] : [[provenanceLine(context, provenance)]])];
  return {
    html: all.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n'),
    buttons: keyboard([...buttons]),
    ...(keep.length === 0 ? {} : { keep }),
  };
}

/** A word that the catalogue knows, else `other`. */
export function known(word: unknown, words: readonly string[]): string {
  return typeof word === 'string' && words.includes(word) ? word : 'other';
}
