import type { ToolDescriptor } from './tool-descriptor';

/** The tools that a request may name: every read there is, and of the actions those on the allow list. */
export function offerTools(tools: readonly ToolDescriptor[], allowedActions: readonly string[]): ToolDescriptor[] {
  return tools.filter(({ name, kind, isBuilt, capability }) => isBuilt && capability !== 'no' && (kind === 'read' || allowedActions.includes(name)));
}
