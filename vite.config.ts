import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const api = 'http://127.0.0.1:3000';
const worker = 'service-worker.js';
/** Files of `apps/dashboard/public` that the page needs to open without a network. */
const publicFiles = ['theme.js', 'manifest.webmanifest', 'icon.svg', 'icon-192.png'];

/** Absolute: the development server would look for a relative path elsewhere, and then find each package on its own. */
const inDashboard = (path: string): string =>
  fileURLToPath(new URL(`apps/dashboard/${path}`, import.meta.url));

/**
 * Tells the service worker which files this build is made of, and a hash over all of it: any change makes another
 * worker, which the browser then installs.
 */
function listBuild(): Plugin {
  return {
    name: 'list-build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const assets = Object.keys(bundle).filter(
        (name) => name.startsWith('assets/') && !name.endsWith('.map'),
      );
      const html = Object.values(bundle).find(({ fileName }) => fileName === 'index.html');
      const files = ['/', ...[...assets, ...publicFiles].sort().map((name) => `/${name}`)];
      const hash = createHash('sha256').update(files.join());
      if (html?.type === 'asset') hash.update(html.source);
      for (const name of publicFiles) hash.update(readFileSync(`apps/dashboard/public/${name}`));
      const version = hash.digest('hex').slice(0, 12);
      const chunk = bundle[worker];
      if (chunk?.type !== 'chunk') throw new Error('the build has no service worker');
      chunk.code = `const BUILD=${JSON.stringify({ version, files })};${chunk.code}`;
    },
  };
}

/** The dashboard: a page for the browser, built into files that the API serves. */
export default defineConfig(({ command }) => {
  // Whoever builds from within a test has NODE_ENV=test, and would get React's development half and no service worker.
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return {
    root: 'apps/dashboard',
    plugins: [react(), listBuild()],
    resolve: { tsconfigPaths: true },
    server: { proxy: { '/api': api, '/sign-in': api } },
    build: {
      outDir: '../../dist/dashboard',
      emptyOutDir: true,
      sourcemap: true,
      // The first that know light-dark(), in which every colour of the page is written.
      target: ['chrome123', 'safari17.5', 'firefox120'],
      rolldownOptions: {
        // Two cores that do other things as well make every build slow, and the advice would be in every start.
        checks: { bundlerTimings: false },
        input: {
          page: inDashboard('index.html'),
          worker: inDashboard('src/service-worker/service-worker.ts'),
        },
        output: {
          // The worker's address must stay: a browser looks there for the next one.
          entryFileNames: ({ name }) => (name === 'worker' ? worker : 'assets/[name]-[hash].js'),
        },
        // Our libraries only declare. Without being told so the bundler keeps the whole registry of metrics.
        treeshake: { moduleSideEffects: (id) => !/\/libs\/(?:domain|contract|sync-client)\//u.test(id) },
      },
    },
  };
});
