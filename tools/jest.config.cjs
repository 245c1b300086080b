// Tests of the workspace itself: its rules and its containers. `libs/tools` has the name `tools` already.
module.exports = { ...require('./jest-preset.cjs')(__dirname), displayName: 'workspace' };
