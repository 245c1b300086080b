import type { Panel, ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import type { ToolDefinition } from '@ownerbot/tools';
import { judgeTool, type Judgement } from '../catalogue/availability';
import { ownerCatalogue } from '../catalogue/owner-catalogue';
import { panelRows } from '../catalogue/section-panels';
import { toolTitle } from '../catalogue/tool-title';
import { ownerTools } from '../tools/owner-tools';
import { panelFooter } from './footer';

/** Every tool with its kind, what it is asked for by, and whether it can work now; where it cannot, why. */
export const toolsPanel: Panel = (context) => {
  const { texts, formats } = context;
  const judged = ownerTools.map((tool) => ({ tool, judgement: judgeTool(tool, context.status) }));
  const working = judged.filter(({ judgement }) => judgement.state !== 'unavailable').length;
  const section = (kind: ToolDefinition['kind']): string => {
    const ofKind = judged.filter(({ tool }) => tool.kind === kind);
    const alone = ofKind.filter(({ tool }) => !isTogether(tool));
    const together = ofKind.filter(({ tool }) => isTogether(tool)).map(({ tool }) => tool.name);
    return [texts.html('panel.tools.kind', { kind, count: formats.integer(ofKind.length) }), ...alone.map(({ tool, judgement }) => toolLine(tool, judgement, context)), ...(together.length === 0 ? [] : [togetherLine(together, context)])].join('\n');
  };
  return {
    html: [texts.html('panel.tools.title', { total: formats.integer(ownerTools.length), working: formats.integer(working) }), section('read'), section('action'), panelFooter(context)].join('\n\n'),
    buttons: panelRows(ownerCatalogue(), 'tools', context),
  };
};

/** The many changes of notifications need no shop and stand in one line: with a title each the list would not fit a message. */
const isTogether = ({ group, kind, needsShop }: ToolDefinition): boolean => group === 'notifications' && kind === 'action' && !needsShop;

function togetherLine(names: readonly string[], { texts, locale }: ReplyContext): string {
  const title = ownerCatalogue().categories.find(({ id }) => id === 'notifications')?.title[locale] ?? '';
  return texts.html('panel.tools.line', { state: 'available', name: asHtml(names.map((name) => `<code>${name}</code>`).join(', ')), title });
}

function toolLine({ name }: ToolDefinition, { state, reason }: Judgement, context: ReplyContext): string {
  const { texts, locale } = context;
  const line = texts.html('panel.tools.line', { state, name: asHtml(`<code>${name}</code>`), title: toolTitle(name, locale) ?? '' });
  return reason === null ? line : texts.html('panel.tools.reason', { line: asHtml(line), reason });
}
