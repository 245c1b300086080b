import { hash, timingSafeEqual } from 'node:crypto';

/** Telegram sends the secret of `setWebhook` in this header. Source: Bot API, "setWebhook". */
export const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** Compares in a time that tells nothing of the secret: digests have one length whatever was sent. */
export function secretGuard(secret: string): (sent: unknown) => boolean {
  const expected = digest(secret);
  return (sent) => typeof sent === 'string' && timingSafeEqual(digest(sent), expected);
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
