import type { FlowStep, FlowTemplate, ReplyContext, TemplateBook } from '@ownerbot/conversation';
import { availabilityFor } from './availability';
import { categoriesPage, categoryPage } from './category-pages';
import type { Catalogue } from './load-catalogue';
import { requestOf } from './request-of-template';
import type { InputStep, TemplateFile } from './template-file';

/** The catalogue as the conversation works with it: questions with their parsers, pages, availability. */
export function templateBook(catalogue: Catalogue): TemplateBook {
  return {
    version: catalogue.version,
    templates: new Map([...catalogue.templates].map(([id, template]) => [id, flowTemplate(template)])),
    availability: (templateId, context) => {
      const template = catalogue.templates.get(templateId);
      return template === undefined ? 'unavailable' : availabilityFor(template, context);
    },
    home: (context) => categoriesPage(catalogue, context),
    page: (category, page, context) => categoryPage(catalogue, { category, page }, context),
  };
}

function flowTemplate(template: TemplateFile): FlowTemplate {
  return {
    id: template.templateId,
    category: template.category,
    title: template.title,
    steps: template.inputs.map(flowStep),
    leastAnswers: template.inputsAtLeast,
    run: (answers, context) => requestOf(template, answers, context),
  };
}

function flowStep(input: InputStep): FlowStep {
  const { default: fallback } = input;
  return {
    key: input.key,
    slot: input.slot,
    prompt: input.prompt,
    examples: input.examples,
    presets: input.presets,
    isRequired: input.isRequired,
    when: input.when,
    ...(input.parser.fits === undefined ? {} : { offers: (value: unknown, context: ReplyContext) => input.parser.fits?.(value, context) ?? true }),
    ...(fallback === null ? {} : { default: (context: ReplyContext) => input.parser.show(fallback.value, context) }),
    parse: (text, context) => {
      const answer = input.parser.parse(text, context);
      if (!answer.ok) return { ok: false, html: context.texts.html(answer.problem.key, answer.problem.params) };
      return { ok: true, value: answer.value, ...(answer.note === undefined ? {} : { note: context.texts.html(answer.note.key, answer.note.params) }) };
    },
    show: (value, context) => input.parser.show(value, context),
  };
}
