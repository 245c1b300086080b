import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** A node of the syntax tree that Prometheus' own parser gives, with its text. */
export interface PromNode {
  readonly type: string;
  readonly text: string;
  readonly children: readonly PromNode[];
}

export interface UsedMetric {
  readonly name: string;
  /** Labels that its matchers name. */
  readonly labels: readonly string[];
}

/** @throws SyntaxError where Prometheus would refuse the expression */
export function parsePromql(expression: string): PromNode {
  const convert = (node: SyntaxNode): PromNode => {
    if (node.type.isError) throw new SyntaxError(`PromQL, at ${node.from}: ${expression}`);
    const children: PromNode[] = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(convert(child));
    return { type: node.name, text: expression.slice(node.from, node.to), children };
  };
  const top = convert(parser.parse(expression).topNode).children.filter(({ type }) => type !== 'LineComment');
  const [only] = top;
  if (only === undefined || top.length > 1) throw new SyntaxError(`PromQL: ${expression}`);
  return only;
}

/** Every node of a kind, wherever it stands. */
export function nodesOf(node: PromNode, type: string): PromNode[] {
  return [...(node.type === type ? [node] : []), ...node.children.flatMap((child) => nodesOf(child, type))];
}

export const childOf = (node: PromNode, type: string): PromNode | undefined => node.children.find((child) => child.type === type);

export function usedMetrics(expression: PromNode): UsedMetric[] {
  return nodesOf(expression, 'VectorSelector').map((selector) => ({
    name: childOf(selector, 'Identifier')?.text ?? '',
    labels: nodesOf(selector, 'LabelName').map(({ text }) => text),
  }));
}

/** Labels by which the expression groups or joins. */
export function groupedBy(expression: PromNode): string[] {
  return nodesOf(expression, 'GroupingLabels').flatMap((grouping) => nodesOf(grouping, 'LabelName').map(({ text }) => text));
}
