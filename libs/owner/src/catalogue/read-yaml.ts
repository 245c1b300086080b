import { yamlProblem } from '@ownerbot/messages';
import { CORE_SCHEMA, constructFromEvents, parseEvents } from 'js-yaml';
import type { Report } from './findings';

const WANTED = 'plain YAML 1.2 without anchors and tags';

/** A file of the catalogue as plain data. Null, and a finding, for what cannot be read or what must not be there. */
export function readYaml(text: string, report: Report): unknown {
  const problem = (what: string): null => {
    report('', 'TPL_YAML', what, WANTED);
    return null;
  };
  try {
    const events = parseEvents(text, {});
    for (const event of events) {
      if ('anchorStart' in event && event.anchorStart >= 0) return problem(`has an anchor or an alias in line ${lineOf(text, event.anchorStart)}`);
      if ('tagStart' in event && event.tagStart >= 0) return problem(`has the tag ${text.slice(event.tagStart, event.tagEnd)} in line ${lineOf(text, event.tagStart)}`);
    }
    const documents = constructFromEvents(events, { source: text, schema: CORE_SCHEMA });
    return documents.length === 1 ? documents[0] : problem(documents.length === 0 ? 'is empty' : 'has more than one document');
  } catch (error) {
    return problem(yamlProblem(error));
  }
}

function lineOf(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
