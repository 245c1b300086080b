import type { ShopMode } from '@ownerbot/shop';
import { ToolError, type ErrorInfo } from '@ownerbot/tools';
import type { PartState } from '../dashboard-fields';
import type { PartAnswer } from './part';

export interface JudgedParts {
  readonly states: readonly PartState[];
  /** Those that stand in the report. */
  readonly answered: readonly PartAnswer[];
  /** Of the request, or of the demo shop where that answered in the stead of SIS. */
  readonly mode: ShopMode;
}

/**
 * What came of the parts. A part that the source does not offer is left out; one that failed is named, and its report is partial. When SIS went
 * away amid an AUTO request, so that the demo shop answered the rest, those figures are none of this shop's: they count as not answered.
 * @throws ToolError of the first failed part when nothing of the shop answered: a request that may be tried again then is
 */
export function judgeParts(answers: readonly PartAnswer[], mode: ShopMode): JudgedParts {
  const isShopPart = ({ response }: PartAnswer): boolean => response.provenance?.sources.some((source) => !source.startsWith('ownerbot:')) === true;
  const shopParts = answers.filter((one) => one.response.error === null && isShopPart(one));
  const isMixed = new Set(shopParts.map(({ response }) => response.mode)).size > 1;
  const states = answers.map((answer): PartState => (isMixed && isShopPart(answer) && answer.response.mode === 'DEMO' ? failed(answer, 'UPSTREAM_UNAVAILABLE') : stateOf(answer)));
  const answered = answers.filter((_answer, at) => states[at]?.status === 'ok');
  const failure = answers.find(({ response }) => response.error !== null && response.error.code !== LACKING)?.response.error;
  if (shopParts.length === 0 && failure !== undefined && failure !== null) throw again(failure);
  return { states, answered, mode: !isMixed && shopParts[0]?.response.mode === 'DEMO' ? 'DEMO' : mode };
}

const LACKING = 'UPSTREAM_NOT_IMPLEMENTED';

function stateOf(answer: PartAnswer): PartState {
  const { part: { code, tool }, response: { error, provenance, as_of: asOf, warnings } } = answer;
  if (error !== null || provenance === null) return failed(answer, error?.code ?? 'TOOL_EXECUTION_FAILED');
  const { completeness, sources, window } = provenance;
  return {
    code, tool, status: 'ok', error_code: null, as_of: asOf, completeness: completeness.status, missing_days: completeness.missing_days, sources, window: { ...window },
    warnings: [...new Set(warnings.map((one) => one.code))],
  };
}

function failed({ part: { code, tool } }: PartAnswer, errorCode: string): PartState {
  return { code, tool, status: errorCode === LACKING ? 'left_out' : 'error', error_code: errorCode, as_of: null, completeness: null, missing_days: [], sources: [], window: null, warnings: [] };
}

function again({ code, details, message_key: key }: ErrorInfo): ToolError {
  return new ToolError(code, `no part of the report answered: ${key}`, { ...details });
}
