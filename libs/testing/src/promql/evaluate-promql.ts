import { childOf, nodesOf, parsePromql, type PromNode } from './parse-promql';
import type { Labels, Scrape, Series } from './read-scrape';

/** Scrapes of one moment each, the oldest first. */
export type History = readonly { readonly atSec: number; readonly scrape: Scrape }[];

type Value = number | readonly Series[];
interface Range {
  readonly labels: Labels;
  readonly points: readonly { readonly atSec: number; readonly value: number }[];
}

/**
 * What an expression gives over a few scrapes, for tests of dashboards and alert rules. A range is the whole history, whatever its length
 * says, and nothing is extrapolated. Knows what these use: selectors, `rate`, `increase`, `changes`, `histogram_quantile`, `label_replace`, `vector`,
 * aggregations with `by`, arithmetic and comparisons with a number, `or`. @throws TypeError for anything else
 */
export function evaluatePromql(expression: string, history: History): readonly Series[] {
  const value = evaluate(parsePromql(expression), history);
  return typeof value === 'number' ? [{ labels: {}, value }] : value;
}

function evaluate(node: PromNode, history: History): Value {
  switch (node.type) {
    case 'NumberDurationLiteral':
      return Number(node.text);
    case 'ParenExpr':
      return evaluate(first(node), history);
    case 'VectorSelector':
      return rangesOf(node, history.slice(-1)).flatMap(({ labels, points }) => points.map(({ value }) => ({ labels, value })));
    case 'FunctionCall':
      return call(node, history);
    case 'AggregateExpr':
      return aggregate(node, vector(argumentsOf(node).at(-1), history));
    case 'BinaryExpr':
      return combine(node, history);
    default:
      throw new TypeError(`not known here: ${node.type} ${node.text}`);
  }
}

const first = (node: PromNode): PromNode => {
  const [child] = node.children;
  if (child === undefined) throw new TypeError(`empty: ${node.text}`);
  return child;
};
const argumentsOf = (node: PromNode): readonly PromNode[] => childOf(node, 'FunctionCallBody')?.children ?? [];

function vector(node: PromNode | undefined, history: History): readonly Series[] {
  const value = node === undefined ? 0 : evaluate(node, history);
  if (typeof value === 'number') throw new TypeError(`a number where series are needed: ${node?.text ?? ''}`);
  return value;
}

function rangesOf(selector: PromNode, history: History): Range[] {
  const name = childOf(selector, 'Identifier')?.text ?? '';
  const matchers = nodesOf(selector, 'UnquotedLabelMatcher').map(matcherOf);
  const ranges = new Map<string, { labels: Labels; points: { atSec: number; value: number }[] }>();
  for (const { atSec, scrape } of history) {
    for (const { labels, value } of scrape.get(name) ?? []) {
      if (!matchers.every((matches) => matches(labels))) continue;
      const key = keyOf(labels);
      const range = ranges.get(key) ?? { labels, points: [] };
      range.points.push({ atSec, value });
      ranges.set(key, range);
    }
  }
  return [...ranges.values()];
}

function matcherOf(node: PromNode): (labels: Labels) => boolean {
  const label = childOf(node, 'LabelName')?.text ?? '';
  const wanted = (childOf(node, 'StringLiteral')?.text ?? '""').slice(1, -1);
  const pattern = new RegExp(`^(?:${wanted})$`);
  const operator = childOf(node, 'MatchOp')?.text;
  return (labels) => {
    const found = labels[label] ?? '';
    if (operator === '=') return found === wanted;
    if (operator === '!=') return found !== wanted;
    return pattern.test(found) === (operator === '=~');
  };
}

const OVER_TIME: Readonly<Record<string, (rise: number, seconds: number, values: readonly number[]) => number>> = {
  rate: (rise, seconds) => rise / seconds,
  increase: (rise) => rise,
  changes: (_rise, _seconds, values) => values.filter((value, index) => index > 0 && value !== values[index - 1]).length,
};

