import type { ReplyContext } from '../domain/context';
import type { Decision, EffectIntent } from '../model/decision';
import { withoutButtons, type MessageBody } from '../model/message';
import { echoLine } from './echo';

interface Spoken {
  readonly context: Pick<ReplyContext, 'texts'>;
  readonly text: string;
  /** The effect whose message this request has shown so far: its first answer takes that one's place. */
  readonly said: string | null;
}

/** The decision on spoken words: its first answer begins with them, and takes the place of the message that told of hearing. */
export function withEcho(decision: Decision, { context, text, said }: Spoken): Decision {
  return inPlaceOf(decision, said, { text, line: echoLine(context.texts, text) });
}

/** The decision with its first answer in the place of what this request has shown so far; `heard` where its words were spoken. */
export function inPlaceOf(decision: Decision, said: string | null, heard: { readonly text: string; readonly line: string } | null = null): Decision {
  let isFirst = true;
  const effects: EffectIntent[] = [];
  const freed: EffectIntent[] = [];
  for (const effect of decision.effects) {
    if (effect.type === 'tool') {
      effects.push({ ...effect, ...(heard === null ? {} : { heard: heard.text }), ...(isFirst ? { continues: said } : {}) });
      isFirst = false;
    } else if (isFirst && effect.type === 'answer' && effect.message.type === 'text') {
      const { editOf } = effect.message;
      if (said !== null && typeof editOf === 'string' && editOf !== said) freed.push({ type: 'aside', message: withoutButtons({ of: editOf }) });
      effects.push({ ...effect, message: placed(effect.message, said, heard?.line ?? null) });
      isFirst = false;
    } else effects.push(effect);
  }
  return { ...decision, effects: [...effects, ...freed] };
}

function placed(message: Extract<MessageBody, { type: 'text' }>, said: string | null, line: string | null): MessageBody {
  return { ...message, ...(line === null ? {} : { text: `${line}\n\n${message.text}` }), ...(said === null ? {} : { editOf: said }) };
}
