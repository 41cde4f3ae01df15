import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

/**
 * Serves the page as its developers see it, with React's development half, which is where StrictMode mounts
 * everything twice: `node development-page.mjs <address of the API> <folder for what Vite keeps>`. Prints its address.
 *
 * `/` is the page, `/?plain` the same without StrictMode, to compare with; `/hooks` is hooks-page.tsx. Each is watched
 * by watch-clients.ts.
 */
const [api, cacheDir] = process.argv.slice(2);
const repository = fileURLToPath(new URL('../../../', import.meta.url));
const moduleAt = (name) => `/@fs${fileURLToPath(new URL(name, import.meta.url))}`;

const HOOKS = `<!doctype html><title>Hooks</title><link rel="icon" href="/icon.svg"><div id="root"></div>
<script type="module" src="${moduleAt('hooks-page.tsx')}"></script>`;

/** What a module imports is evaluated before it, and scripts in their order: no client is opened unwatched. */
const watched = {
  name: 'watched',
  transformIndexHtml: {
    order: 'pre',
    handler: (html, { originalUrl = '' }) => ({
      html: originalUrl.includes('plain') ? html.replace('main.tsx', 'main.tsx?plain') : html,
      tags: [{ tag: 'script', attrs: { type: 'module', src: moduleAt('watch-clients.ts') } }],
    }),
  },
  transform: (code, id) => (id.endsWith('main.tsx?plain') ? code.replaceAll('StrictMode', 'Fragment') : null),
  configureServer(server) {
    server.middlewares.use('/hooks', (request, response, next) => {
      server.transformIndexHtml('/hooks', HOOKS).then((html) => {
        response.setHeader('content-type', 'text/html');
        response.end(html);
      }, next);
    });
  },
};

const server = await createServer({
  configFile: `${repository}vite.config.ts`,
  cacheDir,
  logLevel: 'warn',
  plugins: [watched],
  // What is found only while a page runs makes a second copy of React.
  optimizeDeps: { entries: ['index.html', 'src/**/*.tsx'] },
  server: {
    host: '127.0.0.1',
    port: 0,
    // A page that is edited meanwhile must not load anew under a spec.
    hmr: false,
    ws: false,
    watch: null,
    fs: { allow: [repository] },
    proxy: { '/api': api, '/sign-in': api },
  },
});
await server.listen();
console.log(server.resolvedUrls.local[0]);
