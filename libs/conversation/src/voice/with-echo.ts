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
export function withEcho(decision: Decision, spoken: Spoken): Decision {
  let isEchoed = false;
  const effects: EffectIntent[] = [];
  const freed: EffectIntent[] = [];
  for (const effect of decision.effects) {
    if (effect.type === 'tool') {
      effects.push({ ...effect, heard: spoken.text, ...(isEchoed ? {} : { continues: spoken.said }) });
      isEchoed = true;
    } else if (!isEchoed && effect.type === 'answer' && effect.message.type === 'text') {
      const { editOf } = effect.message;
      if (spoken.said !== null && typeof editOf === 'string' && editOf !== spoken.said) freed.push({ type: 'aside', message: withoutButtons({ of: editOf }) });
      effects.push({ ...effect, message: echoed(effect.message, spoken) });
      isEchoed = true;
    } else effects.push(effect);
  }
  return { ...decision, effects: [...effects, ...freed] };
}

function echoed(message: Extract<MessageBody, { type: 'text' }>, { context, text, said }: Spoken): MessageBody {
  return { ...message, text: `${echoLine(context.texts, text)}\n\n${message.text}`, ...(said === null ? {} : { editOf: said }) };
}
