import { ShopError } from '@ownerbot/shop';
import { StoreTimeoutError, StoreUnavailableError } from '@ownerbot/storage';
import type { ErrorInfo } from '../contract/tool-response';
import { TOOL_ERRORS, ToolError } from '../errors';

/** Any rejection as an error of the table; what is not ours becomes `TOOL_EXECUTION_FAILED`. */
export function toToolError(error: unknown): ToolError {
  if (error instanceof ToolError) return error;
  if (error instanceof ShopError) return new ToolError(error.code, error.message, { ...error.facts }, error);
  if (error instanceof StoreTimeoutError) return new ToolError('TOOL_TIMEOUT', 'the database took too long', {}, error);
  return new ToolError('TOOL_EXECUTION_FAILED', 'the tool failed', {}, error);
}

/** Our own store being away is no answer to the owner: the job goes back and runs again. */
export function isInterruption(error: unknown): boolean {
  return error instanceof StoreUnavailableError;
}

export function errorInfo(error: ToolError): ErrorInfo {
  const spec = TOOL_ERRORS[error.code];
  const shown = 'shownAs' in spec ? spec.shownAs : error.code;
  const hasDetails = Object.keys(error.details).length > 0;
  return {
    code: error.code,
    message_key: `error.${shown}.text`,
    params: error.details.key === undefined ? {} : { key: error.details.key },
    ...(hasDetails ? { details: error.details } : {}),
    retryable: spec.retryable,
  };
}
