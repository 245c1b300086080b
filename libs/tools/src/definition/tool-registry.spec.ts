import { fakeTool } from '../fixtures/fake-tool';
import { createToolRegistry } from './tool-registry';

const findingsOf = (build: () => unknown): unknown => {
  try {
    build();
    return [];
  } catch (error) {
    return (error as { findings?: unknown }).findings;
  }
};

test('a tool is found by its name and version', () => {
  const tool = fakeTool();
  const registry = createToolRegistry([tool]);
  expect(registry.find('fake', '1.0')).toBe(tool);
  expect(registry.find('fake', '1.1')).toBeNull();
  expect(registry.named('fake')).toBe(tool);
  expect(registry.named('toString')).toBeNull();
});

test('everything that is wrong stops the start, and is named at once', () => {
  const findings = findingsOf(() =>
    createToolRegistry(
      [fakeTool(), fakeTool(), fakeTool({ name: 'Bad-Name', version: '1' }), fakeTool({ name: 'other', defaultPayload: { n: 10 } })],
      [
        { by: 'command /x', tool: 'missing' },
        { by: 'template T', tool: 'fake', payload: { n: 9 } },
        { by: 'template U', tool: 'fake', payload: { m: 1 } },
      ],
    ),
  );
  expect(findings).toEqual([
    'tool fake is registered twice',
    'tool name Bad-Name is not lower case with underscores',
    'tool Bad-Name has the malformed version 1',
    'the default payload of other: other refuses n (integer; allowed: 1..9)',
    'command /x names the unknown tool missing',
    'template U: fake refuses m (unknown; allowed: n)',
  ]);
});
