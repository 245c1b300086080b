// Jest's runtime, made cheaper in two ways; each test file still runs its modules anew, in a context of its own.
// - A file is compiled once in a process, not once for each test file: they share what V8 made of it, down to the single function.
// - Jest's global object is a proxy, so that a plain `Math` in a loop costs a call out of V8. The names below, which no test replaces,
//   are handed to each file as variables. `Date`, the timers and `Intl` are not among them: fake timers replace those.
const vm = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const INTRINSICS = [
  ...['Array', 'ArrayBuffer', 'BigInt', 'Boolean', 'Error', 'Function', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError'],
  ...['Reflect', 'RegExp', 'Set', 'String', 'Symbol', 'SyntaxError', 'TypeError', 'Uint8Array', 'WeakMap', 'WeakSet', 'isNaN', 'parseFloat', 'parseInt'],
];

/** By file name: a file's text does not change while the tests run, but for what a test writes itself. */
const compiled = new Map();

function scriptOf(source, filename, parameters) {
  const known = compiled.get(filename);
  if (known !== undefined && known.source === source) return known.script;
  const head = `(function (${INTRINSICS.join(', ')}) { return function (${parameters.join(', ')}) {`;
  const script = new vm.Script(`${head}${source}\n}})`, { filename, columnOffset: -head.length });
  compiled.set(filename, { source, script });
  return script;
}

module.exports = class SharingRuntime extends Runtime {
  constructor(...all) {
    super(...all);
    const { executor } = this;
    const { global } = this._environment;
    const intrinsics = INTRINSICS.map((name) => global[name]);
    const compileAlone = executor.compile.bind(executor);
    executor.compile = (source, filename) => {
      const context = this._environment.getVmContext();
      if (context === null) return null;
      let script;
      try {
        script = scriptOf(source, filename, executor.injectedModuleParameters);
      } catch {
        // Jest's own way tells what is wrong with the file.
        return compileAlone(source, filename);
      }
      return script.runInContext(context)(...intrinsics);
    };
  }
};
