import { createActionRegistry, type ActionRegistry } from '@ownerbot/actions';
import { createCatalogue, createTexts, LOCALES, type Catalogue, type Locale, type Texts } from '@ownerbot/messages';
import type { ToolDefinition } from '@ownerbot/tools';
import { escapeHtml } from '@ownerbot/telegram';
import { DomainsInvalidError } from '../errors';
import { PLATFORM_COMMANDS, PLATFORM_PREFIXES } from './platform';
import type { DomainAction } from '../actions/action-presenter';
import type { DomainPlanner } from './domain-planner';
import type { FlowTemplate, TemplateBook } from '../flow/template';
import type { CallbackSpec, ChangeApplier, CommandSpec, Domain, Panel, ToolPresenter } from './domain';

/** The tables of all domains together, checked. */
export interface ComposedDomains {
  readonly domains: readonly [Domain, ...Domain[]];
  readonly tools: readonly ToolDefinition[];
  readonly presenters: ReadonlyMap<string, { readonly domain: Domain; readonly presenter: ToolPresenter }>;
  readonly commands: ReadonlyMap<string, CommandSpec>;
  readonly callbacks: ReadonlyMap<string, CallbackSpec>;
  readonly panels: ReadonlyMap<string, Panel>;
  readonly changes: ReadonlyMap<string, ChangeApplier>;
  readonly actions: ReadonlyMap<string, DomainAction>;
  readonly actionRegistry: ActionRegistry;
  readonly books: readonly TemplateBook[];
  readonly templates: ReadonlyMap<string, { readonly template: FlowTemplate; readonly book: TemplateBook }>;
  /** Null: no domain can be planned for. */
  readonly planner: DomainPlanner | null;
  readonly texts: Readonly<Record<Locale, Texts>>;
}

const COMMAND_NAME = /^[a-z][a-z0-9_]{0,31}$/;
const PREFIX = /^[a-z][a-z_:]{0,30}:$/;
const PANEL_ID = /^[a-z][a-z0-9:_-]{0,16}$/;
const REQUIRED_PANELS = ['home', 'systems'];

/**
 * Joins the domains into the tables that turns and answers use.
 * @param messageFolders the folders of the platform's own messages; those of the domains are added.
 * @throws DomainsInvalidError with every duplicate and gap; ActionsInvalidError; CatalogueError for the messages.
 */
export function composeDomains(domains: readonly Domain[], messageFolders: readonly string[]): ComposedDomains {
  const findings: string[] = [];
  const table = <T>(what: string, entries: readonly (readonly [string, T, string])[], taken: readonly string[] = []): ReadonlyMap<string, T> => {
    const joined = new Map<string, T>();
    for (const [key, value, owner] of entries) {
      if (taken.includes(key)) findings.push(`${owner}: ${what} ${key} belongs to the platform`);
      if (joined.has(key)) findings.push(`${owner}: ${what} ${key} exists twice`);
      joined.set(key, value);
    }
    return joined;
  };

  const tools = table('tool', domains.flatMap((one) => one.tools.map((tool) => [tool.name, tool, one.name] as const)));
  const presenters = table(
    'presenter',
    domains.flatMap((domain) => Object.entries(domain.presenters).map(([name, presenter]) => [name, { domain, presenter }, domain.name] as const)),
  );
  const commands = table('command', domains.flatMap((one) => one.commands.map((command) => [command.name, command, one.name] as const)), PLATFORM_COMMANDS);
  const callbacks = table('prefix', domains.flatMap((one) => one.callbacks.map((spec) => [spec.prefix, spec, one.name] as const)), PLATFORM_PREFIXES);
  const panels = table('panel', domains.flatMap((one) => Object.entries(one.panels).map(([id, panel]) => [id, panel, one.name] as const)), ['help']);
  const changes = table('change', domains.flatMap((one) => Object.entries(one.changes ?? {}).map(([type, applier]) => [type, applier, one.name] as const)));
  const actions = table('action', domains.flatMap((one) => (one.actions ?? []).map((action) => [action.definition.tool, action, one.name] as const)));
  const books = domains.flatMap((one) => (one.templates === undefined ? [] : [{ book: one.templates(), owner: one.name }]));
  const templates = table('template', books.flatMap(({ book, owner }) => [...book.templates].map(([id, template]) => [id, { template, book }, owner] as const)));
  table('domain', domains.map((one) => [one.name, one, one.name] as const));

  const planners = domains.flatMap(({ planner }) => planner ?? []);
  if (planners.length > 1) findings.push('only one domain may have a planner');
  findings.push(
    ...[...tools.keys()].filter((name) => !presenters.has(name)).map((name) => `tool ${name} has no presenter`),
    ...[...presenters.keys()].filter((name) => !tools.has(name)).map((name) => `presenter ${name} has no tool`),
    ...[...commands.keys()].filter((name) => !COMMAND_NAME.test(name)).map((name) => `command ${name} is no command of Telegram`),
    ...[...callbacks.keys()].filter((prefix) => !PREFIX.test(prefix)).map((prefix) => `prefix ${prefix} is malformed`),
    ...overlaps([...callbacks.keys(), ...PLATFORM_PREFIXES]),
    ...[...panels.keys()].filter((id) => !PANEL_ID.test(id)).map((id) => `panel ${id} does not fit into a button`),
    ...REQUIRED_PANELS.filter((id) => !panels.has(id)).map((id) => `no domain has the panel ${id}`),
  );
  const [first, ...rest] = domains;
  if (first === undefined) throw new DomainsInvalidError(['no domain is listed']);

  const catalogue = createCatalogue([...messageFolders, ...domains.map((one) => one.messages)]);
  findings.push(...missingTexts(catalogue, [...commands.values()]));
  if (findings.length > 0) throw new DomainsInvalidError(findings);
  return {
    domains: [first, ...rest],
    tools: [...tools.values()],
    presenters,
    commands,
    callbacks,
    panels,
    changes,
    actions,
    actionRegistry: createActionRegistry([...actions.values()].map((one) => one.definition), [...tools.values()]),
    books: books.map(({ book }) => book),
    templates,
    planner: planners[0] ?? null,
    texts: textsOf(catalogue),
  };
}

/** `go:` and `go:x:` would fight for the same button. */
function overlaps(prefixes: readonly string[]): string[] {
  return prefixes.flatMap((one) =>
    prefixes.filter((other) => other !== one && other.startsWith(one)).map((other) => `prefixes ${one} and ${other} overlap`),
  );
}

function missingTexts(catalogue: Catalogue, commands: readonly CommandSpec[]): string[] {
  return commands.flatMap(({ name, aboutKey }) => (aboutKey === null || catalogue.has(aboutKey) ? [] : [`command ${name}: no message ${aboutKey}`]));
}

function textsOf(catalogue: Catalogue): Readonly<Record<Locale, Texts>> {
  return Object.fromEntries(LOCALES.map((locale) => [locale, createTexts(catalogue, locale, { escapeHtml })])) as Record<Locale, Texts>;
}

/** The callback spec whose prefix begins `data`. */
export function callbackFor(composed: ComposedDomains, data: string): CallbackSpec | undefined {
  for (const [prefix, spec] of composed.callbacks) if (data.startsWith(prefix)) return spec;
  return undefined;
}
