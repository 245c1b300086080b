import type { Sentence } from './sentence/analyse';
import { cleanText } from './sentence/clean-text';
import { isSign, tokensOf } from './sentence/tokens';

/** Whole texts that belong to the conversation itself. */
export type DialogueAct = 'greeting' | 'thanks' | 'approval' | 'cancel' | 'home' | 'help' | 'systems' | 'who';

const ACTS: Record<DialogueAct, string> = {
  greeting: 'привет|приветствую|здравствуй|здравствуйте|добрый день|добрый вечер|доброе утро|хай|салют|hi|hello|hey|good morning|good evening|good afternoon|привет бот|hi there|хелло|ку',
  thanks: 'спасибо|спасибо большое|большое спасибо|благодарю|спс|thanks|thank you|thank you very much|thx|отлично спасибо|ok thanks|супер спасибо|many thanks|thanks a lot|огонь|супер|отлично|класс|great|cool|nice|perfect',
  approval:
    'да|нет|подтверждаю|подтвердить|подтверди|ок|окей|хорошо|ладно|ага|давай|принял|понял|понятно|ясно|ok|okay|yes|no|yep|sure|confirm|ack|got it|fine|да давай|ну да|да да|да подтверждаю|конечно|согласен|согласна|применяй|применить|делай|выполняй|поехали|go|go ahead|do it|yes please|yes do it|approve|approved|apply|i confirm|угу|верно|точно|все верно|да все верно|nope',
  cancel: 'отмена|отмени|отменить|стоп|отбой|хватит|cancel|stop|never mind|nevermind|abort|отмени это|не надо|забудь',
  home: 'меню|главная|главное меню|домой|начало|старт|menu|home|start|main menu|открой меню|покажи меню|show menu|open menu|в меню',
  help: 'помощь|помоги|справка|хелп|что ты умеешь|что умеешь|что ты можешь|как пользоваться|как тобой пользоваться|команды|список команд|help|help me|what can you do|commands|how do i use this|что умеет бот|на что ты способен|примеры',
  systems: 'система|системы|состояние системы|статус системы|ты работаешь|systems|system|system status|are you working',
  who: 'кто ты|ты кто|что ты такое|who are you|what are you',
};
const acts = new Map((Object.keys(ACTS) as DialogueAct[]).flatMap((act) => ACTS[act].split('|').map((text) => [text, act] as const)));

export function dialogueActOf({ tokens }: Pick<Sentence, 'tokens'>): DialogueAct | null {
  const words = tokens.filter((token) => !isSign(token)).map(({ word }) => word);
  const whole = words.join(' ');
  const plain = words.filter((word) => !POLITE.has(word)).join(' ');
  return acts.get(whole) ?? acts.get(plain) ?? null;
}

/** Whether a text only consents. */
export const isApproval = (text: string): boolean => dialogueActOf({ tokens: tokensOf(cleanText(text), []) }) === 'approval';

const POLITE = new Set(['пожалуйста', 'please', 'бот', 'bot', 'плиз', 'ну']);
