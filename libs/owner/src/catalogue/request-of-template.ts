import { askedTool, type Answers, type PlainRoute, type ReplyContext } from '@ownerbot/conversation';
import { ownerTools } from '../tools/owner-tools';
import { composePayload } from './compose-payload';
import { isObject } from './read-fields';
import { shownAs } from './shown-as';
import type { TemplateFile, ToolChoice } from './template-file';

/** What a template comes to with these answers. Its tool is named by its file, by an answer, or by what the chat did last. */
export function requestOf(template: TemplateFile, answers: Answers, context: ReplyContext): PlainRoute {
  const { tool } = template;
  switch (tool.type) {
    case 'named':
      return { type: 'tool', tool: tool.tool, payload: composePayload(template, answers, context), ...shownAs(template) };
    case 'input':
      return chosen(template, tool, answers);
    case 'session':
      return repeated(template, tool, context);
  }
}

/** The object that was typed is the payload as it is: its keys are those of the chosen tool, which checks them. */
function chosen(template: TemplateFile, { key }: Extract<ToolChoice, { type: 'input' }>, answers: Answers): PlainRoute {
  const name = template.inputs.findIndex((input) => input.key === key);
  const typed = template.inputs.flatMap((input, at) => (input.bind === 'none' || !answers.has(at) ? [] : [answers.get(at)]));
  const payload = typed.reduce<Record<string, unknown>>((all, one) => (isObject(one) ? { ...all, ...one } : all), {});
  return { type: 'tool', tool: String(answers.get(name)), payload, ...shownAs(template) };
}

/** An action is never repeated as it was: its tool and its wish begin anew, with a fresh preview. */
function repeated(template: TemplateFile, { what }: Extract<ToolChoice, { type: 'session' }>, { recent, texts }: ReplyContext): PlainRoute {
  const last = what === 'last_read' ? recent.lastRead : recent.lastAction;
  if (last === null || !ownerTools.some(({ name }) => name === last.tool)) {
    return { type: 'refusal', reason: 'NOT_FOUND', reply: { html: texts.html(what === 'last_read' ? 'advanced.no_last_read' : 'advanced.no_last_action') } };
  }
  return { type: 'tool', ...askedTool(last), ...shownAs(template) };
}
