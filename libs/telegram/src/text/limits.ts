/** Limits of the Bot API and of our own keyboards (spec chat-ui, section 11). Lengths of text are UTF-16 units after entity parsing. */
export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;
export const CALLBACK_ANSWER_LIMIT = 200;
export const CALLBACK_DATA_BYTES = 64;
export const LABEL_LIMIT = 32;
export const BUTTONS_PER_ROW = 3;
export const KEYBOARD_ROWS = 12;
