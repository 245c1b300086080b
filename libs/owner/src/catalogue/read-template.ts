import path from 'node:path';
import { createParser } from '../parsers/create-parser';
import { enumParser } from '../parsers/text/enum';
import type { Parser } from '../parsers/parser';
import type { Report } from './findings';
import { fieldsOf, isObject, type Fields } from './read-fields';
import type { Bind, InputStep, Phrase, TemplateFile, ToolChoice } from './template-file';

const ID = /^[A-Z][A-Z0-9_]{2,39}$/;

/** A template from the plain data of its file; whatever is wrong with its keys is reported. */
export function readTemplate(file: string, data: unknown, report: Report): TemplateFile {
  const fields = fieldsOf(data, '', report);
  fields.integer('schema', { min: 1, max: 1 });
  const template: TemplateFile = {
    file,
    templateId: fields.string('template_id'),
    category: fields.string('category'),
    order: fields.integer('order', { min: 1, max: 999 }),
    kind: fields.oneOf('kind', ['REPORT', 'ACTION'], 'REPORT'),
    title: fields.localised('title'),
    buttonText: fields.localised('button_text'),
    tool: readTool(fields, report),
    payload: fields.object('payload'),
    inputs: fields.list('inputs').map((one, at) => readInput(one, `inputs.${at}`, report)),
    inputsAtLeast: fields.integer('inputs_at_least', { min: 0, max: 20 }, 0),
    presentation: readPresentation(fields, report),
    phrases: fields.list('phrases').map((one, at) => readPhrase(one, `phrases.${at}`, report)),
    requires: fields.texts('requires'),
    previewOnly: fields.flag('preview_only', false),
    hidden: fields.flag('hidden', false),
  };
  fields.done();
  checkNames(template, report);
  return template;
}

function checkNames({ file, templateId, category }: TemplateFile, report: Report): void {
  if (templateId !== '' && !ID.test(templateId)) report('template_id', 'TPL_NAME_MISMATCH', `"${templateId}" is no id`, String(ID));
  const name = path.posix.basename(file, '.yml');
  const folder = path.posix.basename(path.posix.dirname(file));
  if (templateId !== '' && name !== templateId) report('template_id', 'TPL_NAME_MISMATCH', `is ${templateId} in the file ${name}`, 'the name of the file');
  if (category !== '' && folder !== category) report('category', 'TPL_NAME_MISMATCH', `is ${category} in the folder ${folder}`, 'the name of the folder');
}

function readTool(fields: Fields, report: Report): ToolChoice {
  const tool = fields.raw('tool');
  if (!isObject(tool)) return { type: 'named', tool: fields.string('tool') };
  const inner = fieldsOf(tool, 'tool', report);
  if (tool['from_session'] !== undefined) {
    const what = inner.oneOf('from_session', ['last_read', 'last_action'], 'last_read');
    inner.done();
    return { type: 'session', what };
  }
  const choice: ToolChoice = { type: 'input', key: inner.string('from_input'), kinds: inner.texts('kinds') };
  inner.done();
  return choice;
}

function readPresentation(fields: Fields, report: Report): TemplateFile['presentation'] {
  const presentation = fields.raw('presentation');
  return { ...(isObject(presentation) ? presentation : {}), kind: fieldsOf(presentation ?? {}, 'presentation', report).string('kind') };
}

const NO_PARSER: Parser = enumParser({ values: [] });

function readInput(data: unknown, at: string, report: Report): InputStep {
  const fields = fieldsOf(data, at, report);
  const key = fields.string('key');
  const made = createParser(fields.object('parser'));
  if ('problems' in made) {
    for (const { path: option, code, allowed } of made.problems) {
      report(`${at}.parser.${option}`, code === 'unknown' ? 'TPL_UNKNOWN_KEY' : 'TPL_MISSING_KEY', code === 'missing' ? 'is missing' : code === 'unknown' ? 'is no option of this parser' : 'has no usable value', allowed);
    }
  }
  const example = fields.raw('example');
  const hasDefault = fields.raw('default') !== undefined;
  const input: InputStep = {
    key,
    bind: readBind(fields),
    parser: 'parser' in made ? made.parser : NO_PARSER,
    parserType: 'parser' in made ? made.type : '',
    prompt: fields.localised('prompt'),
    examples: Array.isArray(example) ? fields.texts('example') : [fields.string('example')],
    presets: fields.list('presets').map((one, index) => {
      const inner = fieldsOf(one, `${at}.presets.${index}`, report);
      const preset = { text: inner.localised('text'), value: inner.raw('value') };
      if (preset.value === undefined) report(`${at}.presets.${index}.value`, 'TPL_MISSING_KEY', 'is missing', 'a parsed value');
      inner.done();
      return preset;
    }),
    isRequired: fields.flag('required', true),
    default: hasDefault ? { value: fields.raw('default') } : null,
    when: readWhen(fields, at, report),
    slot: fields.stringOr('slot', key.slice(key.lastIndexOf('.') + 1)),
  };
  fields.done();
  return input;
}

function readBind(fields: Fields): Bind {
  const bind = fields.raw('bind');
  if (bind === undefined) return 'payload';
  if (isObject(bind)) return Object.fromEntries(Object.entries(bind).map(([part, key]) => [part, String(key)]));
  return fields.oneOf<'payload' | 'none'>('bind', ['payload', 'none'], 'payload');
}

function readWhen(fields: Fields, at: string, report: Report): InputStep['when'] {
  const when = fields.raw('when');
  if (when === undefined) return null;
  const inner = fieldsOf(when, `${at}.when`, report);
  const read = { key: inner.string('key'), in: inner.list('in') };
  inner.done();
  return read;
}

export function readPhrase(data: unknown, at: string, report: Report): Phrase {
  const fields = fieldsOf(data, at, report);
  const groups = fields.list('any');
  const phrase: Phrase = {
    all: fields.texts('all'),
    any: groups.map((group) => (Array.isArray(group) ? group.map(String) : [String(group)])),
    may: fields.texts('may'),
    not: fields.texts('not'),
    slots: Object.fromEntries(Object.entries(fields.object('slots')).map(([slot, need]) => [slot, need === 'required' ? 'required' : 'optional'])),
    set: fields.object('set'),
    ordered: fields.flag('ordered', false),
  };
  fields.done();
  return phrase;
}
