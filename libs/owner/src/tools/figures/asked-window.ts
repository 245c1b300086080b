import { ToolError, type AskedWindow, type ToolContext } from '@ownerbot/tools';

/** The window of a tool that always has one. */
export function askedWindow({ window }: ToolContext): AskedWindow {
  if (window === null) throw new ToolError('TOOL_EXECUTION_FAILED', 'the tool was run without its window');
  return window;
}
