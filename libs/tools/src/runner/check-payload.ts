import type { ToolDefinition } from '../definition/tool-definition';
import { ToolError, validationError } from '../errors';
import { checkFields } from './check-fields';

/** The payload as the tool's class, defaults filled in. Throws `VALIDATION_ERROR` with every refused field. */
export function checkPayload(tool: ToolDefinition, payload: unknown): object {
  const checked = checkFields(tool.payload, payload);
  if (!checked.ok) throw validationError(checked.problems);
  return checked.value;
}

/** Throws `TOOL_CONTRACT_BROKEN` when a handler's data do not fit the tool's output class: a defect of ours. */
export function checkOutput(tool: ToolDefinition, data: unknown): void {
  const checked = checkFields(tool.output, data);
  if (!checked.ok) {
    throw new ToolError('TOOL_CONTRACT_BROKEN', `${tool.name} answered outside its contract`, { fields: checked.problems });
  }
}
