// The one transpiler configuration: the build, the tests and every tool use it, so that decorators behave the same everywhere.
const path = require('node:path');
const root = path.resolve(__dirname, '..');
const { compilerOptions } = require(path.join(root, 'tsconfig.base.json'));

/** Options for `@swc/core` and `@swc/jest`; path aliases become relative imports. */
module.exports.swcOptions = {
  cwd: root,
  swcrc: false,
  sourceMaps: true,
  module: { type: 'commonjs', ignoreDynamic: true },
  jsc: {
    target: 'es2022',
    baseUrl: root,
    paths: compilerOptions.paths,
    externalHelpers: false,
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};
