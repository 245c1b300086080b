/** Whole texts that belong to the conversation itself. */
export type DialogueAct = 'greeting' | 'thanks' | 'approval' | 'cancel' | 'home' | 'help' | 'systems' | 'who';

const ACTS: Record<DialogueAct, string> = {
  greeting: 'привет|приветствую|здравствуй|здравствуйте|добрый день|добрый вечер|доброе утро|хай|салют|hi|hello|hey|good morning|good evening|good afternoon',
  thanks: 'спасибо|спасибо большое|большое спасибо|благодарю|спс|thanks|thank you|thank you very much|thx|отлично спасибо|ok thanks',
  approval: 'да|нет|подтверждаю|ок|окей|хорошо|ладно|ага|давай|принял|понял|понятно|ясно|ok|okay|yes|no|yep|sure|confirm|ack|got it|fine',
  cancel: 'отмена|отмени|отменить|стоп|отбой|хватит|cancel|stop|never mind|nevermind|abort',
  home: 'меню|главная|главное меню|домой|начало|старт|menu|home|start|main menu|открой меню|покажи меню|show menu',
  help: 'помощь|помоги|справка|хелп|что ты умеешь|что умеешь|что ты можешь|как пользоваться|как тобой пользоваться|команды|список команд|help|help me|what can you do|commands|how do i use this',
  systems: 'система|системы|состояние системы|статус системы|все ли работает|ты работаешь|откуда данные|systems|system|system status|is everything working|are you working',
  who: 'кто ты|ты кто|что ты такое|who are you|what are you',
};
const acts = new Map((Object.keys(ACTS) as DialogueAct[]).flatMap((act) => ACTS[act].split('|').map((text) => [text, act] as const)));

export function dialogueActOf(words: readonly string[]): DialogueAct | null {
  const polite = new Set(['пожалуйста', 'please', 'бот', 'bot', 'плиз']);
  const text = words.filter((word) => /[\p{L}\p{N}]/u.test(word) && !polite.has(word)).join(' ');
  return acts.get(text) ?? null;
}
