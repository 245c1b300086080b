import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { load } from 'js-yaml';

/** Catalogues of texts become modules. */
const yaml: Plugin = {
  name: 'yaml',
  transform(code, id) {
    return id.endsWith('.yml') ? { code: `export default ${JSON.stringify(load(code))}`, map: null } : undefined;
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), yaml],
  logLevel: 'warn',
  build: {
    outDir: resolve(import.meta.dirname, '../../../dist/apps/console/web'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
});
