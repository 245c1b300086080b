import type { Locale } from '@ownerbot/messages';
import type { ReplyContext } from '../domain/context';
import type { PlainRoute } from '../domain/route';
import type { Reply } from '../model/reply';

/** A text that stands beside its data, in every language. */
export type Localised = Readonly<Record<Locale, string>>;

/** What became of an answer: a value, or the reason in words (HTML), ready to be shown. `note`: what was left out of it. */
export type StepAnswer = { readonly ok: true; readonly value: unknown; readonly note?: string } | { readonly ok: false; readonly html: string };

/** One question of a template. Pure. */
export interface FlowStep {
  /** By which `when` of later steps names it. */
  readonly key: string;
  /** By which a phrase fills it. */
  readonly slot: string;
  readonly prompt: Localised;
  readonly examples: readonly string[];
  readonly presets: readonly { readonly text: Localised; readonly value: unknown }[];
  /** Whether a preset makes sense for this owner; absent: all do. */
  offers?(value: unknown, context: ReplyContext): boolean;
  readonly isRequired: boolean;
  /** In words, where a skipped step has one. */
  default?(context: ReplyContext): string;
  /** Asked only if the answer to that key is one of the values. */
  readonly when: { readonly key: string; readonly in: readonly unknown[] } | null;
  parse(text: string, context: ReplyContext): StepAnswer;
  /** Plain text. */
  show(value: unknown, context: ReplyContext): string;
}

/** Answers by the number of their step; a skipped or unasked step has none. */
export type Answers = ReadonlyMap<number, unknown>;

/** A ready-made request with its questions. */
export interface FlowTemplate {
  readonly id: string;
  readonly category: string;
  readonly title: Localised;
  readonly steps: readonly FlowStep[];
  /** Fewest steps that must be answered when all are optional. */
  readonly leastAnswers: number;
  /** What runs when the last question is answered. */
  run(answers: Answers, context: ReplyContext): PlainRoute;
}

/** `unknown` is shown and runs: the tool says what happens. */
export type Availability = 'available' | 'unavailable' | 'unknown';

/** The templates of a domain as the machinery sees them. */
export interface TemplateBook {
  /** Hash of all its files: a step of another version is out of date. */
  readonly version: string;
  readonly templates: ReadonlyMap<string, FlowTemplate>;
  availability(templateId: string, context: ReplyContext): Availability;
  /** The list of categories. */
  home(context: ReplyContext): Reply;
  /** One page of a category, from 1; a page beyond the end is the last one. Null: there is no such category. */
  page(category: string, page: number, context: ReplyContext): Reply | null;
}
