/** A button under a message. */
export interface ReplyButton {
  /** Plain text, at most 64 characters. */
  readonly text: string;
  /** Callback data, at most 64 bytes of UTF-8. */
  readonly data: string;
}

/** What a person is shown: Telegram HTML (already escaped) and rows of buttons. */
export interface Reply {
  readonly html: string;
  readonly buttons?: readonly (readonly ReplyButton[])[];
}
