import { existsSync } from 'node:fs';
import { defineConfig } from 'vite';

const programs = {
  api: 'apps/api/src/main.ts',
  cli: 'apps/cli/src/main.ts',
  bench: 'test/bench/main.ts',
};

/** The server, the command and the benches as Node programs; npm packages stay outside the bundle. */
export default defineConfig({
  publicDir: false,
  resolve: { tsconfigPaths: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/server',
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(programs).filter(([, entry]) => existsSync(entry))),
      output: { keepNames: true, entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
