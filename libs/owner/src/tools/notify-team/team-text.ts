/** Longest message of Telegram. */
export const MOST_CHARACTERS = 4096;

export interface TeamTextParts {
  readonly message: string;
  readonly orderId: string | null;
  /** Who writes. */
  readonly sender: string;
  readonly correlationId: string;
  /** The shop that it is about is the demo shop. */
  readonly isDemo: boolean;
}

/** What the managers read: who writes and a number to ask about, then the message, with the order's id if it is not in it. Plain text. */
export function teamText({ message, orderId, sender, correlationId, isDemo }: TeamTextParts): string {
  const header = [sender, `#${correlationId.replace(/^tg-\d+-/, '')}`, ...(isDemo ? ['DEMO'] : [])].join(' · ');
  return [header, message, ...(orderId === null || names(message, orderId) ? [] : [orderId])].join('\n\n');
}

/** `OB-10` is not named by `OB-101`. */
function names(message: string, orderId: string): boolean {
  const words = message.toUpperCase().match(/[A-Z0-9][A-Z0-9_-]*/g) ?? [];
  return words.some((word) => word.replace(/[_-]+$/, '') === orderId.replace(/[_-]+$/, ''));
}
