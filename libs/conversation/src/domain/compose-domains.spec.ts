import { platformTexts } from '@ownerbot/messages';
import { DomainsInvalidError } from '../errors';
import { composeEcho, echoDomain } from '../fixtures/echo-domain';
import { conversationTexts } from '../messages-folder';
import { composeDomains } from './compose-domains';
import type { Domain } from './domain';
import { listedCommands } from './listed-commands';

function findingsOf(...domains: readonly Domain[]): readonly string[] {
  try {
    composeDomains(domains, [platformTexts, conversationTexts]);
    return [];
  } catch (error) {
    if (error instanceof DomainsInvalidError) return error.findings;
    throw error;
  }
}

describe('composing domains', () => {
  test('joins their tables', () => {
    const composed = composeEcho();
    expect([...composed.commands.keys()]).toEqual(['say']);
    expect([...composed.callbacks.keys()]).toEqual(['say:', 'more:', 'close:', 'wait:']);
    expect([...composed.panels.keys()]).toEqual(['home', 'systems']);
  });

  test.each<[string, Partial<Domain>]>([
    ['tool echo has no presenter', { presenters: {} }],
    ['presenter other has no tool', { presenters: { ...echoDomain.presenters, other: { progress: () => '', answer: () => ({ html: '' }) } } }],
    ['no domain has the panel home', { panels: { systems: () => ({ html: '' }) } }],
    ['echo: panel help belongs to the platform', { panels: { ...echoDomain.panels, help: () => ({ html: '' }) } }],
    ['echo: command start belongs to the platform', { commands: [{ name: 'start', aboutKey: null, route: () => ({ type: 'help' }) }] }],
    ['command Say is no command of Telegram', { commands: [{ name: 'Say', aboutKey: null, route: () => ({ type: 'help' }) }] }],
    ['command say: no message echo.nothing', { commands: [{ name: 'say', aboutKey: 'echo.nothing', route: () => ({ type: 'help' }) }] }],
    ['echo: prefix drop: belongs to the platform', { callbacks: [{ prefix: 'drop:', route: () => ({ type: 'outdated' }) }] }],
    ['prefix bad is malformed', { callbacks: [{ prefix: 'bad', route: () => ({ type: 'outdated' }) }] }],
    ['prefixes ui: and ui:x: overlap', { callbacks: [{ prefix: 'ui:x:', route: () => ({ type: 'outdated' }) }] }],
    ['echo: tool echo exists twice', { tools: [...echoDomain.tools, ...echoDomain.tools] }],
  ])('stops the start: %s', (finding, broken) => {
    expect(findingsOf({ ...echoDomain, ...broken })).toContain(finding);
  });

  test('stops the start without any domain', () => {
    expect(findingsOf()).toEqual(['no domain is listed']);
  });

  test('lists the commands for Telegram in each language, each once', () => {
    expect(listedCommands(composeEcho(), 'en').map((one) => one.command)).toEqual(['menu', 'help', 'say', 'templates', 'cancel', 'systems']);
    expect(listedCommands(composeEcho(), 'ru')[0]).toEqual({ command: 'menu', description: 'Главное меню' });
  });
});