function call(node: PromNode, history: History): Value {
  const name = childOf(node, 'FunctionIdentifier')?.text ?? '';
  const given = argumentsOf(node);
  if (name === 'vector') return [{ labels: {}, value: Number(given[0]?.text) }];
  if (name === 'label_replace') return relabelled(vector(given[0], history), given.slice(1).map(({ text }) => text.slice(1, -1)));
  if (name === 'histogram_quantile') return quantiles(Number(given[0]?.text), vector(given[1], history));
  const overTime = OVER_TIME[name];
  const [range] = given;
  if (overTime === undefined || range?.type !== 'MatrixSelector') throw new TypeError(`not known here: ${node.text}`);
  // As with Prometheus, a series that was seen once tells nothing.
  return rangesOf(first(range), history).flatMap(({ labels, points }) => {
    const [from, to] = [points[0], points.at(-1)];
    if (from === undefined || to === undefined || points.length < 2) return [];
    return [{ labels, value: overTime(to.value - from.value, to.atSec - from.atSec, points.map(({ value }) => value)) }];
  });
}

function relabelled(series: readonly Series[], [target = '', replacement = '', source = '', pattern = '']: readonly string[]): Series[] {
  return series.map(({ labels, value }) => {
    const found = new RegExp(`^(?:${pattern})$`).exec(labels[source] ?? '');
    return { labels: found === null ? labels : { ...labels, [target]: found[0].replace(new RegExp(pattern), replacement) }, value };
  });
}

function quantiles(quantile: number, buckets: readonly Series[]): Series[] {
  return [...grouped(buckets, ({ le: _le, ...others }) => others)].flatMap(([, { labels, members }]) => {
    const bounds = members.map((one) => ({ le: Number((one.labels['le'] ?? '').replace('Inf', 'Infinity')), count: one.value })).sort((one, other) => one.le - other.le);
    const all = bounds.at(-1)?.count ?? 0;
    if (all === 0) return [];
    const at = bounds.findIndex(({ count }) => count >= quantile * all);
    const [below, bound] = [bounds[at - 1] ?? { le: 0, count: 0 }, bounds[at]];
    if (bound === undefined) return [];
    if (bound.le === Infinity) return [{ labels, value: below.le }];
    return [{ labels, value: below.le + ((bound.le - below.le) * (quantile * all - below.count)) / (bound.count - below.count) }];
  });
}

const AGGREGATES: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
  count: (values) => values.length,
};

function aggregate(node: PromNode, series: readonly Series[]): Series[] {
  const run = AGGREGATES[childOf(node, 'AggregateOp')?.text ?? ''];
  if (run === undefined || nodesOf(node, 'Without').length > 0) throw new TypeError(`not known here: ${node.text}`);
  const modifier = childOf(node, 'AggregateModifier');
  const by = modifier === undefined ? [] : nodesOf(modifier, 'LabelName').map(({ text }) => text);
  const kept = (labels: Labels): Labels => Object.fromEntries(by.flatMap((label) => (labels[label] === undefined ? [] : [[label, labels[label]]])));
  return [...grouped(series, kept).values()].map(({ labels, members }) => ({ labels, value: run(members.map(({ value }) => value)) }));
}

const ARITHMETIC: Readonly<Record<string, (one: number, other: number) => number>> = {
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => one / other,
};
const COMPARISONS: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  '>': (one, other) => one > other,
  '<': (one, other) => one < other,
  '>=': (one, other) => one >= other,
  '<=': (one, other) => one <= other,
  '==': (one, other) => one === other,
  '!=': (one, other) => one !== other,
};

function combine(node: PromNode, history: History): Value {
  const [left, operator, right] = node.children;
  if (left === undefined || operator === undefined || right === undefined) throw new TypeError(`not known here: ${node.text}`);
  const series = vector(left, history);
  if (operator.text === 'or') {
    const known = new Set(series.map(({ labels }) => keyOf(labels)));
    return [...series, ...vector(right, history).filter(({ labels }) => !known.has(keyOf(labels)))];
  }
  const number = evaluate(right, history);
  if (typeof number !== 'number') throw new TypeError(`only a number may stand on the right: ${node.text}`);
  const compare = COMPARISONS[operator.text];
  if (compare !== undefined) return series.filter(({ value }) => compare(value, number));
  const calculate = ARITHMETIC[operator.text];
  if (calculate === undefined) throw new TypeError(`not known here: ${node.text}`);
  return series.map(({ labels, value }) => ({ labels, value: calculate(value, number) }));
}

const keyOf = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort());

function grouped(series: readonly Series[], labelsOf: (labels: Labels) => Labels): Map<string, { labels: Labels; members: Series[] }> {
  const groups = new Map<string, { labels: Labels; members: Series[] }>();
  for (const one of series) {
    const labels = labelsOf(one.labels);
    const group = groups.get(keyOf(labels)) ?? { labels, members: [] };
    group.members.push(one);
    groups.set(keyOf(labels), group);
  }
  return groups;
}
