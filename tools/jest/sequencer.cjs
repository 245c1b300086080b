// Which file begins when, the same in every run: what jest remembers of earlier runs is not there on a fresh clone.
const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const { inOrder } = require('./order.cjs');
const seconds = require('./slow-files.json');

const root = path.resolve(__dirname, '../..');
/** Of a file that the table does not name. */
const USUAL_SECONDS = 2;

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const pathOf = (test) => path.relative(root, test.path).split(path.sep).join('/');
    return inOrder(tests, { pathOf: (test) => `/${pathOf(test)}`, secondsOf: (test) => seconds[pathOf(test)] ?? USUAL_SECONDS });
  }
};
