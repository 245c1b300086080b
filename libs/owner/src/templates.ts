import type { AskedTool } from '@ownerbot/conversation';
import { composePayload } from './catalogue/compose-payload';
import { templateOf } from './catalogue/owner-catalogue';
import { shownAs } from './catalogue/shown-as';
import type { TemplateFile } from './catalogue/template-file';
import type { TokenContext } from './catalogue/tokens';
import { TemplatesInvalidError } from './errors';

/** A tool with its payload and its presentation: what buttons, commands and phrases lead to. */
export type ToolRequest = AskedTool;

/** Id of a template; its file stands in `templates/<category>/<id>.yml`. */
export type TemplateId = string;

/** @throws TemplatesInvalidError for an id without a file: code names only what exists, and a test holds it. */
export function theTemplate(templateId: TemplateId): TemplateFile {
  const template = templateOf(templateId);
  if (template === null) throw new TemplatesInvalidError([`templates: ${templateId}: TPL_UNKNOWN_TEMPLATE: code names it; a file ${templateId}.yml`]);
  return template;
}

/** The request of a template that asks nothing, or what stands in it without the answers. */
export function templateRequest(templateId: TemplateId, context: TokenContext): ToolRequest {
  const template = theTemplate(templateId);
  if (template.tool.type !== 'named') throw new TemplatesInvalidError([`${template.file}: tool: TPL_UNKNOWN_TOOL: chosen at run time; a name`]);
  return { tool: template.tool.tool, payload: composePayload(template, new Map(), context), ...shownAs(template) };
}
