import type { ShopAnswer } from '@ownerbot/shop';
import type { ToolWarning } from '../contract/tool-response';

export function warn(code: string, params: Readonly<Record<string, unknown>> = {}): ToolWarning {
  return { code, message_key: `warning.${code}`, params };
}

/** Remarks of the shop, each once; its own words go along for the audit and are not shown. */
export function shopWarnings(...answers: readonly ShopAnswer<unknown>[]): ToolWarning[] {
  const byCode = new Map(answers.flatMap((answer) => answer.warnings).map((one) => [`${one.code} ${one.message}`, one]));
  return [...byCode.values()].map((one) => warn(one.code, { message: one.message }));
}
