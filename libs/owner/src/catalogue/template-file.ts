import type { Localised } from '@ownerbot/conversation';
import type { Parser } from '../parsers/parser';


export type ToolChoice =
  | { readonly type: 'named'; readonly tool: string }
  | { readonly type: 'input'; readonly key: string; readonly kinds: readonly string[] }
  | { readonly type: 'session'; readonly what: 'last_read' | 'last_action' };

/** Where a value goes: under its key, nowhere, or spread over several keys. */
export type Bind = 'payload' | 'none' | Readonly<Record<string, string>>;

export interface InputStep {
  readonly key: string;
  readonly bind: Bind;
  readonly parser: Parser;
  readonly parserType: string;
  readonly prompt: Localised;
  readonly examples: readonly string[];
  readonly presets: readonly { readonly text: Localised; readonly value: unknown }[];
  readonly isRequired: boolean;
  readonly default: { readonly value: unknown } | null;
  readonly when: { readonly key: string; readonly in: readonly unknown[] } | null;
  readonly slot: string;
}

export interface Phrase {
  readonly all: readonly string[];
  readonly any: readonly (readonly string[])[];
  readonly may: readonly string[];
  readonly not: readonly string[];
  readonly slots: Readonly<Record<string, 'required' | 'optional'>>;
  readonly set: Readonly<Record<string, unknown>>;
  readonly ordered: boolean;
}

/** One template, as its file says. */
export interface TemplateFile {
  readonly file: string;
  readonly templateId: string;
  readonly category: string;
  readonly order: number;
  readonly kind: 'REPORT' | 'ACTION';
  readonly title: Localised;
  readonly buttonText: Localised;
  readonly tool: ToolChoice;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly inputs: readonly InputStep[];
  readonly inputsAtLeast: number;
  readonly presentation: Readonly<Record<string, unknown>> & { readonly kind: string };
  readonly phrases: readonly Phrase[];
  readonly requires: readonly string[];
  readonly previewOnly: boolean;
  readonly hidden: boolean;
}

export interface Category {
  readonly id: string;
  readonly title: Localised;
  readonly icon: string;
}
