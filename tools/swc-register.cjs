// `node --require tools/swc-register.cjs`: Node loads TypeScript from source, with the one transpiler configuration.
// For tests that start a process of their own; programs run from the build.
const { transformFileSync } = require('@swc/core');
const { swcOptions } = require('./swc-options.cjs');

require.extensions['.ts'] = (module, file) => {
  module._compile(transformFileSync(file, { ...swcOptions, sourceMaps: 'inline' }).code, file);
};
