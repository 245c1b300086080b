// Jest's transformer: swc, and for the index of a library the one that the build makes of it. Each test file runs its modules anew, so
// what it does not need costs the most here.
const crypto = require('node:crypto');
const { createTransformer } = require('@swc/jest');
const { lazyIndex } = require('../lazy-index.cjs');

module.exports = {
  createTransformer(options) {
    const swc = createTransformer(options);
    return {
      ...swc,
      process(text, file, how) {
        const index = lazyIndex(file, text);
        return index === null ? swc.process(text, file, how) : { code: index };
      },
      getCacheKey(text, file, ...more) {
        const key = swc.getCacheKey(text, file, ...more);
        const index = lazyIndex(file, text);
        return index === null ? key : crypto.createHash('sha1').update(key).update(index).digest('hex');
      },
    };
  },
};
