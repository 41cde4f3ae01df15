import { minify } from '@swc/core';
import { defineConfig, type Plugin } from 'vite';

/**
 * Puts functions and constants that are used once where they are used, which most bundlers of apps do not: the client
 * weighs a thirtieth less. Names stay, so that what is published can be read. Arrows are shorter, and no function here
 * has a `this` of its own; what can be evaluated is left to the bundler of the app.
 */
const small: Plugin = {
  name: 'small',
  renderChunk: (code) => {
    const compress = { ecma: 2022, passes: 3, unsafe_arrows: true, evaluate: false, inline: 1 } as const;
    return minify(code, { module: true, sourceMap: true, compress, mangle: false });
  },
};

/** The package as an app loads it: one module an entry, and what several share. The types come from `nest build`. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  resolve: { tsconfigPaths: true },
  plugins: [small],
  // Whatever NODE_ENV is: React in production has no `jsxDEV`.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  build: {
    target: 'es2022',
    sourcemap: true,
    minify: false,
    lib: {
      entry: {
        index: 'src/index.ts',
        react: 'src/react.tsx',
        file: 'src/file.ts',
        metrics: 'src/metrics.ts',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: [/^react(\/|$)/, /^node:/],
      // Of the domain and the contract only what is used comes along.
      treeshake: { moduleSideEffects: false },
      output: { chunkFileNames: '[name].js' },
    },
  },
});
