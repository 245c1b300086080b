/** A refusal in Telegram's own words. `description` is what the real Bot API says, prefix included. */
export class BotApiError extends Error {
  constructor(
    readonly errorCode: number,
    readonly description: string,
    readonly parameters?: { retry_after?: number; migrate_to_chat_id?: number },
  ) {
    super(description);
    this.name = 'BotApiError';
  }
}

export const badRequest = (what: string): BotApiError => new BotApiError(400, `Bad Request: ${what}`);
export const forbidden = (what: string): BotApiError => new BotApiError(403, `Forbidden: ${what}`);

/** The refusals that more than one method gives. */
export const refusals = {
  unauthorized: () => new BotApiError(401, 'Unauthorized'),
  unknownMethod: () => new BotApiError(404, 'Not Found'),
  tooLarge: () => new BotApiError(413, 'Request Entity Too Large'),
  tooManyRequests: (seconds: number) =>
    new BotApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds }),
  chatNotFound: () => badRequest('chat not found'),
  migrated: (toChatId: number) =>
    new BotApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: toChatId }),
  blocked: () => forbidden('bot was blocked by the user'),
  kicked: (chatType: string) => forbidden(`bot was kicked from the ${chatType} chat`),
  messageIdMissing: () => badRequest('message identifier is not specified'),
  editNotFound: () => badRequest('message to edit not found'),
  editNotAllowed: () => badRequest("message can't be edited"),
  notModified: () =>
    badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    ),
  textTooLong: () => badRequest('message is too long'),
  captionTooLong: () => badRequest('message caption is too long'),
  textEmpty: () => badRequest('message text is empty'),
  cantParse: (why: string) => badRequest(`can't parse entities: ${why}`),
} as const;
