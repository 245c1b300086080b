import { knownNames, type Report } from '../findings';
import { conceptsOfPhrase } from './check-phrases';
import { isObject } from '../read-fields';
import type { TemplateFile, ToolChoice } from '../template-file';
import { isToken, KNOWN_TOKENS } from '../tokens';
import type { KnownNames } from './known-names';
import { enumValuesOf } from './step-values';

/** Names that resolve to nothing, and a kind that its tool does not have. */
export function checkReferences(template: TemplateFile, known: KnownNames, report: Report): void {
  if (!known.categories.includes(template.category)) report('category', 'TPL_UNKNOWN_CATEGORY', `there is no category ${template.category}`, knownNames(template.category, known.categories));
  if (!known.presentations.includes(template.presentation.kind))
    report('presentation.kind', 'TPL_UNKNOWN_PRESENTATION', `there is no kind ${template.presentation.kind}`, knownNames(template.presentation.kind, known.presentations));
  template.requires.forEach((key, at) => {
    if (!known.capabilities.includes(key)) report(`requires.${at}`, 'TPL_UNKNOWN_CAPABILITY', `there is no capability ${key}`, knownNames(key, known.capabilities));
  });
  template.phrases.forEach((phrase, at) => {
    for (const [part, concept] of conceptsOfPhrase(phrase)) {
      if (!known.concepts.includes(concept)) report(`phrases.${at}.${part}`, 'TPL_UNKNOWN_CONCEPT', `there is no concept ${concept}`, knownNames(concept, known.concepts));
    }
  });
  checkTool(template, known, report);
  checkTokens(template.payload, 'payload', { report, inputs: template.inputs.map(({ key }) => `@input.${key}`) });
}

function checkTool({ tool, kind, previewOnly, category, inputs }: TemplateFile, { tools }: KnownNames, report: Report): void {
  if (tool.type !== 'named') {
    if (category !== 'advanced') report('tool', 'TPL_UNKNOWN_TOOL', 'a tool chosen at run time', 'the name of a tool; objects only in the category advanced');
    if (tool.type === 'input') checkChoice(inputs, tool, tools, report);
    return;
  }
  const found = tools.find(({ name }) => name === tool.tool);
  if (found === undefined) {
    report('tool', 'TPL_UNKNOWN_TOOL', `there is no tool ${tool.tool}`, knownNames(tool.tool, tools.map(({ name }) => name)));
    return;
  }
  const fits = kind === 'ACTION' ? found.kind === 'action' && !previewOnly : found.kind === 'read' ? !previewOnly : previewOnly;
  if (!fits) report('kind', 'TPL_KIND_MISMATCH', `is ${kind}${previewOnly ? ' with preview_only' : ''}, and the tool is of kind ${found.kind}`, 'REPORT for reads, ACTION for actions, REPORT with preview_only for the preview of an action');
}

/** The question must offer exactly the tools of the kinds: a new tool is not forgotten, a wrong name not asked for. */
function checkChoice(inputs: TemplateFile['inputs'], { key, kinds }: Extract<ToolChoice, { type: 'input' }>, tools: KnownNames['tools'], report: Report): void {
  const at = inputs.findIndex((input) => input.key === key);
  const step = inputs[at];
  const offered = step === undefined ? [] : (enumValuesOf(step) ?? []).map(String);
  const all = tools.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const surplus = offered.find((name) => !all.includes(name));
  const missing = all.find((name) => !offered.includes(name));
  if (at < 0) report('tool.from_input', 'TPL_UNKNOWN_TOOL', `no step asks for ${key}`, 'the key of a step');
  else if (surplus !== undefined) report(`inputs.${at}.parser.values`, 'TPL_UNKNOWN_TOOL', `${surplus} is no tool of kind ${kinds.join(', ')}`, knownNames(surplus, all));
  else if (missing !== undefined) report(`inputs.${at}.parser.values`, 'TPL_UNKNOWN_TOOL', `${missing} is not offered`, 'every tool of the kinds');
}

function checkTokens(value: unknown, path: string, { report, inputs }: { report: Report; inputs: readonly string[] }): void {
  const known = [...KNOWN_TOKENS, ...inputs];
  if (isToken(value) && !known.includes(value)) report(path, 'TPL_UNKNOWN_TOKEN', `there is no token ${value}`, knownNames(value, known));
  const inner = Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
  for (const [key, one] of inner) checkTokens(one, `${path}.${key}`, { report, inputs });
}
