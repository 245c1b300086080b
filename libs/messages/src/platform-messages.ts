import { asHtml, type Texts } from './catalogue/create-texts';
import { shownCode } from './platform';

export type ErrorFacts = {
  code: string;
  correlationId: string;
  /** What is allowed instead, in words (VALIDATION_ERROR). */
  allowed?: string;
  /** Name of the setting that is absent (CONFIG_MISSING, UPSTREAM_NOT_CONFIGURED). */
  key?: string;
  /** What stands in the way (ACTION_CONFLICT). */
  reason?: string;
};

/**
 * The owner's text for an error: what it means, what to do, and the code with the short id in small print.
 * A code without a text of its own is told as INTERNAL.
 */
export function errorMessage(texts: Texts, { code, correlationId, allowed, key, reason }: ErrorFacts): string {
  const shown = texts.has(`error.${shownCode(code)}.text`) ? shownCode(code) : 'INTERNAL';
  const small = texts.html('error.small_print', { code: shown, id: shortId(correlationId) });
  return `${errorText()}\n\n${small}`;

  function errorText(): string {
    if (shown === 'VALIDATION_ERROR' && allowed) return texts.html('error.VALIDATION_ERROR.allowed', { allowed });
    if (shown === 'CONFIG_MISSING' && key) return texts.html('error.CONFIG_MISSING.named', { key });
    if (shown === 'UPSTREAM_NOT_CONFIGURED' && key) return texts.html('error.UPSTREAM_NOT_CONFIGURED.named', { key });
    if ((shown === 'ACTION_CONFLICT' || shown === 'PLAN_BLOCKED') && reason && texts.has(`error.${shown}.${reason}`)) return texts.html(`error.${shown}.${reason}`);
    return texts.html(`error.${shown}.text`);
  }
}

/** One line for a warning of a tool; an unknown one is told as the shop's remark with its code. */
export function warningLine(texts: Texts, code: string): string {
  return texts.has(`warning.${code}`) ? texts.html(`warning.${code}`) : texts.html('warning.unknown', { code: asHtml(code.replace(/[^\w-]/g, '')) });
}

/** `tg-<bot>-<update>` is found by its update alone. */
function shortId(correlationId: string): string {
  return correlationId.replace(/^tg-\d+-/, '');
}
