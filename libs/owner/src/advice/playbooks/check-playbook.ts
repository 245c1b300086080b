import { LOCALES } from '@ownerbot/messages';
import { LABEL_LIMIT } from '@ownerbot/telegram';
import { checkPayload, ToolError, type ToolDefinition } from '@ownerbot/tools';
import { knownNames, type Report } from '../../catalogue/findings';
import { isObject } from '../../catalogue/read-fields';
import type { TemplateFile } from '../../catalogue/template-file';
import { isToken } from '../../catalogue/tokens';
import { looksLikeFigure } from '../figures';
import type { Playbook } from './playbook';

/** What a playbook may name. */
export interface Known {
  readonly templates: ReadonlyMap<string, TemplateFile>;
  readonly tools: readonly ToolDefinition[];
  readonly concepts: readonly string[];
  /** Tools whose answers a brief has words for. */
  readonly told: readonly string[];
}

const COUNTS = { hypotheses: [4, 4], risks: [1, 2], experiments: [3, 4], reads: [2, 4], actions: [1, 2], brief: [2, 4] } as const;
const LISTS = Object.keys(COUNTS) as (keyof typeof COUNTS)[];

/** Names that lead nowhere or to the wrong kind, a read that asks, texts that look like results, a brief that could change something. */
export function checkPlaybook(playbook: Playbook, known: Known, report: Report): void {
  for (const list of LISTS) {
    const [least, most] = COUNTS[list];
    const count = playbook[list].length;
    if (count < least || count > most) report(list, 'PLB_COUNT', `has ${count}`, least === most ? String(least) : `${least}..${most}`);
  }
  for (const [path, text] of textsOf(playbook)) if (looksLikeFigure(text)) report(path, 'PLB_FIGURE', 'looks like a result', 'words: no digits, percent, money or multiples');
  for (const locale of LOCALES) if ([...playbook.button[locale]].length > LABEL_LIMIT) report(`button.${locale}`, 'TPL_LABEL', 'is too long', `at most ${LABEL_LIMIT} characters`);
  if (playbook.concepts.length === 0) report('concepts', 'PLB_COUNT', 'has 0', 'at least 1');
  playbook.concepts.forEach((concept, at) => {
    if (!known.concepts.includes(concept)) report(`concepts.${at}`, 'TPL_UNKNOWN_CONCEPT', `there is no concept ${concept}`, knownNames(concept, known.concepts));
  });
  playbook.reads.forEach((id, at) => checkTemplate(id, 'REPORT', `reads.${at}`, known, report));
  playbook.actions.forEach((id, at) => checkTemplate(id, 'ACTION', `actions.${at}`, known, report));
  playbook.brief.forEach((read, at) => checkRead(read, `brief.${at}`, known, report));
}

function checkTemplate(id: string, kind: TemplateFile['kind'], path: string, { templates }: Known, report: Report): void {
  const template = templates.get(id);
  if (template === undefined) {
    report(path, 'TPL_UNKNOWN_TEMPLATE', `there is no template ${id}`, knownNames(id, [...templates.keys()]));
    return;
  }
  if (template.kind !== kind || template.previewOnly) report(path, 'TPL_KIND_MISMATCH', `${id} is ${template.previewOnly ? 'a preview' : template.kind}`, kind === 'REPORT' ? 'a read' : 'a change');
  if (kind === 'REPORT' && (template.tool.type !== 'named' || template.inputs.some(({ isRequired }) => isRequired))) report(path, 'PLB_ASKS', `${id} asks something first`, 'a read that runs as it is');
}

function checkRead({ tool: name, payload }: Playbook['brief'][number], path: string, { tools, told }: Known, report: Report): void {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) {
    report(`${path}.tool`, 'TPL_UNKNOWN_TOOL', `there is no tool ${name}`, knownNames(name, tools.map((one) => one.name)));
    return;
  }
  if (tool.kind !== 'read') report(`${path}.tool`, 'TPL_KIND_MISMATCH', `${name} changes something`, 'a read');
  else if (!told.includes(name)) report(`${path}.tool`, 'TPL_UNKNOWN_TOOL', `a brief has no words for ${name}`, knownNames(name, told));
  if (holdsToken(payload)) report(`${path}.payload`, 'TPL_UNKNOWN_TOKEN', 'holds a token', 'fixed values');
  try {
    checkPayload(tool, payload);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    for (const field of error.details.fields ?? []) report(`${path}.payload.${field.path}`, 'TPL_PAYLOAD', `${name} refuses it (${field.rule})`, field.allowed);
  }
}

const holdsToken = (value: unknown): boolean => isToken(value) || (isObject(value) && Object.values(value).some(holdsToken));

function textsOf(playbook: Playbook): [path: string, text: string][] {
  const { title, button, hypotheses, risks, experiments } = playbook;
  const all = [
    ...[{ title, button }].flatMap((one) => Object.entries(one)),
    ...hypotheses.map((text, at) => [`hypotheses.${at}`, text] as const),
    ...risks.map((text, at) => [`risks.${at}`, text] as const),
    ...experiments.flatMap((one, at) => Object.entries(one).map(([part, text]) => [`experiments.${at}.${part}`, text] as const)),
  ];
  return all.flatMap(([path, text]) => LOCALES.map((locale): [string, string] => [`${path}.${locale}`, text[locale]]));
}
