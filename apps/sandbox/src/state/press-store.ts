import { BoundedMap } from './bounded-map';
import { bounds } from './limits';

/** A press on an inline button, and the bot's answer to it. */
export interface Press {
  id: string;
  chatId: number;
  messageId: number;
  personId: number;
  data: string;
  pressedAt: number;
  answer?: PressAnswer;
}

export interface PressAnswer {
  at: number;
  text: string;
  show_alert: boolean;
  url?: string;
}

export type PressStore = Map<string, Press>;

export const createPressStore = (): PressStore => new BoundedMap(bounds.presses);

export function pressView(press: Press) {
  return {
    id: press.id,
    chat_id: press.chatId,
    message_id: press.messageId,
    from_id: press.personId,
    data: press.data,
    pressed_at: press.pressedAt,
    answer: press.answer ?? null,
  };
}
