import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = 'http://127.0.0.1:3000';

/** The dashboard: a page for the browser, built into files that the API serves. */
export default defineConfig({
  root: 'apps/dashboard',
  plugins: [react()],
  resolve: { tsconfigPaths: true },
  server: { proxy: { '/api': api, '/sign-in': api } },
  build: { outDir: '../../dist/dashboard', emptyOutDir: true, sourcemap: true },
});
