import { ToolError, ToolRegistryError } from '../errors';
import { checkPayload } from '../runner/check-payload';
import type { ToolDefinition } from './tool-definition';

export interface ToolRegistry {
  readonly tools: readonly ToolDefinition[];
  /** The tool of that name and version; null when there is none. */
  find(name: string, version: string): ToolDefinition | null;
  named(name: string): ToolDefinition | null;
}

/** Something that names a tool: a template, a phrase, a command, a plan step. */
export interface ToolUse {
  /** Who names it, for the finding. */
  readonly by: string;
  readonly tool: string;
  /** Checked against the tool's schema when it is there. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** Throws {@link ToolRegistryError} with every duplicate, every malformed definition, and every use that cannot work. */
export function createToolRegistry(definitions: readonly ToolDefinition[], uses: readonly ToolUse[] = []): ToolRegistry {
  const byName = new Map<string, ToolDefinition>();
  const findings: string[] = [];
  for (const definition of definitions) {
    if (byName.has(definition.name)) findings.push(`tool ${definition.name} is registered twice`);
    byName.set(definition.name, definition);
    findings.push(...findingsOf(definition));
  }
  for (const use of uses) {
    const tool = byName.get(use.tool);
    if (tool === undefined) findings.push(`${use.by} names the unknown tool ${use.tool}`);
    else if (use.payload !== undefined) findings.push(...payloadFindings(tool, use.payload, use.by));
  }
  if (findings.length > 0) throw new ToolRegistryError(findings);
  return {
    tools: [...definitions],
    named: (name) => byName.get(name) ?? null,
    find: (name, version) => {
      const tool = byName.get(name);
      return tool?.version === version ? tool : null;
    },
  };
}

function findingsOf(tool: ToolDefinition): string[] {
  const findings: string[] = [];
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(tool.name)) findings.push(`tool name ${tool.name} is not lower case with underscores`);
  if (!/^\d+\.\d+$/.test(tool.version)) findings.push(`tool ${tool.name} has the malformed version ${tool.version}`);
  if (tool.defaultPayload !== null) findings.push(...payloadFindings(tool, tool.defaultPayload, `the default payload of ${tool.name}`));
  return findings;
}

function payloadFindings(tool: ToolDefinition, payload: object, by: string): string[] {
  try {
    checkPayload(tool, payload);
    return [];
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return (error.details.fields ?? []).map((field) => `${by}: ${tool.name} refuses ${field.path} (${field.rule}; allowed: ${field.allowed})`);
  }
}
