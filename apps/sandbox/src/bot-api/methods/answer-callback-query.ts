import { limits } from '../../state/limits';
import { pressView } from '../../state/press-store';
import { badRequest } from '../errors';
import type { Method } from '../method';

/** https://core.telegram.org/bots/api#answercallbackquery. A second answer in time is accepted and shown to nobody, as with Telegram. */
export const answerCallbackQuery: Method = ({ world, params }) => {
  const press = world.presses.get(params.text('callback_query_id') ?? '');
  const text = params.text('text') ?? '';
  if (text.length > limits.callbackAnswerUnits) throw badRequest('MESSAGE_TOO_LONG');
  if (!press || world.now() - press.pressedAt > world.pressTtlMs) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  if (press.answer) return true;
  press.answer = { at: world.now(), text, show_alert: params.flag('show_alert') };
  world.bus.publish('press_answered', () => pressView(press));
  return true;
};
