import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const here = (path: string) => resolve(import.meta.dirname, path);

/** The same code with the older React: whoever imports `react` or `react-dom`, the SDK too, gets version 18. */
const react18 = [{ find: /^(react|react-dom)(?=\/|$)/, replacement: here('node_modules/$1-18') }];

/**
 * Builds what the browser loads and, with `--ssr`, what renders the page on the server; `--mode 18` for React 18. A strict
 * content security policy accepts both: no inlined script, style or image.
 */
export default defineConfig(({ mode, isSsrBuild }) => ({
  root: import.meta.dirname,
  resolve: { alias: mode === '18' ? react18 : [] },
  ssr: { noExternal: true },
  build: {
    outDir: `dist/${mode === '18' ? '18' : '19'}/${isSsrBuild ? 'server' : 'page'}`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: isSsrBuild ? { input: here('src/render.tsx') } : {},
  },
}));
