import type { Localised } from '@ownerbot/conversation';
import { buildCallback } from '@ownerbot/telegram';
import { ADVICE_TOPICS, topicNamed } from '../advice/topics';
import { knownNames, type Report } from './findings';
import { fieldsOf } from './read-fields';

/** What a button of a panel leads to. */
export type PanelItem =
  | { readonly type: 'template'; readonly templateId: string }
  | { readonly type: 'panel'; readonly panel: string }
  | { readonly type: 'category'; readonly category: string }
  /** A topic of advice. */
  | { readonly type: 'advice'; readonly topic: string }
  /** The draft of the rate's settings. */
  | { readonly type: 'fx-panel' }
  | { readonly type: 'service'; readonly service: 'home' | 'back' | 'help' | 'cancel' | 'refresh' };

/** A section panel: what `templates/panels.yml` says of it. */
export interface PanelFile {
  readonly id: string;
  readonly title: Localised;
  /** Text of the button that leads here. */
  readonly button: Localised;
  readonly rows: readonly (readonly PanelItem[])[];
}

const SERVICES = ['home', 'back', 'help', 'cancel', 'refresh'] as const;

export function readPanels(data: unknown, report: Report): PanelFile[] {
  const root = fieldsOf(data, '', report);
  const panels = root.list('panels').map((one, at): PanelFile => {
    const fields = fieldsOf(one, `panels.${at}`, report);
    const panel = {
      id: fields.string('id'),
      title: fields.localised('title'),
      button: fields.localised('button'),
      rows: fields.list('rows').map((row, index) => (Array.isArray(row) ? row : [row]).flatMap((item) => readItem(item, `panels.${at}.rows.${index}`, report))),
    };
    fields.done();
    return panel;
  });
  root.done();
  return panels;
}

/** A template by its id, `panel:<id>`, `category:<id>`, `advice:<topic>`, `fx:panel`, or the name of a service button. */
function readItem(item: unknown, path: string, report: Report): PanelItem[] {
  if (typeof item !== 'string') {
    report(path, 'TPL_MISSING_KEY', 'is no text', 'an id of a template, panel:<id>, category:<id>, advice:<topic>, fx:panel, home, back, help, cancel');
    return [];
  }
  const service = SERVICES.find((one) => one === item);
  if (service !== undefined) return [{ type: 'service', service }];
  const [kind = '', id = ''] = item.includes(':') ? [item.slice(0, item.indexOf(':')), item.slice(item.indexOf(':') + 1)] : [];
  if (item === 'fx:panel') return [{ type: 'fx-panel' }];
  if (kind === 'panel') return [{ type: 'panel', panel: id }];
  if (kind === 'advice') return [{ type: 'advice', topic: id }];
  if (kind === 'category') return [{ type: 'category', category: id }];
  return [{ type: 'template', templateId: item }];
}

interface Targets {
  readonly templates: readonly string[];
  readonly categories: readonly string[];
  /** Panels that are drawn by code. */
  readonly drawn: readonly string[];
}

/** Links that lead nowhere, and ids that fit no button. */
export function checkPanels(panels: readonly PanelFile[], { templates, categories, drawn }: Targets, report: Report): void {
  const ids = [...panels.map(({ id }) => id), ...drawn];
  panels.forEach(({ id, rows }, at) => {
    try {
      buildCallback({ type: 'panel', panel: id });
    } catch {
      report(`panels.${at}.id`, 'TPL_CALLBACK_BUDGET', `"${id}" does not fit into a callback`, 'at most 17 small letters, digits, _ : -');
    }
    if (panels.findIndex((other) => other.id === id) < at) report(`panels.${at}.id`, 'TPL_DUPLICATE_ID', `${id} exists twice`, 'an id of its own');
    rows.forEach((row, index) => {
      const path = `panels.${at}.rows.${index}`;
      if (row.length > 3) report(path, 'TPL_LABEL', `has ${row.length} buttons`, 'at most 3 in a row');
      for (const item of row) {
        if (item.type === 'template' && !templates.includes(item.templateId)) report(path, 'TPL_UNKNOWN_TEMPLATE', `there is no template ${item.templateId}`, knownNames(item.templateId, templates));
        if (item.type === 'panel' && !ids.includes(item.panel)) report(path, 'TPL_UNKNOWN_TEMPLATE', `there is no panel ${item.panel}`, knownNames(item.panel, ids));
        if (item.type === 'advice' && topicNamed(item.topic) === null) report(path, 'PLB_TOPIC', `there is no topic ${item.topic}`, knownNames(item.topic, ADVICE_TOPICS));
        if (item.type === 'category' && !categories.includes(item.category)) report(path, 'TPL_UNKNOWN_CATEGORY', `there is no category ${item.category}`, knownNames(item.category, categories));
      }
    });
  });
}
