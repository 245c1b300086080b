import type { ReplyContext, Route } from '@ownerbot/conversation';
import { askedTool } from '@ownerbot/conversation';
import { checkPayload, ToolError } from '@ownerbot/tools';
import type { Sentence } from '../../intents/sentence/analyse';
import { isSign } from '../../intents/sentence/tokens';
import type { Understanding } from '../../intents/understand';
import type { FoundPeriod } from '../../periods/period';
import { ownerTools } from '../../tools/owner-tools';

/** So long a read is what a bare period goes on with. */
const FRESH_MS = 15 * 60_000;
const AGAIN = new Set(['повтори', 'повторить', 'повторите', 'еще раз', 'снова', 'заново', 'again', 'repeat', 'refresh', 'обнови', 'обновить', 'once more', 'same again', 'то же самое']);

/** Texts that only make sense after a read: the same again, or for another period ("а за март?"). Never a change. Null: it is none of these. */
export function routeAgain(sentence: Sentence, understood: Understanding, { recent, now }: ReplyContext): Route | null {
  const { lastRead } = recent;
  if (lastRead === null || !ownerTools.some(({ name, kind }) => name === lastRead.tool && kind === 'read')) return null;
  const words = sentence.tokens.filter((token) => !isSign(token) && token.concept?.class !== 'polite').map(({ word }) => word).join(' ');
  if (AGAIN.has(words)) return { type: 'tool', ...askedTool(lastRead) };
  const period = understood.type === 'nothing' ? periodAlone(sentence) : null;
  if (period === null || now.getTime() - lastRead.at.getTime() > FRESH_MS) return null;
  const payload = { ...lastRead.payload, period };
  return accepts(lastRead.tool, payload) ? { type: 'tool', ...askedTool({ ...lastRead, payload }) } : null;
}

/** The period that a text consists of, apart from small words. */
function periodAlone({ tokens, values }: Sentence): unknown {
  const periods = values.filter(({ kind }) => kind === 'period');
  const [only] = periods;
  if (only === undefined || periods.length > 1 || !isUsable(only.data)) return null;
  const isRest = tokens.some((token, at) => !(only.from <= at && at < only.to) && !isSign(token) && token.concept?.class !== 'filler' && token.concept?.class !== 'read_filler' && token.concept?.class !== 'polite');
  return isRest ? null : only.data.period;
}

const isUsable = (data: unknown): data is Extract<FoundPeriod, { period: unknown }> => typeof data === 'object' && data !== null && 'period' in data;

function accepts(name: string, payload: Readonly<Record<string, unknown>>): boolean {
  const tool = ownerTools.find((one) => one.name === name);
  if (tool === undefined) return false;
  try {
    checkPayload(tool, payload);
    return true;
  } catch (error) {
    if (error instanceof ToolError) return false;
    throw error;
  }
}
