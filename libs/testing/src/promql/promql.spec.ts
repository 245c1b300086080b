import { evaluatePromql, type History } from './evaluate-promql';
import { groupedBy, parsePromql, usedMetrics } from './parse-promql';
import { joinScrapes, readScrape } from './read-scrape';

const BEFORE = 'jobs_total{kind="a",outcome="done"} 10\njobs_total{kind="b",outcome="dead"} 1\nslow_bucket{le="1"} 0\nslow_bucket{le="2"} 0\nslow_bucket{le="+Inf"} 0\nage{queue="x"} 3\n';
const AFTER = '# HELP jobs_total Jobs\njobs_total{kind="a",outcome="done"} 30\njobs_total{kind="b",outcome="dead"} 1\nslow_bucket{le="1"} 5\nslow_bucket{le="2"} 9\nslow_bucket{le="+Inf"} 10\nage{queue="x"} 7\nnew_total 4\n';
const at = (atSec: number, text: string) => ({ atSec, scrape: joinScrapes([readScrape(text, { job: 'ownerbot-worker', instance: 'one' })]) });
const history: History = [at(0, BEFORE), at(10, AFTER)];
const values = (expression: string) => evaluatePromql(expression, history).map(({ labels, value }) => [labels, value]);

test.each<[string, [Record<string, string>, number][]]>([
  ['sum by (kind) (rate(jobs_total[1m]))', [[{ kind: 'a' }, 2], [{ kind: 'b' }, 0]]],
  ['sum(increase(jobs_total{outcome!="dead"}[1m]))', [[{}, 20]]],
  ['max by (queue) (age) > 5', [[{ queue: 'x' }, 7]]],
  ['max by (queue) (age) > 7', []],
  ['age{queue=~"y|z"}', []],
  ['sum(new_total) * 2', [[{}, 8]]],
  ['rate(new_total[1m])', []],
  ['sum(nothing) or vector(0)', [[{}, 0]]],
  ['sum(age) or vector(0)', [[{}, 7]]],
  ['histogram_quantile(0.5, sum by (le) (rate(slow_bucket[1m])))', [[{}, 1]]],
  ['histogram_quantile(0.7, sum by (le) (rate(slow_bucket[1m])))', [[{}, 1.5]]],
  ['up{job=~"ownerbot-.+"} == 0', []],
])('%s', (expression, expected) => {
  expect(values(expression)).toEqual(expected);
});

test('the metrics, the labels of matchers and the labels of groups are found', () => {
  const parsed = parsePromql('sum by (kind) (rate(jobs_total{outcome="done"}[5m])) / count(age)');
  expect(usedMetrics(parsed)).toEqual([{ name: 'jobs_total', labels: ['outcome'] }, { name: 'age', labels: [] }]);
  expect(groupedBy(parsed)).toEqual(['kind']);
});

test.each(['sum by (a) (x) >', 'rate(x[5m]', '', 'sum(x) sum(y)'])('%s is refused', (expression) => {
  expect(() => parsePromql(expression)).toThrow(SyntaxError);
});
