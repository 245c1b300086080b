import { isAlias, isNode, parseDocument, visit } from 'yaml';
import type { Report } from './findings';

const WANTED = 'plain YAML 1.2 without anchors and tags';

/** A file of the catalogue as plain data. Null, and a finding, for what cannot be read or what must not be there. */
export function readYaml(text: string, report: Report): unknown {
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true, prettyErrors: false });
  const problems = [...document.errors, ...document.warnings].map(({ message }) => message.split('\n')[0] ?? message);
  visit(document, (_key, node) => {
    if (isAlias(node) || (isNode(node) && 'anchor' in node && node.anchor !== undefined)) problems.push('has an anchor or an alias');
    if (isNode(node) && node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) problems.push(`has the tag ${node.tag}`);
    return undefined;
  });
  for (const problem of problems) report('', 'TPL_YAML', problem, WANTED);
  return problems.length > 0 ? null : document.toJS();
}
