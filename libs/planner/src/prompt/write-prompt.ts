import { describeRange } from '../tools/describe-range';
import type { FieldDescriptor, ToolDescriptor } from '../tools/tool-descriptor';
import { maskPrivate } from './mask-private';
import { PROMPT_VERSION, SYSTEM_TEXT } from './system-text';

/** All that a model is told beside the owner's text. Names only: no figures, no customers, no orders, no other messages. */
export interface PromptFacts {
  /** The owner's day, `YYYY-MM-DD`. */
  readonly today: string;
  /** IANA name. */
  readonly zone: string;
  readonly language: 'ru' | 'en';
  /** The read that was shown last, and the preset of its period. */
  readonly lastRead: { readonly tool: string; readonly period: string | null } | null;
}

export interface PromptMaterial {
  readonly text: string;
  readonly facts: PromptFacts;
  readonly tools: readonly ToolDescriptor[];
  readonly maxInputChars: number;
}

export interface Prompt {
  readonly version: string;
  readonly system: string;
  /** The owner's text as a JSON value, so that nothing in it ends the data. */
  readonly user: string;
  readonly originals: ReadonlyMap<string, string>;
}

/** Phones and e-mails are replaced before the text is cut: half a phone would be none that is recognised. */
export function writePrompt({ text, facts, tools, maxInputChars }: PromptMaterial): Prompt {
  const masked = maskPrivate(text);
  const system = [SYSTEM_TEXT, '', 'Catalogue:', ...tools.map(describeTool), '', 'Facts:', ...factLines(facts)].join('\n');
  return { version: PROMPT_VERSION, system, user: JSON.stringify({ owner_message: cut(masked.text, maxInputChars) }), originals: masked.originals };
}

const cut = (text: string, most: number): string => [...text].slice(0, most).join('');

function factLines({ today, zone, language, lastRead }: PromptFacts): string[] {
  const last = lastRead === null ? 'none' : `${lastRead.tool}${lastRead.period === null ? '' : `, period ${lastRead.period}`}`;
  return [`today ${today}, zone ${zone}, weeks begin on Monday`, `language of the owner: ${language}`, `last read shown: ${last}`];
}

function describeTool({ name, kind, purpose, fields }: ToolDescriptor): string {
  const told = fields.map((field) => describeField(field)).join(', ');
  return `- ${name} [${kind}] ${purpose}.${told === '' ? '' : ` Fields: ${told}.`}`;
}

function describeField({ name, shape, default: standard, required }: FieldDescriptor): string {
  const inner = shape.type === 'object' ? `{${shape.fields.map((field) => describeField(field)).join(', ')}}` : describeRange(shape);
  const usual = standard === undefined ? (required ? ', required' : '') : `, default ${JSON.stringify(standard)}`;
  return `${name} (${[shape.type, inner].filter((part) => part !== '').join(' ')}${usual})`;
}
