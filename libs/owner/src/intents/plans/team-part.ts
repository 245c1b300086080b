import type { TemplateFile } from '../../catalogue/template-file';
import type { ParseContext } from '../../parsers/parser';
import { matchReadings } from '../match/match';
import type { ReadingTable } from '../match/readings';
import type { Sentence } from '../sentence/analyse';
import type { Token } from '../sentence/tokens';
import type { PlanClause } from './clauses-of-plan';
import { kindOf, type ConditionKind } from './conditions';

/** A message to the team that goes with a change. */
export interface TeamPart {
  readonly kind: 'team';
  readonly template: TemplateFile;
  /** As it was dictated; null: it tells of the change. */
  readonly message: string | null;
  readonly when: 'commit_succeeded' | 'noop_true';
}

/** "О результате", "about it": of what, is the change itself. */
const OF_THE_CHANGE = /^(?:об?|про|about|of)?\s*(?:это|этом|том|нем|результат\p{L}*|итог\p{L}*|изменени\p{L}*|(?:the\s+)?(?:it|this|that|results?|outcome|changes?))[.!]?$/iu;
const OF_THE_CHANGE_WORDS = new Set(['об', 'о', 'этом', 'это', 'результате', 'результат', 'итоге', 'итог', 'итогах', 'about', 'it', 'this', 'result', 'results', 'outcome']);
/** Ways to say it without a verb of telling. */
const LET_KNOW = /^(?:and |then |и |потом )*(?:let (?:the |our |my )?(?:team|managers?|staff|colleagues) know|дай(?:те)? знать (?:нашей |моей )?(?:команде|менеджерам|менеджеру|ребятам|сотрудникам|коллегам))$/u;
const TEAM_TOOL = 'notify_team';
const NAMES_CONDITION = /(?<!\p{L})(?:если|if|когда|when|once|unless|после|after)(?!\p{L})/iu;
const BEGINS_CONDITION = /^(?:если|if|когда|when|once|после|after)\s+/iu;

/** Null: the clause is no message to the team, or it is not certain what it says. */
export function teamPartOf({ sentence, condition }: PlanClause, table: ReadingTable, context: ParseContext): TeamPart | null {
  const template = templateOf(sentence, table, context);
  if (template === null) return null;
  const dictated = sentence.values.find(({ kind }) => kind === 'message')?.text ?? null;
  const said = dictated === null || OF_THE_CHANGE.test(dictated) ? null : dictated;
  if (said === null || !NAMES_CONDITION.test(said) || isQuotedAs(sentence)) return partWith(template, said, condition);
  // "Сообщи команде если получится": what follows the team without a colon is a condition, not a wording.
  const own = kindOf(said.replace(BEGINS_CONDITION, '').replace(/[.!]+$/u, '').toLowerCase(), sentence.tokens);
  return condition === null && BEGINS_CONDITION.test(said) ? partWith(template, null, own) : null;
}

function partWith(template: TemplateFile, message: string | null, condition: ConditionKind | null): TeamPart | null {
  if (condition === 'other' || condition === 'needed') return null;
  return { kind: 'team', template, message, when: condition === 'not_needed' ? 'noop_true' : 'commit_succeeded' };
}

/** The template that the clause names, with nothing but its message left open. */
function templateOf(sentence: Sentence, table: ReadingTable, context: ParseContext): TemplateFile | null {
  const clause = withoutReference(sentence);
  const words = clause.tokens.map(({ word }) => word).filter((word) => /\p{L}/u.test(word)).join(' ');
  const known = LET_KNOW.test(words) ? plainTemplate(table) : null;
  if (known !== null) return known;
  const found = matchReadings(clause, table, context).find(({ reading: { target }, unexplained, missing }) => isTeam(target) && unexplained.length === 0 && missing.every((slot) => slot === 'message'));
  const target = found?.reading.target;
  return target?.type === 'template' && !target.template.inputs.some(({ slot }) => slot !== 'message') ? target.template : null;
}

const plainTemplate = ({ readings }: ReadingTable): TemplateFile | null => {
  const found = readings.find(({ target }) => isTeam(target) && target.type === 'template' && target.template.payload['silent'] === false && target.template.inputs.every(({ slot }) => slot === 'message'));
  return found?.target.type === 'template' ? found.target.template : null;
};

const isTeam = (target: ReadingTable['readings'][number]['target']): boolean => target.type === 'template' && target.template.tool.type === 'named' && target.template.tool.tool === TEAM_TOOL;

/** "Сообщи об этом команде": the words that point at the change. */
function withoutReference(sentence: Sentence): Sentence {
  const isReference = ({ word, code }: Token): boolean => code === null && OF_THE_CHANGE_WORDS.has(word);
  const tokens = sentence.tokens.map((token) => (isReference(token) ? { ...token, concept: FILLER } : token));
  return { ...sentence, tokens };
}

const FILLER = { name: '', class: 'filler', sign: null, opposite: [], isSubject: false, means: null } as const;

/** A colon, a dash or a quote stands before the wording: what follows is meant to the letter. */
function isQuotedAs({ text, tokens }: Sentence): boolean {
  return /^\s*[,]?\s*[:"«–—-]/u.test(text.slice(tokens.at(-1)?.end ?? text.length));
}
